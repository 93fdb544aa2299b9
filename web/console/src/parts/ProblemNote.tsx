import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem.ts';

/** What happened, what was kept, what to do. The server's own words come last. */
export function ProblemNote({ problem, what, kept, again }: { problem: unknown; what: string; kept?: string; again?: () => void }) {
  const { t } = useTranslation();
  const told = asProblem(problem);
  const reason = told.status === 0 ? t('parts:no_answer')
    : told.status === 404 ? t('parts:missing')
    : told.status === 409 ? t('parts:conflict')
    : told.status === 429 ? t('parts:too_many')
    : told.status >= 500 ? t('parts:server') : null;
  return (
    <Alert variant="outline" color="gray" title={what} role="alert" my="sm" styles={{ title: { color: 'var(--mantine-color-text)' } }}>
      {reason && <Text size="sm">{reason}</Text>}
      {kept && <Text size="sm">{kept}</Text>}
      {told.message && <Text size="sm" c="dimmed" lang="en">{told.message}</Text>}
      {again && <Button mt="xs" size="compact-sm" variant="default" onClick={again}>{t('parts:again')}</Button>}
    </Alert>
  );
}
