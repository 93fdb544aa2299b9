import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './ProblemNote.tsx';

/** What was read, or that it could not be, or a quiet place for it meanwhile. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T, Error>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemNote problem={query.error} what={t('parts:failed')} again={() => void query.refetch()} />;
  return <Stack role="status" aria-label={t('frame:loading')} aria-busy="true"><Skeleton h={28} w="40%" /><Skeleton h={160} /></Stack>;
}
