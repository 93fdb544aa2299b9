import { Button, Checkbox, CopyButton, Drawer, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked, type Shape } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useSession } from '../../session/session.tsx';
import { usePeople } from './queries.ts';
import { type Role, rolesFor } from './role_table.ts';

type Person = Schema<'Person'>;
type Invited = Schema<'InvitedPerson'>;
const shapes: Record<Person['state'], Shape> = {
  invited: 'waits',
  active: 'moves',
  suspended: 'stands',
  left: 'ended',
};

export default function PeoplePanel() {
  const { t } = useTranslation('settings');
  const people = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const columns = useMemo(
    () => [
      { id: 'name', head: t('person.name'), value: (one: Person) => one.name, width: 180 },
      {
        id: 'roles',
        head: t('person.roles'),
        value: (one: Person) => one.roles.map((role) => t(`values:role.${role}`)).join(', '),
        width: 260,
      },
      {
        id: 'state',
        head: t('person.state'),
        value: (one: Person) => t(`person_state.${one.state}`),
        show: (one: Person) => <Marked shape={shapes[one.state]}>{t(`person_state.${one.state}`)}</Marked>,
        width: 120,
      },
      {
        id: 'joined',
        head: t('person.joined'),
        value: (one: Person) => one.joined_at,
        show: (one: Person) => <Time at={one.joined_at} />,
        width: 200,
      },
      { id: 'id', head: t('person.id'), value: (one: Person) => one.id, width: 170, hidden: true },
    ],
    [t],
  );
  if (people.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (people.error)
    return <ProblemNote problem={people.error} what={t('failed.load')} again={() => void people.refetch()} />;
  const person = people.data?.find((one) => one.id === chosen);
  return (
    <Stack>
      <Invite done={setInvited} />
      <DataTable
        name="people"
        label={t('tab.people')}
        rows={people.data ?? []}
        columns={columns}
        id={(one) => one.id}
        open={(one) => setChosen(one.id)}
        empty={<EmptyState title={t('person.none')} words={t('person.none_hint')} />}
      />
      <Drawer
        opened={person !== undefined}
        onClose={() => setChosen(null)}
        position="right"
        size="lg"
        title={person?.name ?? ''}
        closeButtonProps={{ 'aria-label': t('parts:close') }}
      >
        {person && <PersonView key={person.id} person={person} invited={setInvited} />}
      </Drawer>
      <Link invited={invited} close={() => setInvited(null)} />
    </Stack>
  );
}

function Invite({ done }: { done: (invited: Invited) => void }) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const invite = useChange(
    (_: null, key) => ask(api.POST('/api/v1/people', { params: once(key), body: { name: name.trim(), roles } })),
    {
      touches: ['people'],
      done: (answer) => {
        done(answer);
        setName('');
        setRoles([]);
      },
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(null);
  };
  return (
    <form onSubmit={send} aria-labelledby="invite">
      <Title order={2} id="invite">
        {t('invite.title')}
      </Title>
      <Text size="sm">{t('invite.about')}</Text>
      <Group align="end" mt="xs">
        <TextInput label={t('person.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Checkbox.Group label={t('person.roles')} value={roles} onChange={(values) => setRoles(values as Role[])}>
          <Group mt={6}>
            {rolesFor(me.organisation.kind).map((role) => (
              <Checkbox key={role} value={role} label={t(`values:role.${role}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Button type="submit" disabled={name.trim() === '' || roles.length === 0} loading={invite.isPending}>
          {t('invite.do')}
        </Button>
      </Group>
      {invite.error && <ProblemNote problem={invite.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
    </form>
  );
}

/** The one-time link: shown once, to be handed over in person. */
function Link({ invited, close }: { invited: Invited | null; close: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <Modal
      opened={invited !== null}
      onClose={close}
      title={t('invite.link')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('parts:close') }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('invite.hand_over', { name: invited?.person.name ?? '' })}</Text>
        {invited?.link ? (
          <code className="address">{invited.link}</code>
        ) : (
          <Text size="sm">{t('invite.shown_before')}</Text>
        )}
        {invited?.expires_at && (
          <Text size="sm">
            {t('invite.until')} <Time at={invited.expires_at} />
          </Text>
        )}
        <Group justify="flex-end">
          {invited?.link && (
            <CopyButton value={invited.link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'parts:copied' : 'parts:copy')}
                </Button>
              )}
            </CopyButton>
          )}
          <Button onClick={close}>{t('invite.handed_over')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function PersonView({ person, invited }: { person: Person; invited: (invited: Invited) => void }) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const state = useChange(
    (to: 'active' | 'suspended' | 'left', key) =>
      ask(
        api.POST('/api/v1/people/{person}/state', {
          params: { path: { person: person.id }, ...once(key) },
          body: { state: to },
        }),
      ),
    { touches: ['people'] },
  );
  const role = useChange(
    async (change: { role: Role; grant: boolean }, key) => {
      const params = { path: { person: person.id }, ...once(key) };
      if (change.grant) await ask(api.POST('/api/v1/people/{person}/roles', { params, body: { role: change.role } }));
      else await ask(api.POST('/api/v1/people/{person}/roles/withdraw', { params, body: { role: change.role } }));
    },
    { touches: ['people'] },
  );
  const again = useChange(
    (_: null, key) =>
      ask(api.POST('/api/v1/people/{person}/invite', { params: { path: { person: person.id }, ...once(key) } })),
    { touches: ['people'], done: invited },
  );
  const problem = state.error ?? role.error ?? again.error;
  return (
    <Stack>
      <Text size="sm">
        {person.id} · {t(`person_state.${person.state}`)} · {t('person.invited')} <Time at={person.invited_at} />
      </Text>
      <section aria-labelledby="roles">
        <Title order={3} id="roles">
          {t('person.roles')}
        </Title>
        <Text size="xs" c="dimmed">
          {t('person.roles_about')}
        </Text>
        <Stack gap="xs" mt="xs">
          {rolesFor(me.organisation.kind).map((one) => (
            <Checkbox
              key={one}
              label={t(`values:role.${one}`)}
              checked={person.roles.includes(one)}
              disabled={role.isPending || person.state === 'left'}
              onChange={(event) => role.mutate({ role: one, grant: event.currentTarget.checked })}
            />
          ))}
        </Stack>
      </section>
      {person.state !== 'left' && (
        <Group>
          {person.state === 'suspended' ? (
            <Button size="xs" loading={state.isPending} onClick={() => state.mutate('active')}>
              {t('person.resume')}
            </Button>
          ) : (
            <Confirm
              label={t('person.suspend')}
              title={t('person.suspend_of', { name: person.name })}
              size="xs"
              act={() => state.mutateAsync('suspended')}
            >
              {t('person.suspend_why')}
            </Confirm>
          )}
          <Confirm
            label={t('person.invite_again')}
            title={t('person.invite_again_of', { name: person.name })}
            size="xs"
            act={() => again.mutateAsync(null)}
          >
            {t('person.invite_again_why')}
          </Confirm>
          <Confirm
            label={t('person.leave')}
            title={t('person.leave_of', { name: person.name })}
            size="xs"
            act={() => state.mutateAsync('left')}
          >
            {t('person.leave_why')}
          </Confirm>
        </Group>
      )}
      {problem && <ProblemNote problem={problem} what={t('failed.change')} />}
    </Stack>
  );
}
