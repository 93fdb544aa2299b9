import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { useMay } from '../../session/session.tsx';
import { BlockListsPanel } from './BlockListsPanel.tsx';
import { BlockRequestsPanel } from './BlockRequestsPanel.tsx';
import { FeedsPanel } from './FeedsPanel.tsx';

/** What has been decided, who has it by now, and what was asked of the committee. */
export default function Feeds() {
  const { t } = useTranslation('feeds');
  const mayFeeds = useMay('GET /api/v1/feeds');
  const mayLists = useMay('GET /api/v1/block-lists');
  const mayBlocks = useMay('GET /api/v1/block-requests');
  return (
    <Page title={t('title')} about={t('about')}>
      <Stack gap="xl">
        {mayBlocks && <BlockRequestsPanel />}
        {mayFeeds && <FeedsPanel />}
        {mayLists && <BlockListsPanel />}
      </Stack>
    </Page>
  );
}
