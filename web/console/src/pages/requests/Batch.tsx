import { Alert, Button, Group, NumberInput, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames } from '../../api/reads.ts';
import { usePlace } from '../../frame/places.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { LetterText } from './One.tsx';

type View = Schema<'BatchView'>;

/** Many requests at once: who would get what, the words with folded addresses, one confirmation, and the way back
 *  while nothing has left. */
export default function Batch() {
  const { batch = '' } = usePlace();
  const view = useQuery({ queryKey: ['batches', batch], queryFn: () => ask(api.GET('/api/v1/batches/{batch}', { params: { path: { batch } } })) });
  return <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>;
}

function useSecondsTo(at: string | null): number {
  const [now, setNow] = useState(Date.now());
  const left = at === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [left === 0, at]);
  return left;
}

function Shown({ view }: { view: View }) {
  const { t } = useTranslation();
  const names = useCaseNames();
  const { batch } = view;
  const path = { batch: batch.id };
  const [seconds, setSeconds] = useState<number | string>('');
  const left = useSecondsTo(batch.state === 'confirmed' ? batch.leaves_at : null);
  const undo = useChange((_: null, key) => ask(api.POST('/api/v1/batches/{batch}/undo', { params: { path, ...once(key) } })), { done: () => told(t('requests:undone')) });
  const confirm = useChange((undo_seconds: number | null, key) => ask(api.POST('/api/v1/batches/{batch}/confirm', { params: { path, ...once(key) }, body: { undo_seconds } })));
  return (
    <Stack gap="lg">
      <PageHead title={t('requests:batch', { count: view.requests })} words={<Group gap="xs" component="span"><StateBadge kind="batch" state={batch.state} /><span>{batch.id}</span></Group>}>
        {view.abilities.includes('confirm') && view.requests > 0 && <Confirm variant="filled" label={t('requests:confirm_batch', { count: view.groups.length })} title={t('requests:confirm_batch', { count: view.groups.length })}
          act={async () => {
            const made = await confirm.mutateAsync(typeof seconds === 'number' ? seconds : null);
            const ms = made.leaves_at ? Date.parse(made.leaves_at) - Date.now() : 0;
            if (ms > 0) told(t('requests:batch_confirmed'), { label: t('parts:undo'), act: () => undo.mutate(null), ms });
          }}>
          <Stack><Text size="sm">{t('requests:confirm_batch_why')}</Text>
            <NumberInput label={t('requests:undo_seconds')} description={t('requests:undo_seconds_why')} min={0} max={3600} value={seconds} onChange={setSeconds} /></Stack></Confirm>}
        {view.abilities.includes('undo') && <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(null)}>{t('parts:undo')}{left > 0 && ` (${left})`}</Button>}
      </PageHead>
      {undo.isError && <ProblemNote problem={undo.error} what={t('requests:undo_failed')} />}
      {left > 0 && <Alert variant="outline" color="calm" role="timer" title={t('requests:leaves_in', { count: left })} styles={{ title: { color: 'var(--mantine-color-text)' } }} />}
      {view.requests === 0 && <EmptyState title={t('requests:batch_empty')} words={t('requests:batch_empty_why')} />}
      {view.groups.length > 0 && <section aria-label={t('requests:letters')}>
        <Title order={2} mb="xs">{t('requests:letters')}</Title>
        <Stack gap="xs">{view.groups.map((group) => (
          <Paper key={group.number} withBorder p="sm">
            <Group justify="space-between">
              <Text size="sm">{group.number}. <GoTo to={`/cases/${group.case}`}>{names(group.case)}</GoTo> · {t(`values:channel.${group.channel}`)} · {t(`values:language.${group.language}`)} · {t('requests:items', { count: group.requests.length })}</Text>
              <Text size="sm" c="dimmed">{group.operator} · {group.rule}</Text>
            </Group>
          </Paper>))}</Stack>
      </section>}
      {view.groups.some((group) => group.channel === 'letter') && <Previews id={batch.id} />}
      {view.left_out.length > 0 && <section aria-label={t('requests:left_out')}>
        <Title order={2} mb="xs">{t('requests:left_out')}</Title>
        <Stack gap={4}>{view.left_out.map((one) => <Text size="sm" key={one.sighting}>{one.sighting} · {t(`values:left_out.${one.reason}`)}</Text>)}</Stack>
      </section>}
    </Stack>
  );
}

function Previews({ id }: { id: string }) {
  const { t } = useTranslation();
  const letters = useQuery({ queryKey: ['batches', id, 'letters'], queryFn: async () => (await ask(api.GET('/api/v1/batches/{batch}/letters', { params: { path: { batch: id } } }))).letters });
  return (
    <section aria-label={t('requests:preview')}>
      <Title order={2} mb="xs">{t('requests:preview')}</Title>
      <Loaded query={letters}>{(shown) => <Stack>{shown.map((letter) => <Paper key={letter.number} withBorder p="sm"><Text fw={600} size="sm">{letter.number}.</Text><LetterText letter={letter} /></Paper>)}</Stack>}</Loaded>
    </section>
  );
}
