// The real program, with a data folder of its own that is gone afterwards.
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..', '..');
/** What `./dev web` made. */
export const built = join(root, 'build', 'web');
export const jium = process.env.JIUM_BINARY ?? join(root, 'build', 'dev', 'jium');

export interface House {
  /** http://127.0.0.1:PORT */
  url: string;
  /** Of the intake's own listener, when it was asked for. */
  intake: string | undefined;
  /** The first administrator's way in. */
  signIn: string;
  folder: string;
  log(): string;
  /** Runs `jium WORDS --json` against this house, as its first administrator once a centre was added. */
  ask(...words: string[]): Promise<unknown>;
  /** The first administrator signs in by the link (which then is used up) and adds a centre; its id. */
  addCentre(name?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface HouseOrder {
  /** Further lines of the configuration file. */
  config?: string;
  intake?: boolean;
  /** Where it listens, when that must be known before: passkeys are bound to it. */
  listen?: string;
  flags?: string[];
  environment?: Record<string, string>;
}

async function firstLine(child: ChildProcess, log: () => string): Promise<string> {
  let said = '';
  for await (const piece of child.stdout!) {
    said += piece;
    const end = said.indexOf('\n');
    if (end >= 0) {
      child.stdout!.resume();
      return said.slice(0, end);
    }
  }
  throw new Error(`the server did not start: ${log()}`);
}

export async function openHouse(order: HouseOrder = {}): Promise<House> {
  assert(existsSync(jium), `there is no program at ${jium}: build it first`);
  const folder = mkdtempSync(join(tmpdir(), 'jium-web-'));
  const logFile = join(folder, 'log');
  const config = join(folder, 'jium.toml');
  writeFileSync(config, order.config ?? '');
  const flags = [...(order.intake ? ['--intake', '127.0.0.1:0'] : []), ...(order.flags ?? [])];
  const environment = { ...clean(process.env), ...order.environment };
  const child = spawn(jium, ['serve', '--json', '--data', join(folder, 'data'), '--listen', order.listen ?? '127.0.0.1:0',
    '--config', config, '--web', built, ...flags], { stdio: ['ignore', 'pipe', openSync(logFile, 'w')], env: environment });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const log = () => readFileSync(logFile, 'utf8');
  const said = JSON.parse(await firstLine(child, log)) as { server: string; sign_in?: string; intake?: string };
  const administrator = join(folder, 'administrator');
  const ask = async (...words: string[]): Promise<unknown> => {
    const key = existsSync(administrator) ? { JIUM_KEY_FILE: administrator } : {};
    const { stdout } = await promisify(execFile)(jium, [...words, '--json'],
      { env: { ...environment, JIUM_SERVER: said.server, ...key }, maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout);
  };
  return {
    url: said.server,
    intake: said.intake,
    signIn: said.sign_in ?? '',
    folder,
    log,
    ask,
    addCentre: async (name = 'Centre') => {
      await ask('sign-in', said.sign_in!, '--save', administrator);
      const made = await ask('organisation', 'add', '--kind', 'centre', '--name', name, '--mail', 'removal@centre.example');
      return (made as { id: string }).id;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// What this machine says to some other house stays out.
function clean(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== undefined && !name.startsWith('JIUM_')) as [string, string][]);
}
