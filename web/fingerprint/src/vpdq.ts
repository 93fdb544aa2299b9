// A video's frames as the bytes of one fingerprint (src/jium/fingerprint/vpdq_value.h): 41 bytes a frame, its
// number (4), milliseconds (4), quality (1), PDQ (32); numbers are little-endian.
import { hex } from './hex.ts';
import type { Pdq } from './pdq.ts';

export interface FrameHash {
  number: number;
  seconds: number;
  pdq: Pdq;
}

const record = 41;
export const mostFrames = 100_000;

export function writeFrames(frames: readonly FrameHash[]): string {
  const bytes = new Uint8Array(Math.min(frames.length, mostFrames) * record);
  const view = new DataView(bytes.buffer);
  frames.slice(0, mostFrames).forEach((frame, i) => {
    view.setUint32(i * record, frame.number, true);
    view.setUint32(i * record + 4, Math.round(Math.max(0, frame.seconds) * 1000), true);
    view.setUint8(i * record + 8, frame.pdq.quality);
    bytes.set(frame.pdq.bits, i * record + 9);
  });
  return hex(bytes);
}
