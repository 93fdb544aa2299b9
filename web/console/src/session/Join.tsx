import { Alert, Anchor, Button, Code, Divider, Group, List, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/ProblemNote.tsx';
import { joinBegin, joinByPasskey, joinByPassphrase } from './entry.ts';
import { passkeysWork } from './passkey.ts';
import { Threshold } from './Threshold.tsx';

const linkAtStart = location.hash.startsWith('#join_') ? location.hash.slice(1) : '';
if (linkAtStart) history.replaceState(null, '', location.pathname);

export function Join() {
  const { t } = useTranslation();
  const [link, setLink] = useState(linkAtStart);
  const [begun, setBegun] = useState<Schema<'Joining'> | null>(null);
  const [joined, setJoined] = useState<Schema<'Person'> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function attempt(way: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    await way().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) setProblem(asProblem(error));
    });
    setBusy(false);
  }
  useEffect(() => { if (linkAtStart) void attempt(async () => setBegun(await joinBegin(linkAtStart))); }, []);

  if (joined) return <Joined person={joined} />;
  return (
    <Threshold title={t('session:join')}>
      <Stack>
        {problem && <ProblemNote problem={problem} what={t('session:join_failed')} />}
        {!begun && <form onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => setBegun(await joinBegin(link.trim().replace(/^.*#/, ''))));
        }}>
          <Stack gap="sm">
            <TextInput label={t('session:invitation')} description={t('session:invitation_why')} required value={link} autoComplete="off"
              onChange={(event) => setLink(event.currentTarget.value)} />
            <Button type="submit" loading={busy}>{t('session:go_on')}</Button>
          </Stack>
        </form>}
        {begun && <>
          <Text>{t('session:welcome', { name: begun.name, organisation: begun.organisation })}</Text>
          <List size="sm">{begun.roles.map((role) => <List.Item key={role}>{t(`values:role.${role}`)}</List.Item>)}</List>
          {passkeysWork() && <>
            <Button loading={busy} onClick={() => void attempt(async () => setJoined(await joinByPasskey(link)))}>{t('session:join_passkey')}</Button>
            <Text size="sm" c="dimmed">{t('session:join_passkey_why')}</Text>
            <Divider label={t('session:or')} labelPosition="center" />
          </>}
          <ByPassphrase begun={begun} busy={busy} join={(given) => void attempt(async () => setJoined(await joinByPassphrase({ link, ...given })))} />
        </>}
      </Stack>
    </Threshold>
  );
}

function ByPassphrase({ begun, busy, join }: {
  begun: Schema<'Joining'>; busy: boolean; join: (given: { passphrase: string; code_secret: string; code: string }) => void;
}) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join({ passphrase, code_secret: begun.code_secret, code: code.replace(/\s/g, '') });
    setCode('');
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput label={t('session:new_passphrase')} description={t('session:new_passphrase_why')} required minLength={15}
          autoComplete="new-password" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session:show_passphrase') }} />
        <Text size="sm">{t('session:code_secret')}</Text>
        <Code block>{begun.code_secret.replace(/(.{4})/g, '$1 ').trim()}</Code>
        <Anchor size="sm" href={begun.otpauth}>{t('session:open_app')}</Anchor>
        <TextInput label={t('session:first_code')} required inputMode="numeric" autoComplete="one-time-code" value={code}
          onChange={(event) => setCode(event.currentTarget.value)} />
        <Button type="submit" loading={busy}>{t('session:join_passphrase')}</Button>
      </Stack>
    </form>
  );
}

function Joined({ person }: { person: Schema<'Person'> }) {
  const { t } = useTranslation();
  return (
    <Threshold title={t('session:joined')}>
      <Alert variant="outline" title={t('session:your_id')}>
        <Code fz="lg">{person.id}</Code>
        <Text mt="xs">{t('session:your_id_why')}</Text>
      </Alert>
      <Group mt="md"><Button component="a" href="/console/">{t('session:to_sign_in')}</Button></Group>
    </Threshold>
  );
}
