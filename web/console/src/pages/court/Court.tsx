import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { useSession } from '../../session/session.tsx';
import { MakePaper } from './MakePaper.tsx';
import { OutcomesPanel } from './OutcomesPanel.tsx';
import { PapersPanel } from './PapersPanel.tsx';
import { RecordForm } from './RecordForm.tsx';

/** Papers for a court, and what courts decided. */
export default function Court() {
  const { t } = useTranslation('court');
  const { may } = useSession();
  return (
    <Page title={t('title')} about={t('about')}>
      <Tabs defaultValue={may('POST /api/v1/court-papers') ? 'make' : 'papers'} keepMounted={false}>
        <Tabs.List mb="sm">
          {may('POST /api/v1/court-papers') && <Tabs.Tab value="make">{t('tab.make')}</Tabs.Tab>}
          <Tabs.Tab value="papers">{t('tab.papers')}</Tabs.Tab>
          <Tabs.Tab value="outcomes">{t('tab.outcomes')}</Tabs.Tab>
          {may('POST /api/v1/outcomes') && <Tabs.Tab value="record">{t('tab.record')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="make">
          <MakePaper />
        </Tabs.Panel>
        <Tabs.Panel value="papers">
          <PapersPanel />
        </Tabs.Panel>
        <Tabs.Panel value="outcomes">
          <OutcomesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="record">
          <RecordForm />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
