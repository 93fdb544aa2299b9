import { useTranslation } from 'react-i18next';

/** By what it was recognised, how far apart, how sure: "PDQ, 12 of 256 bits, sureness 98 %". */
export function HowClose({ algorithm, distance, witness, sureness }: { algorithm: string; distance: number | null; witness: string | null; sureness: number | null }) {
  const { t } = useTranslation();
  const parts = [t(`values:witness.${witness ?? 'digest'}`)];
  if (algorithm === 'pdq' && distance !== null) parts.push(t('parts:bits', { count: distance }));
  if (sureness !== null) parts.push(t('parts:sure', { count: sureness }));
  return <span>{parts.join(' · ')}</span>;
}
