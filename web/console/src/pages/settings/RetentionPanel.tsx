import { Stack, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import retention from '../../../../../data/rules/retention.toml?raw';
import type { Schema } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { retentionRules, standingOf } from './dated_rules.ts';
import { useDue, useErasures } from './queries.ts';

export default function RetentionPanel() {
  const may = useMay('GET /api/v1/retention/due');
  return (
    <Stack gap="xl">
      <Rules />
      {may && <Due />}
      {may && <Erased />}
    </Stack>
  );
}

function Rules() {
  const { t } = useTranslation('settings');
  const rules = useMemo(() => retentionRules(retention), []);
  return (
    <section aria-labelledby="retention">
      <Title order={2} id="retention">
        {t('retention.title')}
      </Title>
      <Text size="sm">{t('retention.about')}</Text>
      <Table.ScrollContainer minWidth={720}>
        <Table aria-labelledby="retention">
          <Table.Thead>
            <Table.Tr>
              {(['record', 'kept', 'on_request', 'when_over', 'from', 'standing', 'checked'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`retention.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rules.map((rule) => {
              const standing = standingOf(rule, new Date());
              return (
                <Table.Tr key={rule.id}>
                  <Table.Th scope="row" title={rule.article}>
                    {t(`record.${rule.record}`, { defaultValue: rule.record })}
                  </Table.Th>
                  <Table.Td>
                    {rule.years === null ? t('retention.for_ever') : t('retention.years', { count: rule.years })}
                  </Table.Td>
                  <Table.Td>{rule.onRequest ? t(`on_request.${rule.onRequest}`) : ''}</Table.Td>
                  <Table.Td>{rule.whenOver ? t(`when_over.${rule.whenOver}`) : ''}</Table.Td>
                  <Table.Td>{rule.inForceFrom}</Table.Td>
                  <Table.Td>
                    <Marked shape={standing === 'in_force' ? 'done' : standing === 'planned' ? 'waits' : 'ended'}>
                      {t(`standing.${standing}`)}
                    </Marked>
                  </Table.Td>
                  <Table.Td>{rule.checkedOn}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        {t('retention.lawyer')}
      </Text>
    </section>
  );
}

function Due() {
  const { t } = useTranslation('settings');
  const due = useDue();
  const columns = useMemo(
    () => [
      { id: 'case', head: t('due.case'), value: (one: Schema<'DueCase'>) => one.case, width: 170 },
      {
        id: 'reason',
        head: t('due.reason'),
        value: (one: Schema<'DueCase'>) => t(`due_reason.${one.reason}`),
        width: 200,
      },
      { id: 'for', head: t('due.for'), value: (one: Schema<'DueCase'>) => t(`due_for.${one.due_for}`), width: 200 },
      {
        id: 'since',
        head: t('due.since'),
        value: (one: Schema<'DueCase'>) => one.since,
        show: (one: Schema<'DueCase'>) => <Time at={one.since} />,
        width: 200,
      },
      {
        id: 'hindered',
        head: t('due.hindered_by'),
        value: (one: Schema<'DueCase'>) => one.hindered_by.join(', '),
        width: 260,
      },
    ],
    [t],
  );
  if (due.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (due.error) return <ProblemNote problem={due.error} what={t('failed.load')} again={() => void due.refetch()} />;
  return (
    <div>
      <Title order={2}>{t('due.title')}</Title>
      <DataTable
        name="due"
        label={t('due.title')}
        rows={due.data ?? []}
        columns={columns}
        id={(one) => one.case}
        empty={<EmptyState title={t('due.none')} words={t('due.none_hint')} />}
      />
    </div>
  );
}

function Erased() {
  const { t } = useTranslation('settings');
  const erasures = useErasures();
  const columns = useMemo(
    () => [
      { id: 'case', head: t('due.case'), value: (one: Schema<'Erasure'>) => one.case, width: 170 },
      {
        id: 'reason',
        head: t('due.reason'),
        value: (one: Schema<'Erasure'>) => t(`due_reason.${one.reason}`),
        width: 200,
      },
      {
        id: 'state',
        head: t('erasure.state'),
        value: (one: Schema<'Erasure'>) => t(`erasure_state.${one.state}`),
        width: 150,
      },
      {
        id: 'asked',
        head: t('erasure.asked'),
        value: (one: Schema<'Erasure'>) => one.asked.at,
        show: (one: Schema<'Erasure'>) => <Time at={one.asked.at} />,
        width: 200,
      },
      {
        id: 'done',
        head: t('erasure.done'),
        value: (one: Schema<'Erasure'>) => one.done_at,
        show: (one: Schema<'Erasure'>) => <Time at={one.done_at} />,
        width: 200,
      },
      { id: 'ground', head: t('erasure.ground'), value: (one: Schema<'Erasure'>) => one.ground, width: 260 },
    ],
    [t],
  );
  if (erasures.isPending) return null;
  if (erasures.error)
    return <ProblemNote problem={erasures.error} what={t('failed.load')} again={() => void erasures.refetch()} />;
  return (
    <div>
      <Title order={2}>{t('erasure.title')}</Title>
      <DataTable
        name="erasures"
        label={t('erasure.title')}
        rows={erasures.data ?? []}
        columns={columns}
        id={(one) => one.id}
        empty={<EmptyState title={t('erasure.none')} words={t('erasure.none_hint')} />}
      />
    </div>
  );
}
