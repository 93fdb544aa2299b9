import { Button, FileButton, Group, Modal, Progress, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { keyFor, useChange } from '../../api/change.ts';
import { useCaseNames } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { fold } from '../../parts/fold.ts';
import { GoTo } from '../../parts/GoTo.tsx';
import { HowClose } from '../../parts/HowClose.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { addressesIn } from './addresses.ts';

type Inspection = Schema<'Inspection'>;
const askedAtOnce = 4;
const listName = 'jium.inspections';  // of this tab alone, ids only: they say nothing of any address

function remembered(): string[] {
  try { return JSON.parse(sessionStorage.getItem(listName) ?? '[]') as string[]; } catch { return []; }
}

export default function Sightings() {
  const { t } = useTranslation();
  const go = useGo();
  const names = useCaseNames();
  const [ids, setIds] = useState(remembered);
  const [finding, setFinding] = useState(false);
  const mayPrepare = useMay('POST /api/v1/batches');
  const mayFind = useMay('POST /api/v1/sightings/find');
  const remember = (change: (before: string[]) => string[]) => setIds((before) => {
    const next = change(before);
    sessionStorage.setItem(listName, JSON.stringify(next));
    return next;
  });
  const looks = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['inspections', id],
      queryFn: () => ask(api.GET('/api/v1/inspections/{inspection}', { params: { path: { inspection: id } } })),
      refetchInterval: (query: { state: { data?: Inspection | undefined } }) => query.state.data?.state === 'done' ? false as const : 2000,
    })),
    combine: (all) => all.flatMap((one) => one.data ? [one.data] : []),
  });
  const done = looks.filter((one) => one.state === 'done').length;
  const recognised = [...new Set(looks.flatMap((one) => one.sighting ? [one.sighting] : []))];
  const prepare = useChange((sightings: string[], key) => ask(api.POST('/api/v1/batches', { params: once(key), body: { sightings } })),
    { done: (made) => go(`/requests/batches/${made.batch.id}`) });

  const columns = useMemo((): Column<Inspection>[] => [
    { id: 'place', head: t('sightings:place'), value: (one) => one.place, show: (one) => <span className="address">{one.place}</span>, width: 220 },
    { id: 'finding', head: t('sightings:finding'), value: (one) => one.finding ? t(`values:finding.${one.finding}`) : t('sightings:waiting'), width: 190 },
    { id: 'case', head: t('sightings:case'), value: (one) => names(one.case), show: (one) => one.case ? <GoTo to={`/cases/${one.case}`}>{names(one.case)}</GoTo> : '', width: 140 },
    { id: 'how', head: t('sightings:how'), value: (one) => one.distance, show: (one) => one.algorithm ? <HowClose algorithm={one.algorithm} distance={one.distance} witness={one.witness} sureness={one.sureness} /> : '', width: 260 },
    { id: 'back', head: t('cases:came_back'), value: (one) => one.recurrence ? t('cases:yes') : '', width: 90 },
    { id: 'at', head: t('sightings:asked_at'), value: (one) => one.asked_at, show: (one) => <Time at={one.asked_at} relative />, width: 120 },
  ], [t, names]);

  return <Stack>
    <PageHead title={t('sightings:title')} words={t('sightings:words')}>{mayFind && <Button variant="default" onClick={() => setFinding(true)}>{t('sightings:find')}</Button>}</PageHead>
    <Paste asked={(id) => remember((before) => [id, ...before])} />
    {ids.length > 0 && done < ids.length && <div role="status"><Text size="sm">{t('sightings:progress', { done, count: ids.length })}</Text>
      <Progress value={(100 * done) / ids.length} aria-label={t('sightings:progress', { done, count: ids.length })} /></div>}
    {prepare.isError && <ProblemNote problem={prepare.error} what={t('parts:not_done')} />}
    <DataTable name="inspections" label={t('sightings:looks')} rows={looks} columns={columns} id={(one) => one.id} sortedBy="-at"
      tools={looks.length > 0 ? <>
        {mayPrepare && recognised.length > 0 && <Button size="compact-sm" loading={prepare.isPending} onClick={() => prepare.mutate(recognised)}>{t('sightings:prepare', { count: recognised.length })}</Button>}
        <Button size="compact-sm" variant="default" onClick={() => remember(() => [])}>{t('sightings:forget')}</Button></> : null}
      empty={ids.length === 0 ? <EmptyState title={t('sightings:empty')} words={t('sightings:empty_why')} /> : null} />
    <Find opened={finding} close={() => setFinding(false)} />
  </Stack>;
}

/** What is pasted stays in the box until each of it was asked about; what failed remains there. */
function Paste({ asked }: { asked: (id: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const pasted = useMemo(() => addressesIn(text), [text]);
  const keys = useRef(new Map<string, string>());
  async function look(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const waiting = [...pasted.addresses];
    const failed: string[] = [];
    await Promise.all(Array.from({ length: askedAtOnce }, async () => {
      for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
        const key = keys.current.get(address) ?? keyFor(undefined, address);
        keys.current.set(address, key);
        try {
          const inspection = await ask(api.POST('/api/v1/inspections', { params: once(key), body: { address } }));
          keys.current.delete(address);
          asked(inspection.id);
        } catch (error) {
          setProblem(error);
          failed.push(address);
        }
      }
    }));
    setText(failed.join('\n'));
    setBusy(false);
  }
  return (
    <form onSubmit={(event) => void look(event)}>
      <Textarea label={t('sightings:paste')} description={t('sightings:paste_why')} autosize minRows={3} maxRows={8} value={text} spellCheck={false} autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)} classNames={{ input: 'address' }} />
      {problem !== null && <ProblemNote problem={problem} what={t('sightings:some_failed')} kept={t('sightings:some_failed_kept')} />}
      <Group mt="xs">
        <Button type="submit" loading={busy} disabled={pasted.addresses.length === 0}>{t('sightings:look', { count: pasted.addresses.length })}</Button>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void file?.text().then((more) => setText((before) => `${before}${before && '\n'}${more}`))} inputProps={{ 'aria-label': t('sightings:csv') }}>
          {(props) => <Button variant="default" {...props}>{t('sightings:csv')}</Button>}</FileButton>
        <Text size="sm" c="dimmed" role="status">{text.trim() === '' ? '' : t('sightings:understood', { count: pasted.addresses.length, lines: pasted.notUnderstood, twice: pasted.twice })}</Text>
      </Group>
    </form>
  );
}

/** A whole address, exactly: is it among our cases? */
function Find({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const names = useCaseNames();
  const [address, setAddress] = useState('');
  const find = useChange((whole: string, _key) => ask(api.POST('/api/v1/sightings/find', { body: { address: whole } })), { touches: [] });
  return (
    <Modal opened={opened} onClose={close} title={t('sightings:find')} closeButtonProps={{ 'aria-label': t('parts:close') }}>
      <form onSubmit={(event) => { event.preventDefault(); find.mutate(address.trim()); }}>
        <Stack>
          <TextInput data-autofocus required label={t('sightings:whole')} description={t('sightings:whole_why')} value={address} onChange={(event) => { setAddress(event.currentTarget.value); find.reset(); }} autoComplete="off" spellCheck={false} />
          {find.isError && <ProblemNote problem={find.error} what={t('parts:not_done')} />}
          {find.data && <div role="status">{find.data.sightings.length === 0 ? <Text size="sm">{t('sightings:not_found', { place: fold(address) })}</Text> :
            find.data.sightings.map((one) => <Text size="sm" key={one.sighting.id}><span className="address">{one.sighting.place}</span> · {t(`values:sighting.${one.sighting.state}`)} · <GoTo to={`/cases/${one.case}`}>{names(one.case)}</GoTo></Text>)}</div>}
          <Group justify="flex-end"><Button type="submit" loading={find.isPending}>{t('sightings:find')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
