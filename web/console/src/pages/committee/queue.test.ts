import { describe, expect, it } from 'vitest';
import {
  type Counted,
  type Desk,
  about,
  emptyDesk,
  meaningOf,
  stepped,
  told,
  waitedHours,
  withQueue,
} from './queue.ts';

const queue = (...ids: string[]) => ids.map((id) => ({ request: id.replace('!', ''), voted: id.endsWith('!') }));
const walk = (desk: Desk, ...keys: string[]) =>
  keys.reduce((now, key) => {
    const meaning = meaningOf({ key, ctrlKey: false, metaKey: false, altKey: false });
    return meaning && 'do' in meaning ? stepped(now, meaning) : now;
  }, desk);

describe('the cursor', () => {
  it('begins at the oldest, moves by j and k, and stops at the ends', () => {
    const desk = withQueue(emptyDesk, queue('a', 'b', 'c'));
    expect(desk.cursor).toBe('a');
    expect(walk(desk, 'j').cursor).toBe('b');
    expect(walk(desk, 'j', 'j', 'j', 'j').cursor).toBe('c');
    expect(walk(desk, 'j', 'k', 'k').cursor).toBe('a');
    expect(walk(desk, 'End', 'Home', 'ArrowDown').cursor).toBe('b');
    expect(walk(emptyDesk, 'j', 'x').cursor).toBeNull();
  });

  it('stays on its request when others come or go, and goes to the next when its own goes', () => {
    const desk = walk(withQueue(emptyDesk, queue('a', 'b', 'c', 'd')), 'j', 'j');
    expect(desk.cursor).toBe('c');
    expect(withQueue(desk, queue('new', 'a', 'c', 'd')).cursor).toBe('c');
    expect(withQueue(desk, queue('a', 'b', 'd')).cursor).toBe('d');
    expect(withQueue(desk, queue('a', 'b')).cursor).toBe('b');
    expect(withQueue(desk, []).cursor).toBeNull();
  });
});

describe('the choice', () => {
  it('is toggled, taken whole and dropped, and never has what was voted on', () => {
    const desk = withQueue(emptyDesk, queue('a', 'b!', 'c'));
    expect([...walk(desk, 'x').chosen]).toEqual(['a']);
    expect([...walk(desk, 'x', 'x').chosen]).toEqual([]);
    expect([...walk(desk, 'j', ' ').chosen]).toEqual([]);
    expect([...stepped(desk, { do: 'choose_all' }).chosen]).toEqual(['a', 'c']);
    expect([...walk(stepped(desk, { do: 'choose_all' }), 'Escape').chosen]).toEqual([]);
    expect([...stepped(desk, { do: 'pick', request: 'gone' }).chosen]).toEqual([]);
  });

  it('loses what leaves the queue and what was voted on meanwhile', () => {
    const desk = stepped(withQueue(emptyDesk, queue('a', 'b', 'c')), { do: 'choose_all' });
    expect([...withQueue(desk, queue('b!', 'c')).chosen]).toEqual(['c']);
  });

  it("is what a verdict is about, in the queue's order; without one it is the cursor", () => {
    const desk = withQueue(emptyDesk, queue('a', 'b', 'c!'));
    expect(about(desk)).toEqual(['a']);
    expect(about(walk(desk, 'j', 'x', 'k', 'x'))).toEqual(['a', 'b']);
    expect(about(walk(desk, 'End'))).toEqual([]);
  });
});

describe('keys', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false };
  it('give the four verdicts by number', () => {
    const given = ['1', '2', '3', '4'].map((key) => meaningOf({ key, ...plain }));
    expect(given).toEqual(
      ['deletion', 'account_termination', 'access_blocking', 'none'].map((verdict) => ({ verdict })),
    );
    expect(meaningOf({ key: '5', ...plain })).toBeNull();
  });

  it("leave the browser's own alone", () => {
    expect(meaningOf({ key: 'j', ...plain, ctrlKey: true })).toBeNull();
    expect(meaningOf({ key: '1', ...plain, altKey: true })).toBeNull();
    expect(meaningOf({ key: 'k', ...plain, metaKey: true })).toBeNull();
    expect(meaningOf({ key: 'a', ...plain, ctrlKey: true })).toEqual({ do: 'choose_all' });
    expect(meaningOf({ key: 'a', ...plain })).toBeNull();
  });
});

describe('what a batch came to', () => {
  const vote = (request: string, counted: boolean, state: Counted['state'] = 'filed'): Counted => ({
    request,
    counted,
    refusal: counted ? '' : 'you have voted',
    state,
    votes: 1,
    needed: 2,
  });
  it('counts, says what was decided by it, and names what was refused', () => {
    const result = told([vote('a', true), vote('b', true, 'granted'), vote('c', false), vote('d', true, 'denied')]);
    expect([result.counted, result.decided]).toEqual([3, 2]);
    expect(result.refused.map((one) => one.request)).toEqual(['c']);
  });
});

it('waiting is told in whole hours, and never less than none', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(waitedHours('2026-11-22T09:30:00Z', now)).toBe(2);
  expect(waitedHours('2026-11-22T13:00:00Z', now)).toBe(0);
  expect(waitedHours(null, now)).toBeNull();
});
