import { Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { OpenFor } from './FeedsPanel.tsx';
import { useBlockLists, useOrganisations } from './queries.ts';
import type { BlockListStanding } from './standing.ts';

/** Access providers' lists: who has acknowledged how far, and the key by which a provider checks each page. */
export function BlockListsPanel() {
  const { t } = useTranslation('feeds');
  const lists = useBlockLists();
  const organisations = useOrganisations(true);
  const names = useMemo(
    () => new Map((organisations.data ?? []).map((one) => [one.id, one.name])),
    [organisations.data],
  );
  const columns = useMemo(
    () => [
      {
        id: 'provider',
        head: t('list.provider'),
        value: (list: BlockListStanding) => names.get(list.organisation) ?? list.organisation,
        width: 200,
      },
      {
        id: 'held',
        head: t('feed.held'),
        value: (list: BlockListStanding) => t('feed.held_of', { held: list.acknowledged_seq, all: list.last_seq }),
        width: 160,
      },
      { id: 'waiting', head: t('feed.waiting'), value: (list: BlockListStanding) => list.waiting, width: 100 },
      {
        id: 'acknowledged',
        head: t('feed.acknowledged'),
        value: (list: BlockListStanding) => list.acknowledged_at,
        show: (list: BlockListStanding) => <Time at={list.acknowledged_at} />,
        width: 210,
      },
      {
        id: 'key',
        head: t('list.key'),
        value: (list: BlockListStanding) => list.key,
        show: (list: BlockListStanding) => <span className="address">{list.key}</span>,
        width: 420,
      },
    ],
    [t, names],
  );
  if (lists.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (lists.error)
    return <ProblemNote problem={lists.error} what={t('failed.load')} again={() => void lists.refetch()} />;
  return (
    <div>
      <Title order={2}>{t('list.title')}</Title>
      <Stack gap="sm">
        <Text size="sm">{t('list.about')}</Text>
        <OpenFor kind="list" taken={(lists.data ?? []).map((list) => list.organisation)} />
        <DataTable
          name="block-lists"
          label={t('list.title')}
          rows={lists.data ?? []}
          columns={columns}
          id={(list) => list.list}
          empty={<EmptyState title={t('list.none')} words={t('list.none_hint')} />}
        />
      </Stack>
    </div>
  );
}
