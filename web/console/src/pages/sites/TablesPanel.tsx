import { Button, FileInput, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { offerFile } from '../../parts/csv.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';

/** The directory as tables, out and in. Taking it out needs a step-up and is logged as something secret. */
export function TablesPanel() {
  const { t } = useTranslation('sites');
  const take = useChange(
    async (table: 'operators' | 'sites') => {
      const text = await ask(
        api.GET('/api/v1/directory/export.csv', { params: { query: { table } }, parseAs: 'text' }),
      );
      offerFile(`directory-${table}.csv`, String(text), 'text/csv');
    },
    { touches: [] },
  );
  return (
    <Stack>
      <section aria-labelledby="out">
        <Title order={2} id="out">
          {t('tables.out')}
        </Title>
        <Text size="sm">{t('tables.out_about')}</Text>
        <Group mt="xs">
          <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate('operators')}>
            {t('tables.save_operators')}
          </Button>
          <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate('sites')}>
            {t('tables.save_sites')}
          </Button>
        </Group>
        {take.error && <ProblemNote what={t('failed.change')} problem={take.error} kept={t('kept.directory')} />}
      </section>
      <Import />
    </Stack>
  );
}

function Import() {
  const { t } = useTranslation('sites');
  const [operators, setOperators] = useState<File | null>(null);
  const [sites, setSites] = useState<File | null>(null);
  const [outcome, setOutcome] = useState<Schema<'ImportOutcome'> | null>(null);
  const [tried, setTried] = useState(false);
  const bring = useChange(
    async (dryRun: boolean, key) => {
      const [operatorLines, siteLines] = await Promise.all([linesOf(operators), linesOf(sites)]);
      const body = {
        dry_run: dryRun,
        ...(operatorLines ? { operators_csv: operatorLines } : {}),
        ...(siteLines ? { sites_csv: siteLines } : {}),
      };
      return ask(api.POST('/api/v1/directory/import', { params: once(key), body }));
    },
    {
      touches: ['operators', 'sites'],
      done: (answer, dryRun) => {
        setOutcome(answer);
        setTried(dryRun && answer.faults.length === 0);
      },
    },
  );
  const chosen = operators !== null || sites !== null;
  const choose = (set: (file: File | null) => void) => (file: File | null) => {
    set(file);
    setTried(false);
    setOutcome(null);
  };
  return (
    <section aria-labelledby="in">
      <Title order={2} id="in">
        {t('tables.in')}
      </Title>
      <Text size="sm">{t('tables.in_about')}</Text>
      <Group mt="xs" align="end">
        <FileInput
          clearButtonProps={{ 'aria-label': t('clear_file') }}
          label={t('tables.operators_file')}
          accept=".csv,text/csv"
          clearable
          value={operators}
          onChange={choose(setOperators)}
          placeholder={t('tables.choose')}
        />
        <FileInput
          clearButtonProps={{ 'aria-label': t('clear_file') }}
          label={t('tables.sites_file')}
          accept=".csv,text/csv"
          clearable
          value={sites}
          onChange={choose(setSites)}
          placeholder={t('tables.choose')}
        />
        <Button
          size="sm"
          variant="default"
          disabled={!chosen}
          loading={bring.isPending}
          onClick={() => bring.mutate(true)}
        >
          {t('tables.try')}
        </Button>
        <Button size="sm" disabled={!tried} loading={bring.isPending} onClick={() => bring.mutate(false)}>
          {t('tables.take')}
        </Button>
      </Group>
      {bring.error && <ProblemNote what={t('failed.change')} problem={bring.error} kept={t('kept.directory')} />}
      <div role="status">{outcome && <Came outcome={outcome} />}</div>
    </section>
  );
}

function Came({ outcome }: { outcome: Schema<'ImportOutcome'> }) {
  const { t } = useTranslation('sites');
  if (outcome.faults.length === 0)
    return <Text size="sm">{t(outcome.taken ? 'tables.taken' : 'tables.would', { ...outcome })}</Text>;
  return (
    <Table aria-label={t('tables.faults')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('tables.table')}</Table.Th>
          <Table.Th>{t('tables.line')}</Table.Th>
          <Table.Th>{t('tables.fault')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {outcome.faults.map((fault) => (
          <Table.Tr key={`${fault.table} ${fault.line} ${fault.what}`}>
            <Table.Td>{fault.table}</Table.Td>
            <Table.Td>{fault.line}</Table.Td>
            <Table.Td>{fault.what}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

async function linesOf(file: File | null): Promise<string[] | null> {
  if (!file) return null;
  const text = await file.text();
  return text.replace(/\r?\n$/u, '').split(/\r?\n/u);
}
