import { useTranslation } from 'react-i18next';
import { fromNow, writtenTime } from './times.ts';

/** A moment with its zone; `relative` says how far away it is, with the whole time on hovering. */
export function Time({ at, relative }: { at: string | null | undefined; relative?: boolean }) {
  const { i18n, t } = useTranslation();
  if (!at) return <span>{t('parts:none')}</span>;
  const whole = writtenTime(at, i18n.language);
  return <time dateTime={at} title={whole}>{relative ? fromNow(at, i18n.language, Date.now()) : whole}</time>;
}
