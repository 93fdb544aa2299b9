// WebAuthn Level 2, as the browser does it: making a passkey and signing with one. The server's challenges live for
// some minutes; user verification is always required, attestation never wanted.
import type { Schema } from '../api/client.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

type Task = Schema<'PasskeyTask'>;

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && isSecureContext;
}

export async function signWithPasskey(task: Task): Promise<Omit<Schema<'SignInPasskey'>, 'role'>> {
  const given = await navigator.credentials.get({
    publicKey: { challenge: fromBase64url(task.challenge), rpId: task.rp_id, userVerification: 'required', timeout: task.timeout_ms },
  }) as PublicKeyCredential;
  const said = given.response as AuthenticatorAssertionResponse;
  return {
    credential: toBase64url(given.rawId),
    client_data: toBase64url(said.clientDataJSON),
    authenticator_data: toBase64url(said.authenticatorData),
    signature: toBase64url(said.signature),
  };
}

export async function makePasskey(task: Task, person: { id: string; name: string }, algorithms: number[]):
  Promise<{ client_data: string; authenticator_data: string }> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: fromBase64url(task.challenge),
      rp: { id: task.rp_id, name: 'jium' },
      user: { id: new TextEncoder().encode(person.id), name: person.id, displayName: person.name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      timeout: task.timeout_ms,
    },
  }) as PublicKeyCredential;
  const said = made.response as AuthenticatorAttestationResponse;
  return { client_data: toBase64url(said.clientDataJSON), authenticator_data: toBase64url(said.getAuthenticatorData()) };
}
