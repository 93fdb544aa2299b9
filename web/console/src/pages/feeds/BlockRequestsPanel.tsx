import { Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked, type Shape } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { useBlockRequests } from './queries.ts';

type BlockRequest = Schema<'BlockRequest'>;
const shapes: Record<BlockRequest['state'], Shape> = {
  drafted: 'waits',
  filed: 'moves',
  granted: 'done',
  denied: 'stands',
  lifted: 'ended',
};

/** What we asked of the committee, and what came of it. Nothing waits for it: the ladder goes on. */
export function BlockRequestsPanel() {
  const { t } = useTranslation('feeds');
  const requests = useBlockRequests();
  const mayTakeBack = useMay('POST /api/v1/block-requests/{block}/take-back');
  const takeBack = useChange(
    (block: string, key) =>
      ask(api.POST('/api/v1/block-requests/{block}/take-back', { params: { path: { block }, ...once(key) } })),
    { touches: ['block-requests'], done: () => told(t('block.taken_back')) },
  );
  const columns = useMemo(
    () => [
      { id: 'id', head: t('block.id'), value: (one: BlockRequest) => one.id, width: 170 },
      { id: 'case', head: t('block.case'), value: (one: BlockRequest) => one.case, width: 170 },
      {
        id: 'state',
        head: t('block.state'),
        value: (one: BlockRequest) => t(`block_state.${one.state}`),
        show: (one: BlockRequest) => <Marked shape={shapes[one.state]}>{t(`block_state.${one.state}`)}</Marked>,
        width: 120,
      },
      {
        id: 'measure',
        head: t('block.measure'),
        value: (one: BlockRequest) => (one.measure ? t(`measure.${one.measure}`) : ''),
        width: 150,
      },
      {
        id: 'filed',
        head: t('block.filed'),
        value: (one: BlockRequest) => one.filed_at,
        show: (one: BlockRequest) => <Time at={one.filed_at} />,
        width: 200,
      },
      {
        id: 'decided',
        head: t('block.decided'),
        value: (one: BlockRequest) => one.decided_at,
        show: (one: BlockRequest) => <Time at={one.decided_at} />,
        width: 200,
      },
      ...(mayTakeBack
        ? [
            {
              id: 'acts',
              head: t('block.acts'),
              value: () => '',
              show: (one: BlockRequest) =>
                one.state === 'filed' || one.state === 'granted' || one.state === 'drafted' ? (
                  <Confirm
                    label={t('block.take_back')}
                    title={t('block.take_back_of', { id: one.id })}
                    size="compact-xs"
                    act={() => takeBack.mutateAsync(one.id)}
                  >
                    {t('block.take_back_why')}
                  </Confirm>
                ) : null,
              width: 130,
            },
          ]
        : []),
    ],
    [t, mayTakeBack, takeBack],
  );
  if (requests.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (requests.error)
    return <ProblemNote problem={requests.error} what={t('failed.load')} again={() => void requests.refetch()} />;
  return (
    <div>
      <Title order={2}>{t('block.title')}</Title>
      <Stack gap="sm">
        <Text size="sm">{t('block.about')}</Text>
        <DataTable
          name="block-requests"
          label={t('block.title')}
          rows={requests.data ?? []}
          columns={columns}
          id={(one) => one.id}
          sortedBy="-filed"
          empty={<EmptyState title={t('block.none')} words={t('block.none_hint')} />}
        />
      </Stack>
    </div>
  );
}
