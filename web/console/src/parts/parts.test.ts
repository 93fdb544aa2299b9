import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../session/base64url.ts';
import { onlyStyles } from '../nonce.ts';
import { dayOf, pauseIsDue } from '../frame/dose.ts';
import { eventsIn } from '../frame/live.ts';
import { Sequence } from '../frame/keys.ts';
import { csvCell, csvOf } from './csv.ts';
import { toggled, viewOf } from './DataTable.tsx';
import { fold } from './fold.ts';
import { fromNow, writtenTime } from './times.ts';

describe('an address', () => {
  it('is folded to its site and four letters', () => {
    expect(fold('https://site.example/video/abcdef-a1b2')).toBe('site.example/…a1b2');
    expect(fold('  http://user:secret@site.example:8080/v?id=99a1b2 ')).toBe('site.example:8080/…a1b2');
    expect(fold('site.example')).toBe('site.example');
    expect(fold('https://site.example/')).toBe('site.example');
  });
  it('that is short keeps nothing of its path', () => {
    expect(fold('https://site.example/abcd')).toBe('site.example/…');
  });
});

describe('a table', () => {
  it('goes out so that no spreadsheet runs a cell', () => {
    expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(csvCell('+82')).toBe("'+82");
    expect(csvCell(-3)).toBe('-3');
    expect(csvOf([['a', 'b,c'], [null, 'd']])).toBe('\ufeffa,"b,c"\r\n,d\r\n');
  });
  it('keeps of a view its order and columns, never what was typed', () => {
    expect(viewOf('mine', [{ id: 'a', desc: true }], { a: true, b: false })).toEqual({ name: 'mine', sorting: [{ id: 'a', desc: true }], hidden: ['b'] });
  });
  it('ticks and unticks without touching the set it was given', () => {
    const before = new Set(['a']);
    expect([...toggled(before, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(before, 'a')]).toEqual([]);
    expect([...before]).toEqual(['a']);
  });
});

describe('a time', () => {
  it('is written with its zone, in both languages', () => {
    expect(writtenTime('2026-11-22T15:30:00Z', 'en', 'Asia/Seoul')).toMatch(/23 Nov 2026.*00:30.*GMT\+9/);
    expect(writtenTime('2026-11-22T15:30:00Z', 'ko', 'Asia/Seoul')).toMatch(/2026년 11월 23일.*00:30.*GMT\+9/);
  });
  it('is told from now by its largest whole unit', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(fromNow('2026-11-22T15:30:00Z', 'en', now)).toBe('in 3 hours');
    expect(fromNow('2026-11-20T11:00:00Z', 'ko', now)).toBe('그저께');
    expect(fromNow('2026-11-22T12:00:20Z', 'en', now)).toBe('this minute');
  });
});

describe('the day', () => {
  it('is that of Korea', () => {
    expect(dayOf(Date.parse('2026-11-22T14:59:59Z'))).toBe('2026-11-22');
    expect(dayOf(Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-23');
  });
  it('offers a pause after each fifty minutes since the last', () => {
    const dose = { day: '', reveals: 0 };
    expect(pauseIsDue({ ...dose, minutes: 49, pausedAt: 0 })).toBe(false);
    expect(pauseIsDue({ ...dose, minutes: 50, pausedAt: 0 })).toBe(true);
    expect(pauseIsDue({ ...dose, minutes: 99, pausedAt: 50 })).toBe(false);
    expect(pauseIsDue({ ...dose, minutes: 100, pausedAt: 50 })).toBe(true);
  });
});

describe('keys', () => {
  it('g and a letter go somewhere, if the letter comes soon', () => {
    const sequence = new Sequence();
    expect(sequence.press('c', 0)).toBeNull();
    expect(sequence.press('g', 1000)).toBeNull();
    expect(sequence.press('c', 2000)).toBe('c');
    expect(sequence.press('c', 2100)).toBeNull();
    sequence.press('g', 3000);
    expect(sequence.press('c', 4501)).toBeNull();
  });
});

describe('the stream of changes', () => {
  it('is counted by whole events, whatever pieces it comes in', () => {
    expect(eventsIn('id: 1\ndata: {}\n\nid: 2\nda')).toEqual({ events: 1, rest: 'id: 2\nda' });
    expect(eventsIn(': still here\n\n')).toEqual({ events: 0, rest: '' });
  });
});

describe('bytes and markup', () => {
  it('base64url goes there and back without padding', () => {
    const bytes = Uint8Array.from([255, 254, 0, 62, 63]);
    expect(toBase64url(bytes)).toBe('__4APj8');
    expect([...fromBase64url('__4APj8')]).toEqual([...bytes]);
  });
  it('no text with markup in it passes', () => {
    expect(onlyStyles(':root{--a:1}')).toBe(':root{--a:1}');
    expect(() => onlyStyles('<img src=x onerror=y>')).toThrow(TypeError);
  });
});
