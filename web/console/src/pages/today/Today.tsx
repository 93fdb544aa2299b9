import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/EmptyState.tsx';

export default function Today() {
  const { t } = useTranslation();
  return <EmptyState title={t('today:nothing')} words={t('today:nothing_why')} />;
}
