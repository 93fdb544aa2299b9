import { Button, Code, Group, PasswordInput, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { LanguageSwitch, ThemeSwitch } from '../../frame/switches.tsx';
import { Confirm, told } from '../../parts/Confirm.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { makePasskey, passkeysWork } from '../../session/passkey.ts';
import { useSession } from '../../session/session.tsx';
import { useProofs, useSessions } from './queries.ts';

/** ES256 and EdDSA: what the server takes (docs/operating/people.md). */
const algorithms = [-7, -8];

/** One's own: language and theme, proofs, sessions. A change of a proof asks for a step-up first. */
export default function SelfPanel() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  return (
    <Stack gap="xl">
      <section aria-labelledby="liking">
        <Title order={2} id="liking">
          {t('self.liking')}
        </Title>
        <Group mt="xs">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
        <Text size="xs" c="dimmed" mt={4}>
          {t('self.liking_kept')}
        </Text>
      </section>
      {me.person ? (
        <>
          <Proofs />
          <Sessions />
        </>
      ) : (
        <Text size="sm">{t('self.program')}</Text>
      )}
    </Stack>
  );
}

function Proofs() {
  const { t } = useTranslation('settings');
  const proofs = useProofs();
  if (proofs.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (proofs.error)
    return <ProblemNote problem={proofs.error} what={t('failed.load')} again={() => void proofs.refetch()} />;
  return (
    <Stack gap="xl">
      <Passkeys passkeys={proofs.data?.passkeys ?? []} />
      <Passphrase has={proofs.data?.passphrase ?? false} />
      <Codes has={proofs.data?.codes ?? false} />
    </Stack>
  );
}

function Passkeys({
  passkeys,
}: {
  passkeys: readonly { id: string; added_at: string; last_used_at: string | null }[];
}) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const add = useChange(
    async () => {
      const task = await ask(api.POST('/api/v1/me/passkeys/begin', {}));
      const made = await makePasskey(task, { id: me.person ?? '', name: me.person ?? '' }, algorithms);
      return ask(api.POST('/api/v1/me/passkeys', { body: made }));
    },
    { touches: ['proofs'], done: () => told(t('passkey.added')) },
  );
  const remove = useChange(
    (passkey: string, key) =>
      ask(api.POST('/api/v1/me/passkeys/{passkey}/remove', { params: { path: { passkey }, ...once(key) } })),
    { touches: ['proofs'] },
  );
  return (
    <section aria-labelledby="passkeys">
      <Title order={2} id="passkeys">
        {t('passkey.title')}
      </Title>
      <Text size="sm">{t('passkey.about')}</Text>
      {passkeys.length > 0 && (
        <Table aria-labelledby="passkeys">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('passkey.id')}</Table.Th>
              <Table.Th scope="col">{t('passkey.added_at')}</Table.Th>
              <Table.Th scope="col">{t('passkey.used')}</Table.Th>
              <Table.Th scope="col">{t('key.acts')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {passkeys.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>{one.id}</Table.Td>
                <Table.Td>
                  <Time at={one.added_at} />
                </Table.Td>
                <Table.Td>
                  <Time at={one.last_used_at} relative />
                </Table.Td>
                <Table.Td>
                  <Confirm
                    label={t('passkey.remove')}
                    title={t('passkey.remove_of', { id: one.id })}
                    size="compact-xs"
                    act={() => remove.mutateAsync(one.id)}
                  >
                    {t('passkey.remove_why')}
                  </Confirm>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group mt="xs">
        <Button
          size="xs"
          variant="default"
          disabled={!passkeysWork()}
          loading={add.isPending}
          onClick={() => add.mutate(undefined)}
        >
          {t('passkey.add')}
        </Button>
        {!passkeysWork() && <Text size="sm">{t('passkey.no_https')}</Text>}
      </Group>
      {add.error && <ProblemNote problem={add.error} what={t('failed.change')} />}
    </section>
  );
}

function Passphrase({ has }: { has: boolean }) {
  const { t } = useTranslation('settings');
  const [passphrase, setPassphrase] = useState('');
  const change = useChange(
    (chosen: string) => ask(api.POST('/api/v1/me/passphrase', { body: { passphrase: chosen } })),
    {
      touches: ['proofs', 'sessions'],
      done: () => {
        setPassphrase('');
        told(t('passphrase.changed'));
      },
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(passphrase);
  };
  return (
    <form onSubmit={send} aria-labelledby="passphrase">
      <Title order={2} id="passphrase">
        {t('passphrase.title')}
      </Title>
      <Text size="sm">{t(has ? 'passphrase.has' : 'passphrase.has_none')}</Text>
      <Group align="end" mt="xs">
        <PasswordInput
          label={t('passphrase.new')}
          description={t('passphrase.hint')}
          autoComplete="new-password"
          w={360}
          maw="100%"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session:show_passphrase') }}
        />
        <Button type="submit" variant="default" disabled={passphrase.length < 15} loading={change.isPending}>
          {t('passphrase.change')}
        </Button>
      </Group>
      {change.error && (
        <ProblemNote problem={change.error} what={t('failed.change')} kept={t('passphrase.still_old')} />
      )}
    </form>
  );
}

function Codes({ has }: { has: boolean }) {
  const { t } = useTranslation('settings');
  const [code, setCode] = useState('');
  const begin = useChange((_: null) => ask(api.POST('/api/v1/me/codes/begin', {})), { touches: [] });
  const change = useChange(
    (secret: string) =>
      ask(api.POST('/api/v1/me/codes', { body: { code_secret: secret, code: code.replace(/\s/gu, '') } })),
    {
      touches: ['proofs', 'sessions'],
      done: () => {
        begin.reset();
        setCode('');
        told(t('codes.changed'));
      },
    },
  );
  const secret = begin.data?.code_secret;
  return (
    <section aria-labelledby="codes">
      <Title order={2} id="codes">
        {t('codes.title')}
      </Title>
      <Text size="sm">{t(has ? 'codes.has' : 'codes.has_none')}</Text>
      {secret ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(secret);
          }}
        >
          <Stack gap="xs" mt="xs" maw={480}>
            <Text size="sm">{t('codes.type_in')}</Text>
            <Code block>{secret.replace(/(.{4})/gu, '$1 ').trim()}</Code>
            <TextInput
              label={t('codes.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" disabled={code.trim() === ''} loading={change.isPending}>
                {t('codes.change')}
              </Button>
              <Button variant="default" onClick={() => begin.reset()}>
                {t('parts:not_now')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Button size="xs" variant="default" mt="xs" loading={begin.isPending} onClick={() => begin.mutate(null)}>
          {t('codes.begin')}
        </Button>
      )}
      {(begin.error ?? change.error) && (
        <ProblemNote problem={begin.error ?? change.error} what={t('failed.change')} kept={t('codes.still_old')} />
      )}
    </section>
  );
}

function Sessions() {
  const { t } = useTranslation('settings');
  const sessions = useSessions();
  const end = useChange(
    (session: string, key) =>
      ask(api.POST('/api/v1/me/sessions/{session}/end', { params: { path: { session }, ...once(key) } })),
    { touches: ['sessions'] },
  );
  if (sessions.error)
    return <ProblemNote problem={sessions.error} what={t('failed.load')} again={() => void sessions.refetch()} />;
  return (
    <section aria-labelledby="sessions">
      <Title order={2} id="sessions">
        {t('session.title')}
      </Title>
      {sessions.data?.length === 0 && <Text size="sm">{t('session.none')}</Text>}
      <Stack gap="xs" mt="xs">
        {(sessions.data ?? []).map((one) => (
          <Group key={one.id}>
            <Text size="sm">
              {t(`values:role.${one.role}`, { defaultValue: one.role })} · {t('session.since')}{' '}
              <Time at={one.created_at} /> · {t('session.used')} <Time at={one.last_used_at} relative />
              {one.this_one && ` · ${t('session.this_one')}`}
            </Text>
            {!one.this_one && (
              <Button size="compact-xs" variant="default" loading={end.isPending} onClick={() => end.mutate(one.id)}>
                {t('session.end')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {end.error && <ProblemNote problem={end.error} what={t('failed.change')} />}
    </section>
  );
}
