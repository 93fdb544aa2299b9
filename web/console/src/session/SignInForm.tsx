import { Button, Divider, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/ProblemNote.tsx';
import { byPasskey, byPassphrase } from './entry.ts';
import { passkeysWork } from './passkey.ts';

type Role = NonNullable<Schema<'SignInPassphrase'>['role']>;
const roles: Role[] = ['deletion_officer', 'counsellor', 'centre_administrator', 'police_liaison', 'committee_reviewer',
  'platform_engineer', 'monitor', 'auditor', 'system_administrator'];

export function SignInForm({ done, person: known }: { done: () => Promise<void> | void; person?: string | null }) {
  const { t } = useTranslation();
  const [person, setPerson] = useState(known ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function enter(way: () => Promise<unknown>) {
    setBusy(true);
    setProblem(null);
    try {
      await way();
      setPassphrase('');
      await done();
    } catch (error) {
      // Closing the browser's own window is no problem that needs words.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) setProblem(asProblem(error));
    } finally {
      setCode('');
      setBusy(false);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(() => byPassphrase({ person: person.trim(), passphrase, code: code.replace(/\s/g, ''), role }));
  };

  return (
    <Stack gap="md">
      {problem && <ProblemNote problem={problem} what={t('session:sign_in_failed')} />}
      {passkeysWork() && <>
        <Button onClick={() => void enter(() => byPasskey(role))} loading={busy} size="md">{t('session:with_passkey')}</Button>
        <Divider label={t('session:or')} labelPosition="center" />
      </>}
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t('session:person')} description={t('session:person_why')} value={person} required
            onChange={(event) => setPerson(event.currentTarget.value)} autoComplete="username" spellCheck={false} readOnly={Boolean(known)} />
          <PasswordInput label={t('session:passphrase')} value={passphrase} required autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('session:show_passphrase') }}
            onChange={(event) => setPassphrase(event.currentTarget.value)} />
          <TextInput label={t('session:code')} description={t('session:code_why')} value={code} required inputMode="numeric"
            autoComplete="one-time-code" onChange={(event) => setCode(event.currentTarget.value)} />
          <Select label={t('session:role')} description={t('session:role_why')} value={role} clearable
            data={roles.map((one) => ({ value: one, label: t(`values:role.${one}`) }))}
            onChange={(value) => setRole(value as Role | null)} />
          <Button type="submit" loading={busy} variant={passkeysWork() ? 'default' : 'filled'}>{t('session:enter')}</Button>
        </Stack>
      </form>
    </Stack>
  );
}
