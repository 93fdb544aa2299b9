import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCases } from './queries.ts';

/** Cases of one offender, by the centre's pseudonym; the paper itself names neither. */
export function CaseChoice({
  cases,
  setCases,
  error,
}: {
  cases: string[];
  setCases: (cases: string[]) => void;
  error?: string | null;
}) {
  const { t } = useTranslation('court');
  const known = useCases(true).data ?? [];
  return (
    <MultiSelect
      label={t('cases')}
      description={t('cases_hint')}
      searchable
      data={known.map((one) => ({ value: one.id, label: `${one.pseudonym} (${one.id})` }))}
      value={cases}
      onChange={setCases}
      error={error}
      nothingFoundMessage={t('cases_none')}
      maw={640}
    />
  );
}
