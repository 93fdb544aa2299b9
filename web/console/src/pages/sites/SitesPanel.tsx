import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { useOperators, useSites } from './queries.ts';
import type { Site } from './record.ts';
import { siteKinds } from './site_kinds.ts';

export function SitesPanel({ open }: { open: (site: string) => void }) {
  const { t } = useTranslation('sites');
  const sites = useSites();
  const operators = useOperators();
  const names = useMemo(() => new Map((operators.data ?? []).map((one) => [one.id, one.name])), [operators.data]);
  const columns = useMemo(() => {
    const party = (id: string | null) => (id ? (names.get(id) ?? id) : t('site.nobody'));
    return [
      { id: 'name', head: t('site.name'), value: (site: Site) => site.name, width: 200 },
      { id: 'kind', head: t('site.kind'), value: (site: Site) => t(`kind.${site.kind}`), width: 130 },
      { id: 'operator', head: t('party.site_operator'), value: (site: Site) => party(site.operator), width: 180 },
      { id: 'host', head: t('party.host'), value: (site: Site) => party(site.host), width: 160 },
      { id: 'registrar', head: t('party.registrar'), value: (site: Site) => party(site.registrar), width: 160 },
      {
        id: 'moved',
        head: t('site.host_changed'),
        value: (site: Site) => (site.host_changed_at ? t('yes') : ''),
        width: 120,
      },
    ];
  }, [names, t]);
  if (sites.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (sites.error) return <ProblemNote what={t('failed.load')} problem={sites.error} kept={t('kept.nothing_lost')} />;
  return (
    <Stack>
      <SiteForm />
      <DataTable
        name="sites"
        label={t('tab.sites')}
        rows={sites.data ?? []}
        columns={columns}
        id={(site) => site.id}
        open={(site) => open(site.id)}
        empty={<EmptyState title={t('site.none')} words={t('site.none_hint')} />}
      />
    </Stack>
  );
}

function SiteForm() {
  const { t } = useTranslation('sites');
  const [site, setSite] = useState('');
  const [kind, setKind] = useState<Site['kind']>('other');
  const assign = useChange(
    (_: null, key) => ask(api.POST('/api/v1/sites', { params: once(key), body: { site: site.trim(), kind } })),
    {
      touches: ['sites'],
      done: () => setSite(''),
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate(null);
  };
  return (
    <form onSubmit={send} aria-label={t('site.add')}>
      <Group align="end">
        <TextInput
          label={t('site.name')}
          description={t('site.name_hint')}
          value={site}
          onChange={(event) => setSite(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Select
          label={t('site.kind')}
          data={siteKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind((value ?? 'other') as Site['kind'])}
        />
        <Button type="submit" size="sm" disabled={site.trim() === ''} loading={assign.isPending}>
          {t('site.add')}
        </Button>
      </Group>
      {assign.error && <ProblemNote what={t('failed.change')} problem={assign.error} kept={t('kept.typed')} />}
    </form>
  );
}
