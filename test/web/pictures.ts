// Benign pictures that are made here, as PNG files: everybody who decodes one has the same pixels.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** 3 or 4 bytes a pixel. */
  bytes: Uint8Array;
  channels: 3 | 4;
}

export function draw(width: number, height: number, channels: 3 | 4, pixel: (x: number, y: number) => readonly number[]): Pixels {
  const bytes = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) bytes.set(pixel(x, y).map((value) => value & 255), (y * width + x) * channels);
  }
  return { width, height, bytes, channels };
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** `extra`: further chunks, such as gAMA, before the pixels. */
export function png({ width, height, bytes, channels }: Pixels, extra: { name: string; data: Uint8Array }[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 4 ? 6 : 2;
  const rows = Buffer.alloc(height * (1 + width * channels));
  for (let y = 0; y < height; ++y) {
    rows.set(bytes.subarray(y * width * channels, (y + 1) * width * channels), y * (1 + width * channels) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header),
    ...extra.map(({ name, data }) => chunk(name, data)), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array()),
  ]);
}

const wave = (x: number, y: number, k: number) => 128 + 90 * Math.sin((x * (k + 2)) / 37 + k) * Math.cos((y * (3 - k)) / 53 + k * k);
let state = 0x2545f491;
const noise = () => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return state >>> 24;
};

/** By name: ordinary ones and those at the edges of what PDQ does. */
export function gallery(): Map<string, Pixels> {
  const scene = (x: number, y: number) => [wave(x, y, 0), wave(x, y, 1), wave(x, y, 2)];
  return new Map([
    ['waves-640x480', draw(640, 480, 3, scene)],
    ['waves-1600x900', draw(1600, 900, 3, scene)],
    ['tall-97x1403', draw(97, 1403, 3, scene)],
    ['wide-1403x61', draw(1403, 61, 3, scene)],
    ['square-64x64', draw(64, 64, 3, scene)],
    ['square-512x512', draw(512, 512, 3, scene)],
    ['over-513x512', draw(513, 512, 3, scene)],
    ['noise-300x211', draw(300, 211, 3, () => [noise(), noise(), noise()])],
    ['flat-90x90', draw(90, 90, 3, () => [120, 60, 200])],
    ['tiny-5x5', draw(5, 5, 3, scene)],
    ['under-4x9', draw(4, 9, 3, scene)],
    ['checks-700x500', draw(700, 500, 3, (x, y) => ((x >> 5) + (y >> 5)) % 2 ? [250, 250, 250] : [5, 5, 5])],
    ['glass-400x300', draw(400, 300, 4, (x, y) => [...scene(x, y), (x * 7 + y * 3) % 256])],
  ]);
}

/** A picture of a screen on which every pixel is the same. */
export function isBlank(file: Buffer): boolean {
  const rows: Buffer[] = [];
  const width = file.readUInt32BE(16);
  const channels = file[25] === 6 ? 4 : 3;
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') rows.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  // Rows are told by their difference to what is beside or above: of one colour nothing is left but the first pixel.
  const bytes = inflateSync(Buffer.concat(rows));
  const stride = 1 + width * channels;
  const undone = Buffer.alloc(bytes.length);
  for (let at = 0; at < bytes.length; ++at) {
    const x = at % stride;
    if (x === 0) continue;
    const filter = bytes[at - x]!;
    const left = x > channels ? undone[at - channels]! : 0;
    const up = at >= stride ? undone[at - stride]! : 0;
    const corner = x > channels && at >= stride ? undone[at - stride - channels]! : 0;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    undone[at] = bytes[at]! + guess;
    if (x > channels && undone[at] !== undone[at - channels]) return false;
    if (at >= stride && undone[at] !== undone[at - stride]) return false;
  }
  return true;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
