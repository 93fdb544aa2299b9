import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { spanOf } from './record.ts';

/** Hours in words: "14 hours", "3 days", or that nobody knows. */
export function useSpan(): (hours: number | null | undefined) => string {
  const { t } = useTranslation('sites');
  return useCallback(
    (hours) => {
      const span = spanOf(hours);
      return span ? t(`span.${span.unit}`, { count: span.count }) : t('unknown');
    },
    [t],
  );
}
