import { Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { OperatorForm } from './OperatorForm.tsx';
import { useOperatorRecords, useOperators, useSites } from './queries.ts';
import { operatorRows, outcomes, percent, responseBars, type OperatorRow } from './record.ts';
import { useSpan } from './use_span.ts';

/** One call for each record: so many at once, the rest when an operator is opened. */
const recordsAtOnce = 200;

export function OperatorsPanel({ open }: { open: (operator: string) => void }) {
  const { t } = useTranslation('sites');
  const [adding, setAdding] = useState(false);
  const operators = useOperators();
  const sites = useSites();
  const ids = useMemo(() => (operators.data ?? []).slice(0, recordsAtOnce).map((one) => one.id), [operators.data]);
  const records = useOperatorRecords(ids);
  const rows = useMemo(
    () => operatorRows(operators.data ?? [], sites.data ?? [], records),
    [operators.data, sites.data, records],
  );
  const add = (
    <Button size="xs" onClick={() => setAdding(!adding)} aria-expanded={adding}>
      {t('operator.add')}
    </Button>
  );
  if (operators.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (operators.error)
    return <ProblemNote what={t('failed.load')} problem={operators.error} kept={t('kept.nothing_lost')} />;
  return (
    <Stack>
      <Group>{add}</Group>
      <Collapse expanded={adding}>
        <OperatorForm done={() => setAdding(false)} />
      </Collapse>
      <ResponseChart rows={rows} />
      <OperatorTable
        rows={rows}
        open={open}
        empty={<EmptyState title={t('operator.none')} words={t('operator.none_hint')} />}
      />
    </Stack>
  );
}

function ResponseChart({ rows }: { rows: readonly OperatorRow[] }) {
  const { t } = useTranslation('sites');
  const chart = useMemo(() => {
    const bars = responseBars(rows);
    return {
      title: t('chart.title'),
      labels: bars.map((bar) => bar.name),
      series: outcomes.map((outcome) => ({
        name: t(`outcome.${outcome}`),
        values: bars.map((bar) => bar.counts[outcome]),
      })),
      unit: t('chart.unit'),
      stacked: true,
      unknown: t('unknown'),
    };
  }, [rows, t]);
  if (chart.labels.length > 0) return <Chart {...chart} />;
  return rows.length === 0 ? null : (
    <Text size="sm" c="dimmed">
      {t('chart.empty')}
    </Text>
  );
}

interface OperatorTableProps {
  rows: readonly OperatorRow[];
  open: (operator: string) => void;
  empty: ReactNode;
}

function OperatorTable({ rows, open, empty }: OperatorTableProps) {
  const { t } = useTranslation('sites');
  const span = useSpan();
  const columns = useMemo(
    () => [
      { id: 'name', head: t('operator.name'), value: ({ operator }: OperatorRow) => operator.name, width: 200 },
      {
        id: 'jurisdiction',
        head: t('operator.jurisdiction'),
        value: ({ operator }: OperatorRow) => operator.jurisdiction,
        width: 90,
      },
      {
        id: 'state',
        head: t('operator.state'),
        value: ({ operator }: OperatorRow) => t(`state.${operator.state}`),
        show: ({ operator }: OperatorRow) => (
          <Marked shape={operator.state === 'reachable' ? 'moves' : 'stands'}>{t(`state.${operator.state}`)}</Marked>
        ),
        width: 120,
      },
      { id: 'sites', head: t('operator.sites'), value: ({ sites }: OperatorRow) => sites, width: 80 },
      { id: 'sent', head: t('figure.sent'), value: ({ record }: OperatorRow) => record?.sent ?? null, width: 80 },
      {
        id: 'share',
        head: t('figure.share_removed'),
        value: ({ record }: OperatorRow) => percent(record?.share_removed),
        width: 110,
      },
      {
        id: 'median',
        head: t('figure.median'),
        value: ({ record }: OperatorRow) => record?.median_hours_to_removal ?? null,
        show: ({ record }: OperatorRow) => span(record?.median_hours_to_removal),
        width: 130,
      },
      {
        id: 'refused',
        head: t('figure.refused'),
        value: ({ record }: OperatorRow) => record?.refused ?? null,
        width: 90,
      },
      {
        id: 'silent',
        head: t('figure.silent'),
        value: ({ record }: OperatorRow) => record?.silent ?? null,
        width: 100,
      },
      {
        id: 'false_claims',
        head: t('figure.false_claims'),
        value: ({ record }: OperatorRow) => record?.false_claims ?? null,
        width: 120,
      },
    ],
    [t, span],
  );
  return (
    <DataTable
      name="operators"
      label={t('tab.operators')}
      rows={rows}
      columns={columns}
      id={({ operator }) => operator.id}
      open={({ operator }) => open(operator.id)}
      empty={empty}
    />
  );
}
