import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { yearsAndMonths } from './papers.ts';

/** Months as a court says them: "2 years 6 months". */
export function useTerm(): (months: number | null) => string {
  const { t } = useTranslation('court');
  return useCallback(
    (months) => {
      const term = yearsAndMonths(months);
      if (!term) return t('unknown');
      if (term.months === 0) return t('term.years', { count: term.years });
      return term.years === 0
        ? t('term.months', { count: term.months })
        : t('term.both', { years: term.years, months: term.months });
    },
    [t],
  );
}
