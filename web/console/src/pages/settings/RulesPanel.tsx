import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { useRemovalRules } from './queries.ts';

type Rule = Schema<'Rule'>;

/** On what basis and within which time operators are asked; the law as dated data, planned law among it. */
export default function RulesPanel() {
  const { t } = useTranslation('settings');
  const rules = useRemovalRules();
  const columns = useMemo(() => {
    const clock = (rule: Rule) =>
      rule.working_days !== null
        ? t('rule.working_days', { count: rule.working_days })
        : t('rule.hours', { count: rule.hours ?? 0 });
    const standing = (rule: Rule) => (rule.planned ? 'planned' : 'in_force');
    return [
      { id: 'id', head: t('rule.id'), value: (rule: Rule) => rule.id, width: 170 },
      {
        id: 'standing',
        head: t('rule.standing'),
        value: (rule: Rule) => t(`standing.${standing(rule)}`),
        show: (rule: Rule) => (
          <Marked shape={rule.planned ? 'waits' : 'done'}>{t(`standing.${standing(rule)}`)}</Marked>
        ),
        width: 120,
      },
      { id: 'from', head: t('rule.from'), value: (rule: Rule) => rule.in_force_from?.slice(0, 10) ?? '', width: 120 },
      { id: 'clock', head: t('rule.clock'), value: clock, width: 130 },
      {
        id: 'kind',
        head: t('rule.clock_kind'),
        value: (rule: Rule) => t(rule.statutory ? 'rule.statutory' : 'rule.own_target'),
        width: 140,
      },
      { id: 'where', head: t('rule.where'), value: (rule: Rule) => rule.jurisdictions.join(' '), width: 150 },
      {
        id: 'title',
        head: t('rule.title'),
        value: (rule: Rule) => rule.title,
        show: (rule: Rule) => <span title={rule.title}>{rule.title}</span>,
        width: 340,
      },
      {
        id: 'needs',
        head: t('rule.needs'),
        value: (rule: Rule) => rule.needs.map((need) => t(`need.${need}`)).join(', '),
        width: 260,
        hidden: true,
      },
      { id: 'checked', head: t('rule.checked'), value: (rule: Rule) => rule.checked_on, width: 120 },
      { id: 'source', head: t('rule.source'), value: (rule: Rule) => rule.source, width: 260, hidden: true },
    ];
  }, [t]);
  if (rules.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (rules.error)
    return <ProblemNote problem={rules.error} what={t('failed.load')} again={() => void rules.refetch()} />;
  return (
    <Stack>
      <Text size="sm">{t('rule.about')}</Text>
      <DataTable
        name="rules"
        label={t('tab.rules')}
        rows={rules.data ?? []}
        columns={columns}
        id={(rule) => rule.id}
        empty={<EmptyState title={t('rule.none')} words={t('rule.none_hint')} />}
      />
    </Stack>
  );
}
