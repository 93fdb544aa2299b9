// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { houseFetch } from './house_fetch.ts';
import { keyFor } from './change.ts';
import { stepUpType } from './problem.ts';

const request = () => new Request('http://desk.example/api/v1/x', { method: 'POST', body: 'words', headers: { 'Idempotency-Key': 'one' } });
const stepUp = () => new Response(JSON.stringify({ type: stepUpType, detail: 'prove' }), { status: 403 });

describe('what is asked', () => {
  it('carries the header that other origins cannot send', async () => {
    let seen: string | null = null;
    await houseFetch(async (sent) => { seen = sent.headers.get('Jium-Console'); return new Response('{}'); }, async () => true)(request());
    expect(seen).toBe('1');
  });
  it('is asked again, with the same body and key, once the session is there again', async () => {
    const bodies: string[] = [];
    const answer = await houseFetch(async (sent) => {
      bodies.push(`${await sent.text()} ${sent.headers.get('Idempotency-Key')}`);
      return new Response('{}', { status: bodies.length === 1 ? 401 : 200 });
    }, async (gate) => gate === 'session')(request());
    expect(answer.status).toBe(200);
    expect(bodies).toEqual(['words one', 'words one']);
  });
  it('stays refused when the person does not come through the gate', async () => {
    let times = 0;
    const answer = await houseFetch(async () => { ++times; return stepUp(); }, async () => false)(request());
    expect(answer.status).toBe(403);
    expect(times).toBe(1);
    expect(await answer.json()).toHaveProperty('type', stepUpType);
  });
  it('knows a step-up from any other refusal', async () => {
    const gates: string[] = [];
    const other = () => new Response('{"type":"about:blank","detail":"not your role"}', { status: 403 });
    await houseFetch(async () => other(), async (gate) => { gates.push(gate); return false; })(request());
    await houseFetch(async () => stepUp(), async (gate) => { gates.push(gate); return false; })(request());
    expect(gates).toEqual(['step_up']);
  });
});

describe('the key of a change', () => {
  it('is the same one when the same is asked after no answer, and another for anything else', () => {
    expect(keyFor({ key: 'k', what: 'a' }, 'a')).toBe('k');
    expect(keyFor({ key: 'k', what: 'a' }, 'b')).not.toBe('k');
    expect(keyFor(undefined, 'a')).not.toBe(keyFor(undefined, 'a'));
  });
});
