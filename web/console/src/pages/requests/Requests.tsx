import { Button, Tabs } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames, useReplies, useRequests, useTasks } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { Board } from './Board.tsx';
import { type Request, requestColumns } from './columns.tsx';

const tabs = ['table', 'board', 'batches', 'replies', 'tasks'] as const;
type Tab = (typeof tabs)[number];
const needs: Record<Tab, string> = {
  table: 'GET /api/v1/requests', board: 'GET /api/v1/requests', batches: 'GET /api/v1/batches', replies: 'GET /api/v1/replies', tasks: 'GET /api/v1/tasks',
};

export default function Requests() {
  const { t } = useTranslation();
  const go = useGo();
  const { tab = 'table' } = useSearch({ strict: false }) as { tab?: string };
  const shown: Tab = tabs.find((one) => one === tab) ?? 'table';
  const mayPrepare = useMay('POST /api/v1/batches');
  const may: Record<Tab, boolean> = { table: true, board: true, batches: useMay(needs.batches), replies: useMay(needs.replies), tasks: useMay(needs.tasks) };
  const prepare = useChange((_: null, key) => ask(api.POST('/api/v1/batches', { params: once(key), body: { everything_due: true } })),
    { done: (made) => go(`/requests/batches/${made.batch.id}`) });
  return <>
    <PageHead title={t('requests:title')} words={t('requests:words')}>
      {mayPrepare && <Button loading={prepare.isPending} onClick={() => prepare.mutate(null)}>{t('requests:prepare_due')}</Button>}
    </PageHead>
    {prepare.isError && <ProblemNote problem={prepare.error} what={t('parts:not_done')} />}
    <Tabs value={shown} onChange={(next) => go(`/requests?tab=${next}`)} keepMounted={false}>
      <Tabs.List mb="md">{tabs.filter((one) => may[one]).map((one) => <Tabs.Tab key={one} value={one}>{t(`requests:tab_${one}`)}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="table"><RequestList /></Tabs.Panel>
      <Tabs.Panel value="board"><Board /></Tabs.Panel>
      <Tabs.Panel value="batches"><BatchList /></Tabs.Panel>
      <Tabs.Panel value="replies"><ReplyList /></Tabs.Panel>
      <Tabs.Panel value="tasks"><TaskList /></Tabs.Panel>
    </Tabs>
  </>;
}

function RequestList() {
  const { t } = useTranslation();
  const go = useGo();
  const requests = useRequests();
  const names = useCaseNames();
  const columns = useMemo((): Column<Request>[] => [{ id: 'case', head: t('requests:case'), value: (one) => names(one.case), width: 150 }, ...requestColumns(t)], [t, names]);
  return <Loaded query={requests}>{(rows) => <DataTable name="requests" label={t('requests:title')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/requests/one/${one.id}`)}
    empty={<EmptyState title={t('requests:empty')} words={t('requests:empty_why')} />} />}</Loaded>;
}

function BatchList() {
  const { t } = useTranslation();
  const go = useGo();
  const batches = useQuery({ queryKey: ['batches'], queryFn: async () => (await ask(api.GET('/api/v1/batches'))).batches });
  const columns = useMemo((): Column<Schema<'Batch'>>[] => [
    { id: 'id', head: t('requests:id'), value: (one) => one.id, width: 170 },
    { id: 'state', head: t('requests:state'), value: (one) => t(`values:batch.${one.state}`), show: (one) => <StateBadge kind="batch" state={one.state} />, width: 120 },
    { id: 'prepared', head: t('requests:prepared_at'), value: (one) => one.prepared_at, show: (one) => <Time at={one.prepared_at} />, width: 210 },
    { id: 'leaves', head: t('requests:leaves_at'), value: (one) => one.leaves_at, show: (one) => one.leaves_at ? <Time at={one.leaves_at} /> : '', width: 210 },
  ], [t]);
  return <Loaded query={batches}>{(rows) => <DataTable name="batches" label={t('requests:tab_batches')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/requests/batches/${one.id}`)} sortedBy="-prepared"
    empty={<EmptyState title={t('requests:no_batches')} words={t('requests:no_batches_why')} />} />}</Loaded>;
}

function ReplyList() {
  const { t } = useTranslation();
  const go = useGo();
  const replies = useReplies(false);
  const names = useCaseNames();
  const columns = useMemo((): Column<Schema<'Reply'>>[] => [
    { id: 'state', head: t('requests:state'), value: (one) => t(`values:reply_state.${one.state}`), show: (one) => <StateBadge kind="reply_state" state={one.state} />, width: 110 },
    { id: 'kind', head: t('requests:kind'), value: (one) => t(`values:reply.${one.kind}`), width: 150 },
    { id: 'doubtful', head: t('requests:doubtful'), value: (one) => one.doubtful ? t('cases:yes') : '', width: 90 },
    { id: 'case', head: t('requests:case'), value: (one) => names(one.case), width: 150 },
    { id: 'at', head: t('requests:received'), value: (one) => one.received_at, show: (one) => <Time at={one.received_at} />, width: 210 },
  ], [t, names]);
  return <Loaded query={replies}>{(rows) => <DataTable name="replies" label={t('requests:tab_replies')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/requests/replies/${one.id}`)} sortedBy="-at"
    empty={<EmptyState title={t('requests:no_replies')} words={t('requests:no_replies_why')} />} />}</Loaded>;
}

function TaskList() {
  const { t } = useTranslation();
  const go = useGo();
  const tasks = useTasks('all');
  const names = useCaseNames();
  const columns = useMemo((): Column<Schema<'Task'>>[] => [
    { id: 'state', head: t('requests:state'), value: (one) => t(`values:task_state.${one.state}`), show: (one) => <StateBadge kind="task_state" state={one.state} />, width: 110 },
    { id: 'kind', head: t('requests:kind'), value: (one) => t(`values:task_kind.${one.kind}`), width: 220 },
    { id: 'case', head: t('requests:case'), value: (one) => names(one.case), width: 150 },
    { id: 'due', head: t('requests:due'), value: (one) => one.due_at, show: (one) => <Time at={one.due_at} relative />, width: 130 },
    { id: 'whose', head: t('requests:whose'), value: (one) => one.assigned_to, width: 170 },
  ], [t, names]);
  return <Loaded query={tasks}>{(rows) => <DataTable name="tasks" label={t('requests:tab_tasks')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/requests/tasks/${one.id}`)} sortedBy="due"
    empty={<EmptyState title={t('requests:no_tasks')} words={t('requests:no_tasks_why')} />} />}</Loaded>;
}
