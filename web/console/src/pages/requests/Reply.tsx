import { Button, Checkbox, Group, Radio, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames, useRequests } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { usePlace } from '../../frame/places.ts';
import { told } from '../../parts/Confirm.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';

type Kind = Schema<'SortReply'>['kind'];
const kinds: Kind[] = ['acknowledgement', 'removed', 'refusal', 'question', 'bounce', 'auto_answer', 'unclear'];

export default function Reply() {
  const { reply = '' } = usePlace();
  const view = useQuery({ queryKey: ['replies', reply, 'one'], queryFn: () => ask(api.GET('/api/v1/replies/{reply}', { params: { path: { reply } } })) });
  return <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>;
}

function Shown({ view }: { view: Schema<'ReplyView'> }) {
  const { t } = useTranslation();
  const go = useGo();
  const names = useCaseNames();
  const requests = useRequests();
  const may = useMay('POST /api/v1/replies/{reply}/sort');
  const { reply } = view;
  const [kind, setKind] = useState<Kind>(reply.kind);
  const [request, setRequest] = useState<string | null>(reply.request);
  const [whole, setWhole] = useState(false);
  const sort = useChange((given: Schema<'SortReply'>, key) => ask(api.POST('/api/v1/replies/{reply}/sort', { params: { path: { reply: reply.id }, ...once(key) }, body: given })),
    { done: () => { told(t('requests:sorted')); go('/requests?tab=replies'); } });
  const open = (requests.data ?? []).filter((one) => one.state !== 'verified' && one.state !== 'drafted');
  return (
    <Stack>
      <PageHead title={t('requests:reply')} words={<Group gap="xs" component="span"><StateBadge kind="reply_state" state={reply.state} /><Time at={reply.received_at} />{reply.case && <GoTo to={`/cases/${reply.case}`}>{names(reply.case)}</GoTo>}</Group>} />
      <Text size="sm"><Text span c="dimmed">{t('requests:from')}</Text> {view.from}</Text>
      <Text size="sm"><Text span c="dimmed">{t('requests:subject')}</Text> {view.subject}</Text>
      <pre className="letter" tabIndex={0} aria-label={t('requests:reply')}>{view.text}</pre>
      {view.dropped_parts > 0 && <Text size="sm" c="dimmed">{t('requests:dropped', { count: view.dropped_parts })}</Text>}
      {may && reply.state === 'waiting' && <section aria-label={t('requests:sort')}>
        <Title order={2} mb="xs">{t('requests:sort')}</Title>
        {reply.doubtful && <Text size="sm" mb="xs">{t('requests:doubt')}</Text>}
        {sort.isError && <ProblemNote problem={sort.error} what={t('parts:not_done')} kept={t('parts:nothing_lost')} />}
        <Radio.Group label={t('requests:sort_as')} value={kind} onChange={(value) => setKind(value as Kind)}><Group gap="md" mt="xs">{kinds.map((one) => <Radio key={one} value={one} label={t(`values:reply.${one}`)} />)}</Group></Radio.Group>
        {!reply.request && <Select mt="sm" label={t('requests:sort_request')} description={t('requests:sort_request_why')} searchable clearable value={request} onChange={setRequest} maw={460}
          data={open.map((one) => ({ value: one.id, label: `${one.id} · ${names(one.case)} · ${t(`values:request.${one.state}`)}` }))} />}
        <Checkbox mt="sm" label={t('requests:whole_letter')} checked={whole} onChange={(event) => setWhole(event.currentTarget.checked)} />
        <Group mt="md"><Button loading={sort.isPending} onClick={() => sort.mutate({ kind, request: reply.request ? null : request, whole_letter: whole })}>{t('requests:sort_go')}</Button></Group>
      </section>}
    </Stack>
  );
}
