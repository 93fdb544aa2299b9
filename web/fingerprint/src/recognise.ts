// What a file is, by its first bytes and never by its name. The kinds are those of the native program
// (src/jium/media/picture.h, container.h).

export type Recognised =
  | { kind: 'image'; format: string }
  | { kind: 'video'; format: string; container: boolean };

const brandsOfStills = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

function text(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function ofIsoFile(bytes: Uint8Array): Recognised | undefined {
  if (text(bytes, 4, 4) !== 'ftyp') {
    // QuickTime files of old have no brand.
    return ['moov', 'mdat', 'wide', 'free', 'skip'].includes(text(bytes, 4, 4))
      ? { kind: 'video', format: 'video/quicktime', container: true } : undefined;
  }
  const brand = text(bytes, 8, 4);
  if (brand === 'avif' || brand === 'avis') return { kind: 'image', format: 'image/avif' };
  if (brandsOfStills.has(brand)) {
    // The general brand of stills: what they are coded in is named by the others.
    const others = text(bytes, 16, 48);
    return { kind: 'image', format: others.includes('avif') ? 'image/avif' : 'image/heic' };
  }
  return { kind: 'video', format: brand === 'qt  ' ? 'video/quicktime' : 'video/mp4', container: true };
}

export function recognise(bytes: Uint8Array): Recognised | undefined {
  const begins = (...first: number[]) => first.every((byte, i) => bytes[i] === byte);
  if (begins(0xff, 0xd8, 0xff)) return { kind: 'image', format: 'image/jpeg' };
  if (begins(0x89, 0x50, 0x4e, 0x47)) return { kind: 'image', format: 'image/png' };
  if (text(bytes, 0, 4) === 'GIF8') return { kind: 'image', format: 'image/gif' };
  if (text(bytes, 0, 2) === 'BM') return { kind: 'image', format: 'image/bmp' };
  if (begins(0x49, 0x49, 0x2a, 0) || begins(0x4d, 0x4d, 0, 0x2a)) return { kind: 'image', format: 'image/tiff' };
  if (text(bytes, 0, 4) === 'RIFF') {
    const form = text(bytes, 8, 4);
    if (form === 'WEBP') return { kind: 'image', format: 'image/webp' };
    if (form === 'AVI ') return { kind: 'video', format: 'video/x-msvideo', container: false };
    return undefined;
  }
  if (begins(0x1a, 0x45, 0xdf, 0xa3)) {
    const webm = text(bytes, 0, 64).includes('webm');
    return { kind: 'video', format: webm ? 'video/webm' : 'video/x-matroska', container: true };
  }
  if (bytes[0] === 0x47 && bytes[188] === 0x47) return { kind: 'video', format: 'video/mp2t', container: true };
  if (text(bytes, 0, 3) === 'FLV') return { kind: 'video', format: 'video/x-flv', container: false };
  if (begins(0x30, 0x26, 0xb2, 0x75)) return { kind: 'video', format: 'video/x-ms-wmv', container: false };
  return ofIsoFile(bytes);
}
