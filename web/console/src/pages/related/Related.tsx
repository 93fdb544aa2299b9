import { SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { LinkCard } from './LinkCard.tsx';
import { graphOf, ranked, turnOf } from './links.ts';
import { useLinks } from './queries.ts';

const LinkGraph = lazy(() => import('./LinkGraph.tsx'));

/** What other centres may know of the same matter: suggested, explained, and opened only when both say yes. */
export default function Related() {
  const { t } = useTranslation('related');
  const links = useLinks();
  const [view, setView] = useState('list');
  const standing = useMemo(() => ranked(links.data ?? []), [links.data]);
  const graph = useMemo(() => graphOf(standing, t('another_centre')), [standing, t]);
  if (links.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  return (
    <Page title={t('title')} about={t('about')}>
      {links.error && <ProblemNote problem={links.error} what={t('failed.load')} again={() => void links.refetch()} />}
      {links.data && standing.length === 0 && <EmptyState title={t('none')} words={t('none_hint')} />}
      {standing.length > 0 && (
        <Stack>
          <SegmentedControl
            value={view}
            onChange={setView}
            aria-label={t('view.title')}
            maw={320}
            data={[
              { value: 'list', label: t('view.list') },
              { value: 'graph', label: t('view.graph') },
            ]}
          />
          {view === 'list' ? (
            standing.map((link) => <LinkCard key={link.id} link={link} />)
          ) : (
            <Suspense fallback={<Text role="status">{t('frame:loading')}</Text>}>
              <LinkGraph {...graph} />
            </Suspense>
          )}
          {view === 'list' && (
            <Text size="xs">
              {t('count', { count: standing.filter((link) => turnOf(link).startsWith('ours')).length })}
            </Text>
          )}
        </Stack>
      )}
    </Page>
  );
}
