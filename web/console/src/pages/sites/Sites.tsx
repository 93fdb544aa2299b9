import { Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { MovedPanel } from './MovedPanel.tsx';
import { OperatorDrawer } from './OperatorDrawer.tsx';
import { OperatorsPanel } from './OperatorsPanel.tsx';
import { useSites } from './queries.ts';
import { SiteDrawer } from './SiteDrawer.tsx';
import { SitesPanel } from './SitesPanel.tsx';
import { TablesPanel } from './TablesPanel.tsx';

/** Who can delete, how they have answered, and whom the ladder may ask. */
export default function Sites() {
  const { t } = useTranslation('sites');
  const [operator, setOperator] = useState<string | null>(null);
  const [site, setSite] = useState<string | null>(null);
  const moved = (useSites().data ?? []).filter((one) => one.host_changed_at !== null).length;
  return (
    <Page title={t('title')} about={t('about')}>
      <Tabs defaultValue="operators" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="operators">{t('tab.operators')}</Tabs.Tab>
          <Tabs.Tab value="sites">{t('tab.sites')}</Tabs.Tab>
          <Tabs.Tab value="moved">{t('tab.moved', { count: moved })}</Tabs.Tab>
          <Tabs.Tab value="tables">{t('tab.tables')}</Tabs.Tab>
        </Tabs.List>
        <Stack>
          <Tabs.Panel value="operators">
            <OperatorsPanel open={setOperator} />
          </Tabs.Panel>
          <Tabs.Panel value="sites">
            <SitesPanel open={setSite} />
          </Tabs.Panel>
          <Tabs.Panel value="moved">
            <MovedPanel open={setSite} />
          </Tabs.Panel>
          <Tabs.Panel value="tables">
            <TablesPanel />
          </Tabs.Panel>
        </Stack>
      </Tabs>
      <OperatorDrawer operator={operator} close={() => setOperator(null)} />
      <SiteDrawer site={site} close={() => setSite(null)} openOperator={setOperator} />
    </Page>
  );
}
