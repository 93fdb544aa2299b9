import { Button, Code, CopyButton, Group, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { usePlace } from '../../frame/places.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { FoldedAddress } from '../../parts/FoldedAddress.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { useSession } from '../../session/session.tsx';

type View = Schema<'TaskView'>;

/** What a person must do because jium cannot, with each value ready to copy. The address is never among them: it is
 *  shown for itself, and counted. */
export default function Task() {
  const { task = '' } = usePlace();
  const view = useQuery({ queryKey: ['tasks', task, 'one'], queryFn: () => ask(api.GET('/api/v1/tasks/{task}', { params: { path: { task } } })) });
  return <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>;
}

function Shown({ view }: { view: View }) {
  const { t } = useTranslation();
  const names = useCaseNames();
  const go = useGo();
  const { me } = useSession();
  const { task } = view;
  const path = { task: task.id };
  const [receipt, setReceipt] = useState('');
  const [words, setWords] = useState('');
  const take = useChange((_: null, key) => ask(api.POST('/api/v1/tasks/{task}/take', { params: { path, ...once(key) }, body: {} })));
  const finish = useChange((end: 'done' | 'declined', key) => ask(api.POST('/api/v1/tasks/{task}/finish', { params: { path, ...once(key) }, body: { end, words: words.trim() || null, receipt: receipt.trim() || null } })),
    { done: () => { told(t('requests:task_ended')); go('/requests?tab=tasks'); } });
  return (
    <Stack>
      <PageHead title={t(`values:task_kind.${task.kind}`)} words={<Group gap="xs" component="span"><StateBadge kind="task_state" state={task.state} /><span>{t('requests:due')}: <Time at={task.due_at} /></span>
        {task.case && <GoTo to={`/cases/${task.case}`}>{names(task.case)}</GoTo>}{task.request && <GoTo to={`/requests/one/${task.request}`}>{task.request}</GoTo>}</Group>}>
        {task.abilities.includes('take') && me.person && task.assigned_to !== me.person && <Button variant="default" loading={take.isPending} onClick={() => take.mutate(null)}>{t('requests:take')}</Button>}
      </PageHead>
      {take.isError && <ProblemNote problem={take.error} what={t('parts:not_done')} />}
      {task.note && <Text size="sm">{task.note}</Text>}
      {view.sighting && <section aria-label={t('cases:place')}><Title order={2} mb="xs">{t('cases:place')}</Title><FoldedAddress place={t('requests:place_folded')} sighting={view.sighting} /></section>}
      {view.values.length > 0 && <section aria-label={t('requests:values')}>
        <Title order={2} mb="xs">{t('requests:values')}</Title>
        <Table.ScrollContainer minWidth={360} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}><Table><Table.Tbody>{view.values.map((one) => <Table.Tr key={one.what}>
          <Table.Th scope="row">{t(`values:task_value.${one.what}`, { defaultValue: one.what })}</Table.Th><Table.Td><Code>{one.value}</Code></Table.Td>
          <Table.Td><CopyButton value={one.value}>{({ copied, copy }) => <Button size="compact-sm" variant="default" onClick={copy}>{copied ? t('parts:copied') : t('parts:copy')}</Button>}</CopyButton></Table.Td>
        </Table.Tr>)}</Table.Tbody></Table></Table.ScrollContainer>
      </section>}
      {task.state === 'open' && <section aria-label={t('requests:end')}>
        <Title order={2} mb="xs">{t('requests:end')}</Title>
        <Stack maw={520}>
          <TextInput label={t('requests:receipt')} description={t('requests:receipt_why')} value={receipt} onChange={(event) => setReceipt(event.currentTarget.value)} />
          <Textarea label={t('requests:words_for')} value={words} onChange={(event) => setWords(event.currentTarget.value)} autosize minRows={2} />
          <Group>
            {task.abilities.includes('finish') && <Confirm variant="filled" label={t('requests:task_done')} title={t('requests:task_done')} act={() => finish.mutateAsync('done')}>{t(`requests:done_${task.kind}`)}</Confirm>}
            {task.abilities.includes('decline') && <Confirm label={t('requests:task_declined')} title={t('requests:task_declined')} act={() => finish.mutateAsync('declined')}>{t(`requests:declined_${task.kind}`)}</Confirm>}
          </Group>
        </Stack>
      </section>}
    </Stack>
  );
}
