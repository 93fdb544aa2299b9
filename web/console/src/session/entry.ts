// The ways in. No gate stands before these: they are how one comes through the gates. The session's secret comes
// as a cookie that no script can read.
import createClient from 'openapi-fetch';
import { ask, type Schema } from '../api/client.ts';
import type { paths } from '../api/generated/schema.ts';
import { makePasskey, signWithPasskey } from './passkey.ts';

const door = createClient<paths>({
  baseUrl: location.origin,
  headers: { 'Jium-Session': 'cookie', 'Jium-Console': '1' },
  fetch: (request: Request) => fetch(request, { credentials: 'same-origin', cache: 'no-store' }),
});

type Role = NonNullable<Schema<'SignInPassphrase'>['role']>;
export type Me = Schema<'Me'>;

export const whoAmI = (): Promise<Me> => ask(door.GET('/api/v1/me'));

export const byLink = (link: string) => ask(door.POST('/api/v1/sign-in', { body: { link } }));

export const byPassphrase = (given: { person: string; passphrase: string; code: string; role: Role | null }) =>
  ask(door.POST('/api/v1/sign-in/passphrase', { body: given }));

export async function byPasskey(role: Role | null) {
  const task = await ask(door.POST('/api/v1/sign-in/passkey/begin', {}));
  return ask(door.POST('/api/v1/sign-in/passkey', { body: { ...await signWithPasskey(task), role } }));
}

export const joinBegin = (link: string) => ask(door.POST('/api/v1/join/begin', { body: { link } }));

export const joinByPassphrase = (given: Schema<'JoinPassphrase'>) => ask(door.POST('/api/v1/join/passphrase', { body: given }));

export async function joinByPasskey(link: string) {
  const begun = await ask(door.POST('/api/v1/join/passkey/begin', { body: { link } }));
  const made = await makePasskey(begun.task, { id: begun.person, name: begun.name }, begun.algorithms);
  return ask(door.POST('/api/v1/join/passkey', { body: { link, ...made } }));
}

export const stepUpByCode = (code: string) => ask(door.POST('/api/v1/step-up', { body: { code } }));

export async function stepUpByPasskey() {
  const task = await ask(door.POST('/api/v1/step-up/passkey/begin', {}));
  return ask(door.POST('/api/v1/step-up/passkey', { body: await signWithPasskey(task) }));
}

export const leave = () => ask(door.POST('/api/v1/sign-out', {}));
