import {
  Button,
  Checkbox,
  CopyButton,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useSession } from '../../session/session.tsx';
import { useKeys } from './queries.ts';
import { type Role, rolesFor } from './role_table.ts';

type Key = Schema<'Key'>;

export default function KeysPanel() {
  const { t } = useTranslation('settings');
  const keys = useKeys();
  const [issued, setIssued] = useState<Schema<'IssuedKey'> | null>(null);
  const revoke = useChange(
    (id: string, key) => ask(api.POST('/api/v1/keys/{key}/revoke', { params: { path: { key: id }, ...once(key) } })),
    { touches: ['keys'] },
  );
  const columns = useMemo(
    () => [
      { id: 'label', head: t('key.label'), value: (one: Key) => one.label, width: 180 },
      {
        id: 'role',
        head: t('key.role'),
        value: (one: Key) => t(`values:role.${one.role}`, { defaultValue: one.role }),
        width: 150,
      },
      {
        id: 'state',
        head: t('key.state'),
        value: (one: Key) => t(one.revoked_at ? 'key.revoked' : 'key.valid'),
        show: (one: Key) => (
          <Marked shape={one.revoked_at ? 'ended' : 'moves'}>{t(one.revoked_at ? 'key.revoked' : 'key.valid')}</Marked>
        ),
        width: 110,
      },
      {
        id: 'used',
        head: t('key.used'),
        value: (one: Key) => one.last_used_at,
        show: (one: Key) => <Time at={one.last_used_at} relative />,
        width: 150,
      },
      {
        id: 'expires',
        head: t('key.expires'),
        value: (one: Key) => one.expires_at,
        show: (one: Key) => <Time at={one.expires_at} />,
        width: 190,
      },
      { id: 'reveal', head: t('key.may_reveal'), value: (one: Key) => t(one.may_reveal ? 'yes' : 'no'), width: 120 },
      {
        id: 'created',
        head: t('key.created'),
        value: (one: Key) => one.created_at,
        show: (one: Key) => <Time at={one.created_at} />,
        width: 190,
        hidden: true,
      },
      {
        id: 'acts',
        head: t('key.acts'),
        value: () => '',
        show: (one: Key) =>
          one.revoked_at ? null : (
            <Confirm
              label={t('key.revoke')}
              title={t('key.revoke_of', { label: one.label })}
              size="compact-xs"
              act={() => revoke.mutateAsync(one.id)}
            >
              {t('key.revoke_why')}
            </Confirm>
          ),
        width: 110,
      },
    ],
    [t, revoke],
  );
  if (keys.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (keys.error) return <ProblemNote problem={keys.error} what={t('failed.load')} again={() => void keys.refetch()} />;
  return (
    <Stack>
      <Issue done={setIssued} />
      <DataTable
        name="keys"
        label={t('tab.keys')}
        rows={keys.data ?? []}
        columns={columns}
        id={(one) => one.id}
        empty={<EmptyState title={t('key.none')} words={t('key.none_hint')} />}
      />
      <Modal
        opened={issued !== null}
        onClose={() => setIssued(null)}
        title={t('key.secret')}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('parts:close') }}
      >
        <Stack gap="xs">
          <Text size="sm">{t('key.once')}</Text>
          {issued?.secret && <code className="address">{issued.secret}</code>}
          <Group justify="flex-end">
            {issued?.secret && (
              <CopyButton value={issued.secret}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {t(copied ? 'parts:copied' : 'parts:copy')}
                  </Button>
                )}
              </CopyButton>
            )}
            <Button onClick={() => setIssued(null)}>{t('key.kept')}</Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

function Issue({ done }: { done: (issued: Schema<'IssuedKey'>) => void }) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const choices = rolesFor(me.organisation.kind);
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>(choices[1] ?? 'auditor');
  const [days, setDays] = useState<number | string>(365);
  const [mayReveal, setMayReveal] = useState(false);
  const issue = useChange(
    (_: null, key) => {
      const expires = days === '' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
      return ask(
        api.POST('/api/v1/keys', {
          params: once(key),
          body: { role, label: label.trim(), expires_at: expires, may_reveal: mayReveal },
        }),
      );
    },
    {
      touches: ['keys'],
      done: (answer) => {
        done(answer);
        setLabel('');
      },
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    issue.mutate(null);
  };
  return (
    <form onSubmit={send} aria-labelledby="issue">
      <Title order={2} id="issue">
        {t('key.issue')}
      </Title>
      <Text size="sm">{t('key.about')}</Text>
      <Group align="end" mt="xs">
        <TextInput label={t('key.label')} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <Select
          label={t('key.role')}
          data={choices.map((one) => ({ value: one, label: t(`values:role.${one}`) }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(value as Role)}
        />
        <NumberInput
          label={t('key.days')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={days}
          onChange={setDays}
          maw={140}
        />
        <Checkbox
          label={t('key.may_reveal_long')}
          checked={mayReveal}
          onChange={(event) => setMayReveal(event.currentTarget.checked)}
          pb={8}
        />
        <Button type="submit" disabled={label.trim() === ''} loading={issue.isPending}>
          {t('key.issue')}
        </Button>
      </Group>
      {issue.error && <ProblemNote problem={issue.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
    </form>
  );
}
