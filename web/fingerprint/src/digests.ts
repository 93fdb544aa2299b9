// Digests of a file's bytes, as other registries exchange them, taken while it streams by.
import { createMD5, createSHA1, createSHA256 } from 'hash-wasm';
import type { Fingerprint } from './records.ts';

export async function digestsOf(file: Blob, progress: (done: number) => void): Promise<Fingerprint[]> {
  const [sha256, sha1, md5] = await Promise.all([createSHA256(), createSHA1(), createMD5()]);
  const reader = file.stream().getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const one of [sha256, sha1, md5]) one.update(value);
    read += value.length;
    progress(read / file.size);
  }
  return [
    { algorithm: 'sha256', value: sha256.digest('hex') },
    { algorithm: 'sha1', value: sha1.digest('hex') },
    { algorithm: 'md5', value: md5.digest('hex') },
  ];
}
