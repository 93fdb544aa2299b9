import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { useMay } from '../../session/session.tsx';
import { CheckpointPanel } from './CheckpointPanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { ProofPanel } from './ProofPanel.tsx';

/** Who did and looked at what; and the proof, checked here, that nobody has changed it since. */
export default function Audit() {
  const { t } = useTranslation('audit');
  const mayRead = useMay('GET /api/v1/log');
  const mayExport = useMay('GET /api/v1/log/export');
  return (
    <Page title={t('title')} about={t('about')}>
      <Tabs defaultValue={mayRead ? 'log' : 'checkpoint'} keepMounted={false}>
        <Tabs.List mb="sm">
          {mayRead && <Tabs.Tab value="log">{t('tab.log')}</Tabs.Tab>}
          <Tabs.Tab value="checkpoint">{t('tab.checkpoint')}</Tabs.Tab>
          <Tabs.Tab value="proof">{t('tab.proof')}</Tabs.Tab>
          {mayExport && <Tabs.Tab value="export">{t('tab.export')}</Tabs.Tab>}
        </Tabs.List>
        {mayRead && (
          <Tabs.Panel value="log">
            <LogPanel />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="checkpoint">
          <CheckpointPanel />
        </Tabs.Panel>
        <Tabs.Panel value="proof">
          <ProofPanel />
        </Tabs.Panel>
        {mayExport && (
          <Tabs.Panel value="export">
            <ExportPanel />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
