import { Button, Group, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { useCaseNames } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { usePlace } from '../../frame/places.ts';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';

type Told = Schema<'IntakeReport'>;

/** One report. The person's own words lie behind a button: nobody meets them without having chosen to. */
export default function Report() {
  const { report = '' } = usePlace();
  const shown = useQuery({ queryKey: ['intake', report], queryFn: () => ask(api.GET('/api/v1/intake/{report}', { params: { path: { report } } })) });
  return <Loaded query={shown}>{(one) => <Shown one={one} />}</Loaded>;
}

function Shown({ one }: { one: Told }) {
  const { t } = useTranslation();
  const names = useCaseNames();
  const [reading, setReading] = useState(false);
  const may = (['operators', 'police', 'committee', 'other_centres'] as const).filter((whom) => one.may_tell[whom]);
  const facts: [string, string][] = [
    [t('cases:age'), t(`values:age.${one.age_band}`)],
    [t('cases:harm'), one.harm_types.map((harm) => t(`values:harm.${harm}`)).join(', ') || t('parts:none')],
    [t('intake:may_tell'), may.map((whom) => t(`intake:may_${whom}`)).join(', ') || t('intake:may_nobody')],
    [t('intake:files'), String(one.files)],
    [t('intake:contact'), one.contact || t('intake:no_contact')],
    [t('intake:may_leave'), one.may_leave_message ? t('cases:yes') : t('intake:no')],
  ];
  return (
    <Stack gap="lg">
      <PageHead title={t('intake:report')} words={<Group gap="xs" component="span"><StateBadge kind="intake" state={one.state} /><span>{one.id}</span><Time at={one.received_at} />
        {one.case && <GoTo to={`/cases/${one.case}`}>{names(one.case)}</GoTo>}</Group>}><Turns one={one} /></PageHead>
      <section aria-label={t('intake:told')}>
        <Title order={2} mb="xs">{t('intake:told')}</Title>
        <Stack gap={4}>{facts.map(([name, value]) => <Group key={name} gap="xs" wrap="nowrap" align="flex-start"><Text size="sm" c="dimmed" w={140}>{name}</Text><Text size="sm">{value}</Text></Group>)}</Stack>
        {one.places.length > 0 && <><Text size="sm" c="dimmed" mt="xs">{t('intake:places')}</Text>
          {one.places.map((place, at) => <Text key={at} size="sm" className="address">{place}</Text>)}</>}
        {one.words !== '' && (reading ? <pre className="letter" tabIndex={0} aria-label={t('intake:own_words')}>{one.words}</pre> :
          <Button mt="sm" variant="default" onClick={() => setReading(true)}>{t('intake:read_words')}</Button>)}
      </section>
      <Messages one={one} />
    </Stack>
  );
}

function Turns({ one }: { one: Told }) {
  const { t } = useTranslation();
  const go = useGo();
  const [pseudonym, setPseudonym] = useState('');
  const path = { report: one.id };
  const accept = useChange((name: string, key) => ask(api.POST('/api/v1/intake/{report}/accept', { params: { path, ...once(key) }, body: { pseudonym: name || null } })),
    { done: (made) => { told(t('intake:accepted', { files: made.footage.length, left_out: made.left_out, places: made.inspections.length })); go(`/cases/${made.case.id}`); } });
  const close = useChange((_: null, key) => ask(api.POST('/api/v1/intake/{report}/close', { params: { path, ...once(key) } })), { done: () => go('/intake') });
  return <>
    {one.abilities.includes('close') && <Confirm label={t('intake:close')} title={t('intake:close')} act={() => close.mutateAsync(null)}>{t('intake:close_why')}</Confirm>}
    {one.abilities.includes('accept') && <Confirm variant="filled" label={t('intake:accept')} title={t('intake:accept')} act={() => accept.mutateAsync(pseudonym.trim())}>
      <Stack><Text size="sm">{t('intake:accept_why')}</Text>
        <TextInput label={t('cases:pseudonym')} description={t('intake:pseudonym_why')} value={pseudonym} autoComplete="off" onChange={(event) => setPseudonym(event.currentTarget.value)} /></Stack></Confirm>}
  </>;
}

function Messages({ one }: { one: Told }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const send = useChange((given: string, key) => ask(api.POST('/api/v1/intake/{report}/messages', { params: { path: { report: one.id }, ...once(key) }, body: { words: given } })),
    { done: () => { setWords(''); told(t('intake:sent')); } });
  return (
    <section aria-label={t('intake:messages')}>
      <Title order={2} mb="xs">{t('intake:messages')}</Title>
      {one.messages.length === 0 ? <Text size="sm" c="dimmed">{t('intake:no_messages')}</Text> :
        <Stack gap="xs">{one.messages.map((message, at) => <Paper key={at} withBorder p="sm">
          <Text size="xs" c="dimmed">{t(`intake:by_${message.author}`)} · <Time at={message.written_at} />{message.author === 'centre' && ` · ${message.read_at ? t('intake:read') : t('intake:not_read')}`}</Text>
          <Text size="sm" className="said">{message.words}</Text></Paper>)}</Stack>}
      {one.abilities.includes('answer') && <form onSubmit={(event: FormEvent) => { event.preventDefault(); send.mutate(words.trim()); }}>
        {send.isError && <ProblemNote problem={send.error} what={t('parts:not_done')} kept={t('parts:nothing_lost')} />}
        <Textarea mt="md" maw={620} label={t('intake:answer')} description={t('intake:answer_why')} autosize minRows={3} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <Button mt="sm" type="submit" loading={send.isPending} disabled={words.trim() === ''}>{t('intake:send')}</Button>
      </form>}
    </section>
  );
}
