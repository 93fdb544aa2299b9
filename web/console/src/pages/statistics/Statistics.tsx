import { Button, Group, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask } from '../../api/client.ts';
import { Chart } from '../../parts/Chart.tsx';
import { offerFile } from '../../parts/csv.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import {
  anyHidden,
  barsOf,
  figuresOf,
  isEmpty,
  isUnfinished,
  type Statistics as Figures,
  type StatisticsTable,
  yearOf,
  yearsToChoose,
} from './figures.ts';

/** The yearly figures, in which no small group can be found; as tables, as charts, as a file, on paper. */
export default function Statistics() {
  const { t } = useTranslation('statistics');
  const [year, setYear] = useState(() => yearsToChoose(new Date())[0] ?? 2026);
  const [home, setHome] = useState('KR');
  const query = { ...yearOf(year), ...(home.length === 2 ? { home } : {}) };
  const figures = useQuery({
    queryKey: ['statistics', query],
    queryFn: () => ask(api.GET('/api/v1/statistics', { params: { query } })),
    staleTime: 300_000,
  });
  const save = useChange(
    async () => {
      const text = await ask(api.GET('/api/v1/statistics.csv', { params: { query }, parseAs: 'text' }));
      offerFile(`jium-statistics-${year}.csv`, String(text));
    },
    { touches: [] },
  );
  const acts = (
    <>
      <Button
        size="xs"
        variant="default"
        loading={save.isPending}
        disabled={!figures.data}
        onClick={() => save.mutate(undefined)}
      >
        {t('save')}
      </Button>
      <Button size="xs" variant="default" disabled={!figures.data} onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
  return (
    <Page title={t('title_of', { year })} about={t('about')} acts={acts}>
      <Group align="end" className="no-print">
        <Select
          label={t('year')}
          data={yearsToChoose(new Date()).map(String)}
          value={String(year)}
          allowDeselect={false}
          onChange={(value) => setYear(Number(value))}
          maw={140}
        />
        <TextInput
          label={t('home')}
          description={t('home_hint')}
          value={home}
          maxLength={2}
          onChange={(event) => setHome(event.currentTarget.value.toUpperCase())}
          maw={260}
        />
      </Group>
      {isUnfinished(year, new Date()) && <Text size="sm">{t('unfinished')}</Text>}
      {save.error && <ProblemNote problem={save.error} what={t('failed.save')} />}
      {figures.error && (
        <ProblemNote problem={figures.error} what={t('failed.load')} again={() => void figures.refetch()} />
      )}
      {figures.isPending && <Text role="status">{t('frame:loading')}</Text>}
      {figures.data &&
        (isEmpty(figures.data) ? (
          <EmptyState title={t('none')} words={t('none_hint')} />
        ) : (
          <Report figures={figures.data} />
        ))}
    </Page>
  );
}

function Report({ figures }: { figures: Figures }) {
  const { t } = useTranslation('statistics');
  return (
    <Stack>
      {anyHidden(figures) && <Text size="sm">{t('hidden_about')}</Text>}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="xl">
        {figures.tables.map((table) => (
          <FigureTable key={table.name} table={table} />
        ))}
      </SimpleGrid>
      <Removals figures={figures} />
    </Stack>
  );
}

function FigureTable({ table }: { table: StatisticsTable }) {
  const { t } = useTranslation('statistics');
  const figures = useMemo(() => figuresOf(table), [table]);
  const chart = useMemo(() => {
    const bars = barsOf(figures, (key) => t(`${table.name}.${key}`, { defaultValue: key }));
    return {
      title: t(`table.${table.name}`, { defaultValue: table.name }),
      labels: bars.map((bar) => bar.label),
      series: [{ name: t('count'), values: bars.map((bar) => bar.value) }],
      unknown: t('hidden'),
    };
  }, [figures, table.name, t]);
  const title = `table-${table.name}`;
  return (
    <section aria-labelledby={title} className="keep-together">
      <Title order={2} id={title}>
        {t(`table.${table.name}`, { defaultValue: table.name })}
      </Title>
      <Table aria-labelledby={title} verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('group')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('count')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('share')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.map((figure) => (
            <Table.Tr key={figure.key}>
              <Table.Th scope="row" fw={400}>
                {t(`${table.name}.${figure.key}`, { defaultValue: figure.key })}
              </Table.Th>
              <Table.Td ta="right">{figure.count ?? t('hidden')}</Table.Td>
              <Table.Td ta="right">{figure.share === null ? '' : `${(figure.share * 100).toFixed(1)} %`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('total')}</Table.Th>
            <Table.Td ta="right">{table.total ?? t('hidden')}</Table.Td>
            <Table.Td />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {chart.series[0]?.values.some((value) => value !== null) && <Chart {...chart} />}
    </section>
  );
}

function Removals({ figures }: { figures: Figures }) {
  const { t } = useTranslation('statistics');
  const hours = (value: number | null) => (value === null ? t('not_reckoned') : value.toFixed(1));
  return (
    <section aria-labelledby="removals" className="keep-together">
      <Title order={2} id="removals">
        {t('table.removals')}
      </Title>
      <Text size="sm">{t('removals_about')}</Text>
      <Table.ScrollContainer minWidth={520}>
        <Table aria-labelledby="removals" verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              {(['site_kind', 'asked', 'removed', 'median', 'p90'] as const).map((column, i) => (
                <Table.Th key={column} scope="col" ta={i === 0 ? 'left' : 'right'}>
                  {t(`column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {figures.outcomes.map((row) => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row" fw={400}>
                  {t(`site_kind.${row.key}`, { defaultValue: row.key })}
                </Table.Th>
                <Table.Td ta="right">{row.count ?? t('hidden')}</Table.Td>
                <Table.Td ta="right">{row.removed ?? t('hidden')}</Table.Td>
                <Table.Td ta="right">{hours(row.median_hours)}</Table.Td>
                <Table.Td ta="right">{hours(row.p90_hours)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{t('total')}</Table.Th>
              <Table.Td />
              <Table.Td ta="right">{figures.removed ?? t('hidden')}</Table.Td>
              <Table.Td ta="right">{hours(figures.median_hours)}</Table.Td>
              <Table.Td ta="right">{hours(figures.p90_hours)}</Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
