// A centre for stories of the console: the real program, a place on this machine that shows a picture until it is
// told to remove it, and a mailbox that takes every letter.
import { createServer, type Socket } from 'node:net';
import { createServer as createSite } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { openHouse, type House } from './jium.ts';
import { draw, png } from './pictures.ts';

export const scene = draw(640, 480, 3, (x, y) => [128 + 90 * Math.sin(x / 19) * Math.cos(y / 31), 128 + 80 * Math.cos((x + y) / 27), (x * 3 + y * 5) % 256]);

export interface Office {
  house: House;
  /** As a person types it: passkeys are bound to localhost. */
  desk: string;
  /** Of the officer, used once. */
  invitation: string;
  organisation: string;
  site: { address: string; removed: boolean; close(): void };
  letters: string[];
  /** As the centre's administrator, by key, for what the story does not show. */
  head(method: string, path: string, body?: unknown): Promise<unknown>;
  officer(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

type Caller = (method: string, path: string, body?: unknown) => Promise<unknown>;
function caller(url: string, secret: string): Caller {
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method, headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
}

/** Takes every letter and keeps it (RFC 5321, as little of it as curl speaks). */
async function mailbox(): Promise<{ port: number; letters: string[]; close(): void }> {
  const letters: string[] = [];
  const server = createServer((socket: Socket) => {
    let inLetter = false;
    let held = '';
    socket.on('error', () => undefined);
    socket.write('220 sink\r\n');
    socket.setEncoding('utf8').on('data', (piece: string) => {
      held += piece;
      for (;;) {
        if (inLetter) {
          const end = held.indexOf('\r\n.\r\n');
          if (end < 0) return;
          letters.push(held.slice(0, end));
          held = held.slice(end + 5);
          inLetter = false;
          socket.write('250 kept\r\n');
          continue;
        }
        const end = held.indexOf('\r\n');
        if (end < 0) return;
        const line = held.slice(0, end).toUpperCase();
        held = held.slice(end + 2);
        inLetter = line === 'DATA';
        socket.write(inLetter ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, letters, close: () => server.close() };
}

async function place(): Promise<Office['site']> {
  const picture = png(scene);
  const site = { address: '', removed: false, close: () => { server.closeAllConnections(); server.close(); } };
  const server = createSite((_, response) => site.removed
    ? response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found')
    : response.writeHead(200, { 'Content-Type': 'image/png' }).end(picture));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  site.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}

// Passkeys are bound to the port too, so that it must be known before the server starts.
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

export async function openOffice(): Promise<Office> {
  const [mail, site, port] = await Promise.all([mailbox(), place(), freePort()]);
  const house = await openHouse({
    listen: `127.0.0.1:${port}`,
    config: `[mail]\nhost = "127.0.0.1"\nport = ${mail.port}\nsecurity = "none"\n\n[watch]\nagreeing_checks = 3\nspacing = "1s"\n\n`
      + '[fetch]\nallow_loopback = true\nhost_pause = "5ms"\n\n[work]\npoll = "100ms"\n\n[contacts]\nrdap = ""\nwhois = ""\n',
  });
  const link = house.signIn.replace(/^.*#/, '');
  const entered = await (await fetch(`${house.url}/api/v1/sign-in`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ link }) })).json() as { session: string };
  const system = caller(house.url, entered.session);
  const centre = await system('POST', '/organisations', { kind: 'centre', name: 'Model Centre', mail: 'help@centre.example' }) as { id: string };
  const keyOf = async (role: string) => (await system('POST', `/organisations/${centre.id}/keys`, { role, label: role }) as { secret: string }).secret;
  const head = caller(house.url, await keyOf('centre_administrator'));
  const officer = caller(house.url, await keyOf('deletion_officer'));
  await head('POST', '/letter-settings', { signatory: 'Seo Ji-won', undo_seconds: 2 });
  const invited = await head('POST', '/people', { name: 'Ha-eun Lee', roles: ['deletion_officer'] }) as { link: string };
  return {
    house, site, head, officer, letters: mail.letters, organisation: centre.id,
    desk: house.url.replace('127.0.0.1', 'localhost'),
    invitation: invited.link.replace(/^.*#/, ''),
    close: async () => { await house.stop(); site.close(); mail.close(); },
  };
}

/** A security key in software, as the browser's own tools give it. */
export async function plugIn(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}
