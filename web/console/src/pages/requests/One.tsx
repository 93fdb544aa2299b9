import { Group, Radio, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames } from '../../api/reads.ts';
import { usePlace } from '../../frame/places.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { FoldedAddress } from '../../parts/FoldedAddress.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { Timeline } from '../../parts/Timeline.tsx';
import { useMay } from '../../session/session.tsx';

type View = Schema<'RequestView'>;
type Answer = Schema<'RecordAnswer'>['answer'];

/** One request: its letter with folded addresses, its clock, and each look at the place. */
export default function One() {
  const { request = '' } = usePlace();
  const view = useQuery({ queryKey: ['requests', request], queryFn: () => ask(api.GET('/api/v1/requests/{request}', { params: { path: { request } } })) });
  return <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>;
}

function Shown({ view }: { view: View }) {
  const { t } = useTranslation();
  const names = useCaseNames();
  const one = view.request;
  const stamps = useMemo(() => ([['drafted', one.drafted_at], ['confirmed', one.confirmed_at], ['sent', one.sent_at], ['acknowledged', one.acknowledged_at],
    ['claimed', one.claimed_at], ['removed', one.removed_at], ['verified', one.verified_at], ['refused', one.refused_at]] as const)
    .filter((stamp): stamp is [typeof stamp[0], string] => stamp[1] !== null).toReversed(), [one]);
  return (
    <Stack gap="lg">
      <PageHead title={t('requests:one')} words={<Group gap="xs" component="span"><StateBadge kind="request" state={one.state} /><span>{one.id}</span>
        <GoTo to={`/cases/${one.case}`}>{names(one.case)}</GoTo><span>{t(`values:rung.${one.rung}`)} · {t(`values:channel.${one.channel}`)} · {t(`values:language.${one.language}`)}</span>
        {one.due_at && <span>{t('requests:due')}: <Time at={one.due_at} /></span>}</Group>}><Turns view={view} /></PageHead>
      <FoldedAddress place={view.sighting.place} sighting={view.sighting.id} />
      <LetterPart id={one.id} />
      <Looks view={view} />
      <section aria-label={t('cases:timeline')}><Title order={2} mb="xs">{t('cases:timeline')}</Title>
        <Timeline label={t('cases:timeline')} moments={stamps.map(([word, at]) => ({ key: word, at, what: t(`requests:stamp_${word}`) }))} /></section>
    </Stack>
  );
}

function Turns({ view }: { view: View }) {
  const { t } = useTranslation();
  const one = view.request;
  const path = { request: one.id };
  const [answer, setAnswer] = useState<Answer>('removed');
  const [words, setWords] = useState('');
  const confirm = useChange((_: null, key) => ask(api.POST('/api/v1/requests/{request}/confirm', { params: { path, ...once(key) } })));
  const record = useChange((given: Schema<'RecordAnswer'>, key) => ask(api.POST('/api/v1/requests/{request}/answer', { params: { path, ...once(key) }, body: given })));
  const settle = useChange((delivered: boolean, key) => ask(api.POST('/api/v1/requests/{request}/settle-letter', { params: { path, ...once(key) }, body: { delivered } })));
  const may = useMay('POST /api/v1/requests/{request}/confirm');
  if (!may) return null;
  return <>
    {one.abilities.includes('confirm') && <Confirm variant="filled" label={t('requests:confirm')} title={t('requests:confirm')} act={async () => { await confirm.mutateAsync(null); told(t('requests:confirmed')); }}>{t('requests:confirm_why')}</Confirm>}
    {one.abilities.includes('settle-letter') && <>
      <Confirm label={t('requests:arrived')} title={t('requests:arrived')} act={() => settle.mutateAsync(true)}>{t('requests:arrived_why')}</Confirm>
      <Confirm label={t('requests:not_arrived')} title={t('requests:not_arrived')} act={() => settle.mutateAsync(false)}>{t('requests:not_arrived_why')}</Confirm></>}
    {one.abilities.includes('answer') && <Confirm label={t('requests:answer')} title={t('requests:answer')} confirm={t('parts:save')} act={async () => { await record.mutateAsync({ answer, words: words.trim() || null }); setWords(''); }}>
      <Stack><Radio.Group label={t('requests:answer_what')} value={answer} onChange={(value) => setAnswer(value as Answer)}>
        <Stack gap="xs" mt="xs">{(['acknowledged', 'removed', 'refused'] as const).map((one_) => <Radio key={one_} value={one_} label={t(`requests:answer_${one_}`)} />)}</Stack></Radio.Group>
        <Textarea label={t('requests:their_words')} description={t('requests:their_words_why')} value={words} onChange={(event) => setWords(event.currentTarget.value)} autosize minRows={2} /></Stack></Confirm>}
  </>;
}

function LetterPart({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = useMay('GET /api/v1/requests/{request}/letter');
  const letter = useQuery({ queryKey: ['requests', id, 'letter'], enabled: may, retry: false, queryFn: () => ask(api.GET('/api/v1/requests/{request}/letter', { params: { path: { request: id } } })) });
  if (!may) return null;
  return (
    <section aria-label={t('requests:letter')}>
      <Title order={2} mb="xs">{t('requests:letter')}</Title>
      {letter.isError && <ProblemNote problem={letter.error} what={t('requests:no_letter')} />}
      {letter.data && <LetterText letter={letter.data} />}
    </section>
  );
}

export function LetterText({ letter }: { letter: Pick<Schema<'Letter'>, 'to' | 'subject' | 'body' | 'needs_native_reader'> }) {
  const { t } = useTranslation();
  return <>
    <Text size="sm"><Text span c="dimmed">{t('requests:to')}</Text> {letter.to}</Text>
    <Text size="sm" mb="xs"><Text span c="dimmed">{t('requests:subject')}</Text> {letter.subject}</Text>
    {letter.needs_native_reader && <Text size="sm" mb="xs">{t('requests:native')}</Text>}
    <pre className="letter" tabIndex={0} aria-label={t('requests:letter')}>{letter.body}</pre>
  </>;
}

function Looks({ view }: { view: View }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('requests:looks')}>
      <Title order={2} mb="xs">{t('requests:looks')}</Title>
      {view.checks.length === 0 ? <Text size="sm" c="dimmed">{t('requests:no_looks')}</Text> :
        <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}><Table>
          <Table.Thead><Table.Tr><Table.Th>{t('requests:look_at')}</Table.Th><Table.Th>{t('requests:outcome')}</Table.Th><Table.Th>{t('requests:reason')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{view.checks.toReversed().map((look) => <Table.Tr key={look.at}><Table.Td><Time at={look.at} /></Table.Td><Table.Td>{t(`values:outcome.${look.outcome}`)}</Table.Td><Table.Td>{t(`values:reason.${look.reason}`)}</Table.Td></Table.Tr>)}</Table.Tbody>
        </Table></Table.ScrollContainer>}
    </section>
  );
}

