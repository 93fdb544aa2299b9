import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { AppealsPanel } from './AppealsPanel.tsx';
import { BlockQueue } from './BlockQueue.tsx';
import { FootageQueue } from './FootageQueue.tsx';
import { useAppeals, useBlockQueue, useDecisionQueue } from './queries.ts';

/** What waits for the committee. It is fed as things happen (frame/live.ts), and nothing else ever waits for it. */
export default function Committee() {
  const { t } = useTranslation('committee');
  const blocks = useBlockQueue().data?.filter((one) => !one.voted).length ?? 0;
  const footage = useDecisionQueue().data?.filter((one) => !one.voted).length ?? 0;
  const appeals = useAppeals().data?.filter((one) => one.state === 'filed').length ?? 0;
  return (
    <Page title={t('title')} about={t('about')}>
      <Tabs defaultValue="blocks" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="blocks">{t('tab.blocks', { count: blocks })}</Tabs.Tab>
          <Tabs.Tab value="footage">{t('tab.footage', { count: footage })}</Tabs.Tab>
          <Tabs.Tab value="appeals">{t('tab.appeals', { count: appeals })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="blocks">
          <BlockQueue />
        </Tabs.Panel>
        <Tabs.Panel value="footage">
          <FootageQueue />
        </Tabs.Panel>
        <Tabs.Panel value="appeals">
          <AppealsPanel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
