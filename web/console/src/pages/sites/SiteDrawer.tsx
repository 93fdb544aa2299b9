import { Anchor, Button, Drawer, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { ContactList } from './ContactList.tsx';
import { useOperators, useSiteRecord, useSites } from './queries.ts';
import { type Party, partiesOf, type Site } from './record.ts';
import { RecordFigures } from './RecordFigures.tsx';
import { siteKinds } from './site_kinds.ts';
import { SuggestionList } from './SuggestionList.tsx';

interface SiteDrawerProps {
  site: string | null;
  close: () => void;
  openOperator: (operator: string) => void;
}

export function SiteDrawer({ site, close, openOperator }: SiteDrawerProps) {
  const { t } = useTranslation('sites');
  const shown = useSites().data?.find((one) => one.id === site);
  return (
    <Drawer
      opened={site !== null}
      onClose={close}
      position="right"
      size="xl"
      title={shown?.name ?? t('site.one')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {shown && (
        <SiteView
          key={shown.id}
          site={shown}
          openOperator={(operator) => {
            close();
            openOperator(operator);
          }}
        />
      )}
    </Drawer>
  );
}

function SiteView({ site, openOperator }: { site: Site; openOperator: (operator: string) => void }) {
  const history = useSiteRecord(site.id);
  return (
    <Stack>
      {site.host_changed_at && <HostMoved site={site} />}
      {history.data && <RecordFigures record={history.data.record} />}
      <Parties site={site} openOperator={openOperator} />
      <SuggestionList site={site} />
      {history.data && <ContactList contacts={history.data.contacts} />}
    </Stack>
  );
}

/** Who has a hand in the site, in the order in which the ladder asks them. */
function Parties({ site, openOperator }: { site: Site; openOperator: (operator: string) => void }) {
  const { t } = useTranslation('sites');
  const operators = useOperators().data ?? [];
  const assign = useChange(
    (given: { kind?: Site['kind']; party?: Party; operator?: string | null }, key) => {
      return ask(api.POST('/api/v1/sites', { params: once(key), body: assignBody(site.name, given) }));
    },
    { touches: ['sites'] },
  );
  return (
    <section aria-labelledby="parties">
      <Title order={3} id="parties">
        {t('party.title')}
      </Title>
      <Text size="sm" mb="xs">
        {t('party.about')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Select
          label={t('site.kind')}
          data={siteKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={site.kind}
          allowDeselect={false}
          onChange={(value) => value && assign.mutate({ kind: value as Site['kind'] })}
        />
        {partiesOf(site).map(({ party, operator }) => (
          <div key={party}>
            <Select
              label={t(`party.${party}`)}
              placeholder={t('site.nobody')}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('party.without') }}
              data={operators.map((one) => ({ value: one.id, label: one.name }))}
              value={operator}
              onChange={(value) => assign.mutate({ party, operator: value })}
            />
            {operator && (
              <Anchor component="button" type="button" size="xs" onClick={() => openOperator(operator)}>
                {t('party.open')}
              </Anchor>
            )}
          </div>
        ))}
      </SimpleGrid>
      {assign.error && <ProblemNote what={t('failed.change')} problem={assign.error} kept={t('kept.directory')} />}
    </section>
  );
}

export function assignBody(site: string, given: { kind?: Site['kind']; party?: Party; operator?: string | null }) {
  const { kind, party, operator } = given;
  if (!party) return { site, ...(kind ? { kind } : {}) };
  if (!operator) return { site, without: [party] };
  return { site, [party === 'site_operator' ? 'operator' : party]: operator };
}

function HostMoved({ site }: { site: Site }) {
  const { t } = useTranslation('sites');
  const settle = useChange(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/sites/{site}/settle-host', { params: { path: { site: site.id }, ...once(key) }, body: {} }),
      ),
    { touches: ['sites'] },
  );
  return (
    <section aria-label={t('site.host_changed')}>
      <Text size="sm">
        {t('moved.since')} <Time at={site.host_changed_at ?? ''} />. {t('moved.about')}
      </Text>
      <Group mt="xs">
        <Button size="xs" loading={settle.isPending} onClick={() => settle.mutate(null)}>
          {t('moved.settle')}
        </Button>
      </Group>
      {settle.error && <ProblemNote what={t('failed.change')} problem={settle.error} kept={t('kept.directory')} />}
    </section>
  );
}
