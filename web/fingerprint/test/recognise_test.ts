import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise } from '../src/recognise.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));

test('a file is what its first bytes say', () => {
  const kinds: [Uint8Array, string][] = [
    [bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    [bytes([0x89], 'PNG\r\n'), 'image/png'],
    [bytes('GIF89a'), 'image/gif'],
    [bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
    [bytes('II*', [0]), 'image/tiff'],
    [bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic'), 'image/heic'],
    [bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1avif'), 'image/avif'],
    [bytes([0, 0, 0, 24], 'ftypavif'), 'image/avif'],
    [bytes([0, 0, 0, 24], 'ftypisom'), 'video/mp4'],
    [bytes([0, 0, 0, 24], 'ftypqt  '), 'video/quicktime'],
    [bytes([0x1a, 0x45, 0xdf, 0xa3, 0x93], '....webm'), 'video/webm'],
    [bytes([0x1a, 0x45, 0xdf, 0xa3, 0x93], '....matroska'), 'video/x-matroska'],
    [bytes('RIFF', [1, 2, 3, 4], 'AVI LIST'), 'video/x-msvideo'],
  ];
  for (const [begin, format] of kinds) assert.equal(recognise(begin)?.format, format);
});

test('text, sound, an empty file and one that is cut short after a letter are none', () => {
  for (const begin of [bytes('Dear diary'), bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), bytes('ID3'), bytes(), bytes('B')]) {
    assert.equal(recognise(begin), undefined);
  }
});
