import { Button, FileButton, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { CannotRead, Fingerprinter } from '@jium/fingerprint';
import { useSearch } from '@tanstack/react-router';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCases, useCaseNames } from '../../api/reads.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { HowClose } from '../../parts/HowClose.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { SegmentBars } from '../../parts/SegmentBars.tsx';
import { filesOf } from './files.ts';
import { inGroups, type Piece, piecesOf, sizeWords, standing, toRegister } from './prints.ts';

type Source = Schema<'RegisterFootage'>['source'];
const sources: Source[] = ['survivor_device', 'officer', 'police', 'monitor', 'foreign_list'];
const asked = 100;

export default function Register() {
  const { t, i18n } = useTranslation();
  const { pieces, add, read, stop, busy, clear, update, problem } = usePieces();
  const cases = useCases();
  const names = useCaseNames();
  const search = useSearch({ strict: false }) as { case?: string };
  const [chosen, setChosen] = useState<string | null>(search.case ?? null);
  const [source, setSource] = useState<Source>('survivor_device');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const open = (cases.data ?? []).filter((one) => one.state === 'opened' || one.state === 'active');
  const ready = pieces.filter((piece) => ticked.has(String(piece.number)) && piece.state === 'hashed');

  const register = useChange(async ({ into, piece }: { into: string; piece: Piece }, key) =>
    ask(api.POST('/api/v1/cases/{case}/footage', { params: { path: { case: into }, ...once(key) },
      body: { source, fingerprints: toRegister(piece.prints), ...(piece.kind ? { kind: piece.kind } : {}) } })), { touches: ['cases'] });
  async function registerAll() {
    let count = 0;
    for (const piece of ready) {
      await register.mutateAsync({ into: chosen!, piece });
      update(piece.number, { state: 'registered' });
      setTicked((before) => { const next = new Set(before); next.delete(String(piece.number)); return next; });
      ++count;
    }
    told(t('register:registered', { count }));
  }

  const columns = useMemo((): Column<Piece>[] => [
    { id: 'number', head: t('register:number'), value: (one) => one.number, show: (one) => t('register:piece', { number: one.number }), width: 110 },
    { id: 'kind', head: t('register:kind'), value: (one) => one.kind ? t(`values:kind.${one.kind}`) : '', width: 80 },
    { id: 'size', head: t('register:size'), value: (one) => one.size, show: (one) => sizeWords(one.size, i18n.language), width: 100 },
    { id: 'state', head: t('register:state'), value: (one) => t(`register:state_${one.state}`),
      show: (one) => one.state === 'hashing' ? <Progress value={one.done * 100} aria-label={t('register:state_hashing')} /> : t(`register:state_${one.state}`), width: 120 },
    { id: 'standing', head: t('register:standing'), value: (one) => one.found ? t(`register:is_${standing(one.found)}`) : '', width: 120 },
    { id: 'match', head: t('register:match'), width: 330, value: (one) => one.found?.matches[0]?.footage ?? null,
      show: (one) => { const match = one.found?.matches[0]; return match ? <span><GoTo to={`/cases/${match.case}`}>{names(match.case)}</GoTo> · <HowClose {...match} /></span>
        : one.found && one.found.elsewhere.length > 0 ? t('register:elsewhere') : one.unread ? t(`register:unread_${one.unread}`) : ''; } },
  ], [t, i18n.language, names]);
  const withSegments = pieces.flatMap((piece) => (piece.found?.matches ?? []).filter((match) => match.segments.length > 0).slice(0, 1).map((match) => ({ piece, match })));

  return <Stack>
    <PageHead title={t('register:title')} words={t('register:words')} />
    <Drop add={add} read={read} />
    {problem !== null && <ProblemNote problem={problem} what={t('register:failed')} kept={t('register:kept')} />}
    <DataTable name="register" label={t('register:list')} rows={pieces} columns={columns} id={(one) => String(one.number)} ticked={ticked} tick={setTicked} sortedBy="number"
      tools={busy ? <Button size="compact-sm" variant="default" onClick={stop}>{t('register:stop')}</Button> : pieces.length > 0 ? <>
        <Button size="compact-sm" variant="default" onClick={() => setTicked(new Set(pieces.filter((one) => one.state === 'hashed' && one.found && standing(one.found) !== 'known').map((one) => String(one.number))))}>{t('register:tick_new')}</Button>
        <Button size="compact-sm" variant="default" onClick={() => { clear(); setTicked(new Set()); }}>{t('register:clear')}</Button></> : null}
      empty={<EmptyState title={t('register:empty')} words={t('register:empty_why')} />} />
    {withSegments.map(({ piece, match }) => <section key={piece.number} aria-label={t('register:piece', { number: piece.number })}>
      <Text size="sm" fw={600}>{t('register:piece', { number: piece.number })} · {match.footage}</Text><SegmentBars segments={match.segments} /></section>)}
    {pieces.length > 0 && <Group align="flex-end">
      <Select label={t('register:into')} value={chosen} searchable w={260} data={open.map((one) => ({ value: one.id, label: one.pseudonym }))} onChange={setChosen} nothingFoundMessage={t('register:no_case')} />
      <Select label={t('cases:source')} value={source} allowDeselect={false} w={190} data={sources.map((one) => ({ value: one, label: t(`values:source.${one}`) }))} onChange={(value) => setSource(value as Source)} />
      <Confirm variant="filled" label={t('register:go', { count: ready.length })} title={t('register:go', { count: ready.length })} disabled={ready.length === 0 || chosen === null} act={registerAll}>
        {t('register:go_why', { name: names(chosen) })}</Confirm>
    </Group>}
  </Stack>;
}

function Drop({ add, read }: { add: (files: File[]) => void; read: (text: string) => boolean }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [bad, setBad] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => folder.current?.setAttribute('webkitdirectory', ''), []);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(await filesOf(event.dataTransfer));
  };
  const take = async (file: File | null) => { if (file) setBad(!read(await file.text())); };
  return (
    <div className="drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => void drop(event)}>
      <Text>{t('register:drop')}</Text>
      <Text size="sm" c="dimmed">{t('register:drop_why')}</Text>
      <Group justify="center" mt="sm">
        <FileButton multiple onChange={add} inputProps={{ 'aria-label': t('register:choose') }}>{(props) => <Button {...props}>{t('register:choose')}</Button>}</FileButton>
        <input ref={folder} type="file" multiple hidden aria-label={t('register:folder')} onChange={(event) => { add([...(event.currentTarget.files ?? [])]); event.currentTarget.value = ''; }} />
        <Button variant="default" onClick={() => folder.current?.click()}>{t('register:folder')}</Button>
        <FileButton accept=".json,.jsonl,application/json" onChange={(file) => void take(file)} inputProps={{ 'aria-label': t('register:json') }}>{(props) => <Button variant="default" {...props}>{t('register:json')}</Button>}</FileButton>
      </Group>
      {bad && <Text size="sm" mt="xs" role="alert">{t('register:json_bad')}</Text>}
    </div>
  );
}

/** The pieces on the page, hashed one after the other on this device, and asked about in groups. Leaving the page
 *  stops it; nothing was sent but fingerprints. */
function usePieces() {
  const [pieces, setPieces] = useState<Piece[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const stopping = useRef<AbortController>(undefined);
  const printer = useRef<Fingerprinter>(undefined);
  const next = useRef(1);
  const update = useCallback((number: number, change: Partial<Piece>) =>
    setPieces((before) => before.map((piece) => piece.number === number ? { ...piece, ...change } : piece)), []);
  useEffect(() => () => { stopping.current?.abort(); printer.current?.close(); }, []);

  const compare = useCallback(async (these: { number: number; prints: Piece['prints'] }[]) => {
    for (const group of inGroups(these, asked)) {
      const { results } = await ask(api.POST('/api/v1/match', { body: { files: group.map(({ prints }) => ({ fingerprints: prints })) } }));
      results.forEach((found, at) => update(group[at]!.number, { found }));
    }
  }, [update]);

  const add = useCallback((files: File[]) => {
    if (files.length === 0) return;
    const fresh = files.map((file) => ({ file, number: next.current++ }));
    setPieces((before) => [...before, ...fresh.map(({ file, number }): Piece => ({ number, size: file.size, kind: null, prints: [], unread: null, state: 'waiting', done: 0 }))]);
    const controller = new AbortController();
    stopping.current?.abort();
    stopping.current = controller;
    printer.current ??= new Fingerprinter({ worker: '/console/fingerprint/worker.js' });
    setBusy(true);
    setProblem(null);
    void (async () => {
      for (const { file, number } of fresh) {
        if (controller.signal.aborted) break;
        update(number, { state: 'hashing' });
        try {
          const made = await printer.current!.print(file, { signal: controller.signal, progress: ({ done }) => update(number, { done }) });
          update(number, { state: 'hashed', done: 1, kind: made.kind ?? null, prints: made.fingerprints, unread: made.unread ?? null });
          await compare([{ number, prints: made.fingerprints }]);
        } catch (error) {
          if (controller.signal.aborted) update(number, { state: 'waiting', done: 0 });
          else if (error instanceof CannotRead) update(number, { state: 'failed' });
          else { setProblem(error); break; }
        }
      }
      setBusy(false);
    })();
  }, [compare, update]);

  const read = useCallback((text: string): boolean => {
    try {
      const fresh = piecesOf(text).map((piece): Piece => ({ ...piece, number: next.current++ }));
      setPieces((before) => [...before, ...fresh]);
      setProblem(null);
      void compare(fresh).catch(setProblem);
      return true;
    } catch {
      return false;
    }
  }, [compare]);
  return { pieces, add, read, update, busy, problem, stop: () => stopping.current?.abort(), clear: () => { setPieces([]); setProblem(null); } };
}
