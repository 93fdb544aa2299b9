import { Alert, Button, Group, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCase, useLadders } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { usePlace } from '../../frame/places.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FoldedAddress } from '../../parts/FoldedAddress.tsx';
import { HowClose } from '../../parts/HowClose.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { Timeline } from '../../parts/Timeline.tsx';
import { useMay } from '../../session/session.tsx';
import { requestColumns } from '../requests/columns.tsx';
import { nextAction } from './next.ts';

type View = Schema<'CaseView'>;
type Purpose = Schema<'ChangeConsent'>['purpose'];

export default function Case() {
  const { case: id = '' } = usePlace();
  const query = useCase(id);
  return <Loaded query={query}>{(view) => <Shown view={view} />}</Loaded>;
}

function Shown({ view }: { view: View }) {
  const { t } = useTranslation();
  const one = view.case;
  return (
    <Stack gap="lg">
      <PageHead title={one.pseudonym} words={<Group gap="xs" component="span"><StateBadge kind="case" state={one.state} /><span>{one.id}</span>
        <span>{one.harm_types.map((harm) => t(`values:harm.${harm}`)).join(', ')}</span></Group>}><Turns view={view} /></PageHead>
      <NextStep view={view} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Consents one={one} />
        <Facts one={one} />
      </SimpleGrid>
      <FootageTable view={view} />
      <SightingTable view={view} />
      <RequestTable view={view} />
      <History view={view} />
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section aria-label={title}><Title order={2} mb="xs">{title}</Title>{children}</section>;
}

function NextStep({ view }: { view: View }) {
  const { t } = useTranslation();
  const go = useGo();
  const ladders = useLadders();
  const next = nextAction(view);
  const ladder = ladders.data?.find((line) => line.case === view.case.id && line.next);
  const mayRegister = useMay('POST /api/v1/match');
  const mayPrepare = useMay('POST /api/v1/batches');
  const unasked = view.sightings.filter((sighting) => sighting.state === 'live' && !view.requests.some((request) => request.sighting === sighting.id));
  const prepare = useChange((sightings: string[], key) => ask(api.POST('/api/v1/batches', { params: once(key), body: { sightings } })),
    { done: (made) => go(`/requests/batches/${made.batch.id}`) });
  return (
    <Alert variant="outline" color="calm" title={t('cases:next')} styles={{ title: { color: 'var(--mantine-color-text)' } }}>
      <Group justify="space-between">
        <div>
          <Text size="sm">{t(`cases:next_${next}`)}</Text>
          {ladder?.next && <Text size="sm" c="dimmed">{t(`values:ladder_next.${ladder.next.what}`)}{ladder.next.rung && ` · ${t(`values:rung.${ladder.next.rung}`)}`} · <Time at={ladder.next.at} /></Text>}
        </div>
        {next === 'register' && mayRegister && <Button onClick={() => go(`/register?case=${view.case.id}`)}>{t('cases:to_register')}</Button>}
        {next === 'look_for_places' && mayRegister && <Button onClick={() => go('/sightings')}>{t('cases:to_sightings')}</Button>}
        {next === 'ask_removal' && mayPrepare && <Button loading={prepare.isPending} onClick={() => prepare.mutate(unasked.map((sighting) => sighting.id))}>{t('cases:prepare', { count: unasked.length })}</Button>}
        {next === 'confirm_drafts' && mayPrepare && <Button onClick={() => go(`/requests/one/${view.requests.find((request) => request.state === 'drafted')!.id}`)}>{t('cases:to_draft')}</Button>}
      </Group>
      {prepare.isError && <ProblemNote problem={prepare.error} what={t('parts:not_done')} />}
    </Alert>
  );
}

function Turns({ view }: { view: View }) {
  const { t } = useTranslation();
  const one = view.case;
  const path = { case: one.id };
  const close = useChange((_: null, key) => ask(api.POST('/api/v1/cases/{case}/close', { params: { path, ...once(key) } })));
  const reopen = useChange((_: null, key) => ask(api.POST('/api/v1/cases/{case}/reopen', { params: { path, ...once(key) } })));
  const rest = useChange((_: null, key) => ask(api.POST('/api/v1/cases/{case}/rest', { params: { path, ...once(key) } })));
  const wake = useChange((_: null, key) => ask(api.POST('/api/v1/cases/{case}/wake', { params: { path, ...once(key) } })));
  const mayClose = useMay('POST /api/v1/cases/{case}/close');
  if (!mayClose) return null;
  const again = (turn: typeof close) => () => void turn.mutateAsync(null).catch(() => undefined);
  return <>
    {(one.state === 'opened' || one.state === 'active') && <>
      <Confirm label={t('cases:rest')} title={t('cases:rest')} act={async () => { await rest.mutateAsync(null); told(t('cases:rested'), { label: t('parts:undo'), act: again(wake) }); }}>{t('cases:rest_why')}</Confirm>
      <Confirm label={t('cases:close')} title={t('cases:close')} act={async () => { await close.mutateAsync(null); told(t('cases:closed'), { label: t('parts:undo'), act: again(reopen) }); }}>{t('cases:close_why')}</Confirm>
    </>}
    {one.state === 'resting' && <Confirm label={t('cases:wake')} title={t('cases:wake')} act={() => wake.mutateAsync(null)}>{t('cases:wake_why')}</Confirm>}
    {one.state === 'closed' && <Confirm label={t('cases:reopen')} title={t('cases:reopen')} act={() => reopen.mutateAsync(null)}>{t('cases:reopen_why')}</Confirm>}
  </>;
}

function Consents({ one }: { one: Schema<'Case'> }) {
  const { t } = useTranslation();
  const may = useMay('POST /api/v1/cases/{case}/consent');
  const give = useChange((purpose: Purpose, key) => ask(api.POST('/api/v1/cases/{case}/consent', { params: { path: { case: one.id }, ...once(key) }, body: { purpose } })));
  const withdraw = useChange((purpose: Purpose, key) => ask(api.POST('/api/v1/cases/{case}/withdraw-consent', { params: { path: { case: one.id }, ...once(key) }, body: { purpose } })));
  const turn = (purpose: Purpose, on: boolean) => {
    const [go, back] = on ? [give, withdraw] : [withdraw, give];
    void go.mutateAsync(purpose).then(() => told(on ? t('cases:consent_given') : t('cases:consent_withdrawn'), { label: t('parts:undo'), act: () => back.mutate(purpose) }), () => undefined);
  };
  const problem = give.error ?? withdraw.error;
  return (
    <Part title={t('cases:consent')}>
      <Stack gap="xs">
        {(['removal', 'police', 'other_centres'] as const).map((purpose) => (
          <Switch key={purpose} checked={one.consent[purpose]} disabled={!may || give.isPending || withdraw.isPending || one.state === 'closed'} label={t(`cases:purpose_${purpose}`)}
            onChange={(event) => turn(purpose, event.currentTarget.checked)} />))}
        <Text size="xs" c="dimmed">{t('cases:withdraw_why')}</Text>
      </Stack>
      {problem && <ProblemNote problem={problem} what={t('parts:not_done')} />}
    </Part>
  );
}

function Facts({ one }: { one: Schema<'Case'> }) {
  const { t } = useTranslation();
  const facts: [string, ReactNode][] = [
    [t('cases:age'), t(`values:age.${one.age_band}`)],
    [t('cases:requester'), t(`values:requester.${one.requester}`)],
    [t('cases:papers'), one.papers_checked_at ? <Time at={one.papers_checked_at} /> : t('cases:not_checked')],
    [t('cases:opened'), <Time at={one.opened_at} />],
    ...(one.closed_at ? [[t('cases:closed_at'), <Time at={one.closed_at} />] as [string, ReactNode]] : []),
  ];
  return (
    <Part title={t('cases:facts')}>
      <Stack gap={4}>{facts.map(([name, value]) => <Group key={name} gap="xs"><Text size="sm" c="dimmed" w={110}>{name}</Text><Text size="sm" component="div">{value}</Text></Group>)}</Stack>
    </Part>
  );
}

function FootageTable({ view }: { view: View }) {
  const { t } = useTranslation();
  const go = useGo();
  const columns = useMemo((): Column<Schema<'Footage'>>[] => [
    { id: 'id', head: t('cases:id'), value: (one) => one.id, width: 170 },
    { id: 'kind', head: t('cases:kind'), value: (one) => t(`values:kind.${one.kind}`), width: 80 },
    { id: 'state', head: t('cases:state'), value: (one) => t(`values:footage.${one.state}`), show: (one) => <StateBadge kind="footage" state={one.state} />, width: 120 },
    { id: 'source', head: t('cases:source'), value: (one) => t(`values:source.${one.source}`), width: 140 },
    { id: 'prints', head: t('cases:prints'), value: (one) => [...new Set(one.fingerprints.map((print) => print.algorithm))].join(', '), width: 200 },
    { id: 'at', head: t('cases:registered'), value: (one) => one.registered_at, show: (one) => <Time at={one.registered_at} />, width: 210 },
  ], [t]);
  return <Part title={t('cases:footage')}><DataTable name="case_footage" label={t('cases:footage')} rows={view.footage} columns={columns} id={(one) => one.id}
    empty={<EmptyState title={t('cases:no_footage')} words={t('cases:no_footage_why')}><Button variant="default" onClick={() => go(`/register?case=${view.case.id}`)}>{t('cases:to_register')}</Button></EmptyState>} /></Part>;
}

function SightingTable({ view }: { view: View }) {
  const { t } = useTranslation();
  const go = useGo();
  const columns = useMemo((): Column<Schema<'Sighting'>>[] => [
    { id: 'place', head: t('cases:place'), value: (one) => one.place, show: (one) => <FoldedAddress place={one.place} sighting={one.id} />, width: 250 },
    { id: 'state', head: t('cases:state'), value: (one) => t(`values:sighting.${one.state}`), show: (one) => <StateBadge kind="sighting" state={one.state} />, width: 110 },
    { id: 'how', head: t('cases:how'), value: (one) => one.distance, show: (one) => <HowClose {...one} />, width: 230 },
    { id: 'back', head: t('cases:came_back'), value: (one) => one.recurrence_of ? t('cases:yes') : '', width: 90 },
    { id: 'first', head: t('cases:first_seen'), value: (one) => one.first_seen, show: (one) => <Time at={one.first_seen} />, width: 210 },
    { id: 'last', head: t('cases:last_seen'), value: (one) => one.last_seen, show: (one) => <Time at={one.last_seen} relative />, width: 110 },
  ], [t]);
  return <Part title={t('cases:sightings')}><DataTable name="case_sightings" label={t('cases:sightings')} rows={view.sightings} columns={columns} id={(one) => one.id} sortedBy="-first"
    empty={<EmptyState title={t('cases:no_sightings')} words={t('cases:no_sightings_why')}><Button variant="default" onClick={() => go('/sightings')}>{t('cases:to_sightings')}</Button></EmptyState>} /></Part>;
}

function RequestTable({ view }: { view: View }) {
  const { t } = useTranslation();
  const go = useGo();
  const places = useMemo(() => new Map(view.sightings.map((sighting) => [sighting.id, sighting.place])), [view.sightings]);
  const columns = useMemo(() => [
    { id: 'place', head: t('cases:place'), value: (one: Schema<'RemovalRequest'>) => places.get(one.sighting) ?? '', width: 170 }, ...requestColumns(t)], [t, places]);
  return <Part title={t('cases:requests')}><DataTable name="case_requests" label={t('cases:requests')} rows={view.requests} columns={columns} id={(one) => one.id} open={(one) => go(`/requests/one/${one.id}`)}
    empty={<EmptyState title={t('cases:no_requests')} words={t('cases:no_requests_why')} />} /></Part>;
}

function History({ view }: { view: View }) {
  const { t } = useTranslation();
  const moments = view.history.toReversed().map((entry, at) => ({ key: `${at}`, at: entry.at, what: t(`values:event.${entry.event}`), more: entry.subject }));
  return <Part title={t('cases:timeline')}><Timeline moments={moments} label={t('cases:timeline')} /></Part>;
}
