import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useLog } from './queries.ts';

type Entry = Schema<'LogEntry'>;

/** A keyed id as far as eyes need it; the whole of it goes into the export of the table. */
const short = (id: string) => (id.length > 20 ? `${id.slice(0, 8)}…` : id);

export function LogPanel() {
  const { t } = useTranslation('audit');
  const log = useLog();
  const entries = useMemo(() => log.data?.pages.flatMap((page) => page.entries) ?? [], [log.data]);
  const columns = useMemo(
    () => [
      { id: 'seq', head: t('entry.seq'), value: (entry: Entry) => entry.seq, width: 80 },
      {
        id: 'at',
        head: t('entry.at'),
        value: (entry: Entry) => entry.at,
        show: (entry: Entry) => <Time at={entry.at} />,
        width: 210,
      },
      {
        id: 'actor',
        head: t('entry.actor'),
        value: (entry: Entry) => entry.actor,
        show: (entry: Entry) => short(entry.actor),
        width: 180,
      },
      {
        id: 'act',
        head: t('entry.act'),
        value: (entry: Entry) => t(`act.${entry.act}`, { defaultValue: entry.act }),
        width: 220,
      },
      {
        id: 'kind',
        head: t('entry.kind'),
        value: (entry: Entry) => t(`kind.${entry.subject_kind}`, { defaultValue: entry.subject_kind }),
        width: 140,
      },
      {
        id: 'subject',
        head: t('entry.subject'),
        value: (entry: Entry) => entry.subject,
        show: (entry: Entry) => <span title={entry.subject}>{short(entry.subject)}</span>,
        width: 110,
      },
      {
        id: 'outcome',
        head: t('entry.outcome'),
        value: (entry: Entry) => t(`outcome.${entry.outcome}`, { defaultValue: entry.outcome }),
        show: (entry: Entry) => (
          <Marked shape={entry.outcome === 'done' ? 'done' : 'stands'}>
            {t(`outcome.${entry.outcome}`, { defaultValue: entry.outcome })}
          </Marked>
        ),
        width: 110,
      },
    ],
    [t],
  );
  if (log.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  return (
    <Stack gap="sm">
      {log.error && <ProblemNote problem={log.error} what={t('failed.load')} again={() => void log.refetch()} />}
      <DataTable
        name="log"
        label={t('tab.log')}
        rows={entries}
        columns={columns}
        id={(entry) => String(entry.seq)}
        sortedBy="-seq"
        empty={<EmptyState title={t('entry.none')} words={t('entry.none_hint')} />}
        tools={
          <Button
            size="compact-sm"
            variant="default"
            loading={log.isFetching && !log.isFetchingNextPage}
            onClick={() => void log.refetch()}
          >
            {t('entry.refresh')}
          </Button>
        }
      />
      <Text size="xs" c="dimmed">
        {t('entry.keyed')}
      </Text>
      {log.hasNextPage && (
        <Group>
          <Button size="xs" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('entry.older')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
