import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import type { CourtPaper } from './papers.ts';
import { usePapers } from './queries.ts';

/** What was made: not the papers, which were handed out once, but the digests by which they are known again. */
export function PapersPanel() {
  const { t } = useTranslation('court');
  const papers = usePapers();
  const columns = useMemo(
    () => [
      { id: 'id', head: t('paper.id'), value: (one: CourtPaper) => one.id, width: 170 },
      {
        id: 'kind',
        head: t('paper.kind'),
        value: (one: CourtPaper) => t(`kind.${one.kind}`, { defaultValue: one.kind }),
        width: 190,
      },
      {
        id: 'language',
        head: t('paper.language'),
        value: (one: CourtPaper) => t(`values:language.${one.language}`, { defaultValue: one.language }),
        width: 100,
      },
      {
        id: 'made',
        head: t('paper.made'),
        value: (one: CourtPaper) => one.made_at,
        show: (one: CourtPaper) => <Time at={one.made_at} />,
        width: 200,
      },
      { id: 'cases', head: t('paper.cases'), value: (one: CourtPaper) => one.cases.length, width: 90 },
      { id: 'log', head: t('paper.log_size'), value: (one: CourtPaper) => one.log_size, width: 110 },
      {
        id: 'digest',
        head: t('paper.digest'),
        value: (one: CourtPaper) => one.digest,
        show: (one: CourtPaper) => <span className="address">{one.digest}</span>,
        width: 520,
      },
    ],
    [t],
  );
  if (papers.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (papers.error)
    return <ProblemNote problem={papers.error} what={t('failed.load')} again={() => void papers.refetch()} />;
  return (
    <Stack>
      <Text size="sm">
        {t('paper.key')}: <span className="address">{papers.data?.key}</span>
      </Text>
      <Text size="sm">{t('paper.key_about')}</Text>
      <DataTable
        name="papers"
        label={t('tab.papers')}
        rows={papers.data?.papers ?? []}
        columns={columns}
        id={(one) => one.id}
        sortedBy="-made"
        empty={<EmptyState title={t('paper.none')} words={t('paper.none_hint')} />}
      />
    </Stack>
  );
}
