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
  /** Runs `jium WORDS --json` against this house with its environment and gives what it says. */
  ask(...words: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

export interface HouseOrder {
  /** Further lines of the configuration file. */
  config?: string;
  intake?: boolean;
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
  const child = spawn(jium, ['serve', '--json', '--data', join(folder, 'data'), '--listen', '127.0.0.1:0',
    '--config', config, '--web', built, ...flags], { stdio: ['ignore', 'pipe', openSync(logFile, 'w')], env: environment });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const log = () => readFileSync(logFile, 'utf8');
  const said = JSON.parse(await firstLine(child, log)) as { server: string; sign_in?: string; intake?: string };
  return {
    url: said.server,
    intake: said.intake,
    signIn: said.sign_in ?? '',
    folder,
    log,
    ask: async (...words) => {
      const { stdout } = await promisify(execFile)(jium, [...words, '--json'],
        { env: { ...environment, JIUM_SERVER: said.server }, maxBuffer: 64 * 1024 * 1024 });
      return JSON.parse(stdout);
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
