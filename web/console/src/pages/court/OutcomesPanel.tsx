import { Stack, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { offences } from './guideline.ts';
import { againstRange, type Outcome } from './papers.ts';
import { useOutcomes, useOutcomeStatistics } from './queries.ts';
import { useTerm } from './use_term.ts';

export function OutcomesPanel() {
  const { t, i18n } = useTranslation('court');
  const outcomes = useOutcomes();
  const term = useTerm();
  const columns = useMemo(() => {
    const named = (code: string) => {
      const offence = offences.find((one) => one.code === code);
      return offence ? (i18n.language.startsWith('ko') ? offence.ko : offence.en) : code;
    };
    return [
      { id: 'decided', head: t('outcome.decided_on'), value: (one: Outcome) => one.decided_on, width: 120 },
      { id: 'offence', head: t('outcome.offence'), value: (one: Outcome) => named(one.offence), width: 180 },
      {
        id: 'judgement',
        head: t('outcome.judgement'),
        value: (one: Outcome) => t(`judgement.${one.judgement}`),
        width: 120,
      },
      {
        id: 'demand',
        head: t('outcome.demand'),
        value: (one: Outcome) => one.demand,
        show: (one: Outcome) => term(one.demand),
        width: 120,
      },
      {
        id: 'sentence',
        head: t('outcome.sentence'),
        value: (one: Outcome) => one.sentence,
        show: (one: Outcome) => term(one.sentence),
        width: 120,
      },
      {
        id: 'suspended',
        head: t('outcome.suspended'),
        value: (one: Outcome) => one.suspended,
        show: (one: Outcome) => (one.suspended === null ? '' : term(one.suspended)),
        width: 120,
      },
      {
        id: 'range',
        head: t('outcome.range'),
        value: (one: Outcome) => {
          const where = againstRange(one);
          return where ? t(`range.${where}`) : t('unknown');
        },
        width: 130,
      },
      {
        id: 'appealed',
        head: t('outcome.appealed'),
        value: (one: Outcome) => t(`appealed.${one.appealed}`),
        width: 130,
      },
    ];
  }, [t, term, i18n.language]);
  if (outcomes.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (outcomes.error)
    return <ProblemNote problem={outcomes.error} what={t('failed.load')} again={() => void outcomes.refetch()} />;
  return (
    <Stack gap="xl">
      <DataTable
        name="outcomes"
        label={t('tab.outcomes')}
        rows={outcomes.data ?? []}
        columns={columns}
        id={(one) => one.id}
        sortedBy="-decided"
        empty={<EmptyState title={t('outcome.none')} words={t('outcome.none_hint')} />}
      />
      {(outcomes.data?.length ?? 0) > 0 && <Shares />}
    </Stack>
  );
}

const shares = [
  'suspended',
  'within_range',
  'below_range',
  'above_range',
  'below_demand',
  'at_demand',
  'above_demand',
] as const;

/** Each share with the number that it is a share of: three of four is not seventy-five of a hundred. */
function Shares() {
  const { t, i18n } = useTranslation('court');
  const statistics = useOutcomeStatistics();
  const term = useTerm();
  if (!statistics.data)
    return statistics.error ? <ProblemNote problem={statistics.error} what={t('failed.load')} /> : null;
  const { all, quoted } = statistics.data;
  return (
    <section aria-labelledby="shares">
      <Title order={2} id="shares">
        {t('shares.title', { count: all.outcomes })}
      </Title>
      <Table aria-labelledby="shares" maw={560}>
        <Table.Tbody>
          {shares.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{t(`shares.${name}`)}</Table.Th>
              <Table.Td ta="right">{shareWords(all[name], t('unknown'))}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t('shares.median')}</Table.Th>
            <Table.Td ta="right">
              {term(all.median_sentence === null ? null : Math.round(all.median_sentence))}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {quoted.length > 0 && (
        <>
          <Title order={3} mt="md">
            {t('shares.quoted')}
          </Title>
          <ul>
            {quoted.map((figure) => (
              <li key={figure.en}>
                <Text size="sm">
                  {i18n.language.startsWith('ko') ? figure.ko : figure.en}: {figure.value}
                </Text>
                <Text size="xs" c="dimmed">
                  {figure.source}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function shareWords(share: Schema<'OutcomeShare'>, unknown: string): string {
  return share.per_cent === null ? unknown : `${share.per_cent.toFixed(1)} % (${share.count} / ${share.of})`;
}
