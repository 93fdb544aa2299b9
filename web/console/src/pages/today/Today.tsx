import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useAlarms, useCaseNames, useLadders, useReplies, useRequests, useTasks } from '../../api/reads.ts';
import { currentDose, onDose } from '../../frame/dose.ts';
import { useGo } from '../../frame/go.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { whatIsDue } from './due.ts';

const shownAtMost = 12;

export default function Today() {
  const { t } = useTranslation();
  const go = useGo();
  const alarms = useAlarms();
  const requests = useRequests();
  const tasks = useTasks();
  const replies = useReplies(true);
  const ladders = useLadders();
  const names = useCaseNames();
  const dose = useSyncExternalStore(onDose, currentDose);
  const mayRegister = useMay('POST /api/v1/match');
  const maySee = useMay('POST /api/v1/alarms/{alarm}/seen');
  const seen = useChange((alarm: string, key) => ask(api.POST('/api/v1/alarms/{alarm}/seen', { params: { path: { alarm }, ...once(key) } })), { touches: ['alarms'] });
  const due = useMemo(() => whatIsDue(requests.data ?? [], tasks.data ?? [], ladders.data ?? [], Date.now()), [requests.data, tasks.data, ladders.data]);
  const came = alarms.data ?? [];
  const answered = replies.data ?? [];
  const failed = [alarms, requests, tasks, replies, ladders].find((query) => query.isError);
  const loading = [alarms, requests, tasks, replies, ladders].some((query) => query.isLoading);
  const drafts = due.filter((one) => one.what === 'drafted').length;

  return <>
    <PageHead title={t('today:title')} words={t('today:dose', { minutes: dose.minutes, reveals: dose.reveals })}>
      {drafts > 0 && <Button onClick={() => go('/requests?tab=batches')}>{t('today:look_at_drafts', { count: drafts })}</Button>}
    </PageHead>
    {failed && <ProblemNote problem={failed.error} what={t('today:part_failed')} again={() => void failed.refetch()} />}
    {seen.isError && <ProblemNote problem={seen.error} what={t('parts:not_done')} />}
    {!loading && !failed && came.length + answered.length + due.length === 0 &&
      <EmptyState title={t('today:nothing')} words={t('today:nothing_why')}>
        <Button variant="default" onClick={() => go('/cases')}>{t('today:to_cases')}</Button>
        {mayRegister && <Button variant="default" onClick={() => go('/register')}>{t('today:to_register')}</Button>}
      </EmptyState>}
    <Stack>
      <Part title={t('today:came')} count={came.length}>
        {came.slice(0, shownAtMost).map((one) => (
          <Line key={one.id} what={t(`values:alarm.${one.kind}`)} case_={one.case} name={names(one.case)} at={one.raised_at}>
            {maySee && <Button size="compact-sm" variant="default" loading={seen.isPending && seen.variables === one.id} onClick={() => seen.mutate(one.id)}>{t('today:seen')}</Button>}
          </Line>))}
      </Part>
      <Part title={t('today:answered')} count={answered.length}>
        {answered.slice(0, shownAtMost).map((one) => (
          <Line key={one.id} what={<GoTo to={`/requests/replies/${one.id}`}>{t(`values:reply.${one.kind}`)}</GoTo>} case_={one.case} name={names(one.case)} at={one.received_at} />))}
      </Part>
      <Part title={t('today:due')} count={due.length}>
        {due.slice(0, shownAtMost).map((one) => (
          <Line key={one.key} case_={one.case} name={names(one.case)} at={one.at}
            what={<GoTo to={one.to}>{t(`today:due_${one.what}`)}: {t(one.what === 'task' ? `values:task_kind.${one.detail}` : one.what === 'ladder' ? `values:ladder_next.${one.detail}` : `values:rung.${one.detail}`)}</GoTo>} />))}
      </Part>
    </Stack>
  </>;
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2}>{title} <Text span c="dimmed" fw={400}>{count}</Text></Title>
      <Stack gap={6} mt="xs">{children}</Stack>
      {count > shownAtMost && <Text size="sm" c="dimmed" mt="xs">{t('today:and_more', { count: count - shownAtMost })}</Text>}
    </Paper>
  );
}

function Line({ what, case_, name, at, children }: { what: ReactNode; case_: string | null; name: string; at: string | null; children?: ReactNode }) {
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="sm">
        <Text size="sm" component="span">{what}</Text>
        {case_ && <Text size="sm" component="span"><GoTo to={`/cases/${case_}`}>{name}</GoTo></Text>}
        {at && <Text size="xs" c="dimmed" component="span"><Time at={at} relative /></Text>}
      </Group>
      {children}
    </Group>
  );
}
