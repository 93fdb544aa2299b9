import { Tabs } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/Page.tsx';
import { useSession } from '../../session/session.tsx';

interface Section {
  readonly name: string;
  readonly opens: string | null; // null: everybody's own
  readonly Body: ComponentType;
}

const sections: readonly Section[] = [
  { name: 'self', opens: null, Body: lazy(() => import('./SelfPanel.tsx')) },
  { name: 'people', opens: 'GET /api/v1/people', Body: lazy(() => import('./PeoplePanel.tsx')) },
  { name: 'roles', opens: null, Body: lazy(() => import('./RolesPanel.tsx')) },
  { name: 'keys', opens: 'GET /api/v1/keys', Body: lazy(() => import('./KeysPanel.tsx')) },
  { name: 'letters', opens: 'GET /api/v1/letter-settings', Body: lazy(() => import('./LettersPanel.tsx')) },
  { name: 'rules', opens: null, Body: lazy(() => import('./RulesPanel.tsx')) },
  { name: 'retention', opens: null, Body: lazy(() => import('./RetentionPanel.tsx')) },
  { name: 'webhooks', opens: 'GET /api/v1/webhooks', Body: lazy(() => import('./WebhooksPanel.tsx')) },
];

export default function Settings() {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const open = sections.filter((section) => section.opens === null || may(section.opens));
  return (
    <Page title={t('title')}>
      <Tabs defaultValue="self" keepMounted={false}>
        <Tabs.List mb="sm">
          {open.map((section) => (
            <Tabs.Tab key={section.name} value={section.name}>
              {t(`tab.${section.name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {open.map(({ name, Body }) => (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<p role="status">{t('frame:loading')}</p>}>
              <Body />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
