// A video, taken apart by a library and decoded by the browser (WebCodecs), in the worker: no player, so that a
// page's policy need allow no media at all, and not one frame is ever shown or put on a page.
//
// Which frames: vPDQ's, as the native program picks them (src/jium/media/video.h): every n-th from the first on,
// n being the whole part of the frames per second, at least 1. Pixels as stored: a turn is not applied.
import { BlobSource, Input, MATROSKA, MP4, MPEG_TS, QTFF, VideoSampleSink, WEBM, type InputVideoTrack, type VideoSample } from 'mediabunny';
import { OutOfMemory, type Pdq, type PdqModule } from './pdq.ts';
import type { Fingerprint, Unread } from './records.ts';
import { writeFrames, type FrameHash } from './vpdq.ts';

// As the native decoder (VideoLimits).
const mostPixels = 36_000_000;
const mostFramesRead = 1_000_000;
const mostSeconds = 4 * 3600;

export interface VideoFound {
  fingerprints: Fingerprint[];
  unread?: Unread;
  codec?: string;
  approximate?: boolean;
}

export async function hashVideo(file: Blob, module: PdqModule, progress: (done: number) => void): Promise<VideoFound> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] });
  try {
    if (!(await input.canRead())) return { fingerprints: [], unread: 'damaged' };
    const track = await input.getPrimaryVideoTrack();
    if (!track) return { fingerprints: [], unread: 'damaged' };
    const codec = (await track.getCodec()) ?? undefined;
    const named = codec ? { codec } : {};
    if (typeof VideoDecoder !== 'function') return { fingerprints: [], unread: 'no-decoder', ...named };
    if (!(await track.canDecode())) return { fingerprints: [], unread: 'codec', ...named };
    return { ...await hashTrack(track, module, progress), ...named };
  } catch (problem) {
    if (problem instanceof OutOfMemory || problem instanceof RangeError) return { fingerprints: [], unread: 'memory' };
    return { fingerprints: [], unread: 'damaged' };
  } finally {
    input.dispose();
  }
}

// Containers that round times to milliseconds make 29.99 of 30; the rates of television (29.97, 23.976) are
// further away than that.
function wholeRate(rate: number): number {
  const near = Math.round(rate);
  return Math.abs(rate - near) < 0.015 ? near : Math.floor(rate);
}

async function hashTrack(track: InputVideoTrack, module: PdqModule, progress: (done: number) => void): Promise<VideoFound> {
  const { averagePacketRate: rate } = await track.computePacketStats();
  const step = Math.max(1, wholeRate(rate));
  const until = Math.min(await track.computeDuration(), mostSeconds);
  const begin = Math.max(0, await track.getFirstTimestamp());
  const frames: FrameHash[] = [];
  let number = 0;
  let broken = false;
  try {
    for await (const sample of new VideoSampleSink(track).samples()) {
      try {
        if (sample.timestamp - begin > mostSeconds || number >= mostFramesRead) break;
        if (number % step === 0) {
          if (sample.codedWidth * sample.codedHeight > mostPixels) return { fingerprints: [], unread: 'too-large' };
          frames.push({ number, seconds: rate > 0 ? number / rate : 0, pdq: await pdqOf(sample, module) });
          progress(until > begin ? Math.min(1, (sample.timestamp - begin) / (until - begin)) : 0);
        }
        ++number;
      } finally {
        sample.close();
      }
    }
  } catch (problem) {
    // What breaks off later is known by what came before.
    if (problem instanceof OutOfMemory || frames.length === 0) throw problem;
    broken = true;
  }
  if (frames.length === 0) return { fingerprints: [], unread: 'damaged' };
  return {
    fingerprints: [{ algorithm: 'vpdq', value: writeFrames(frames), quality: 100 }],
    ...(broken ? { approximate: true } : {}),
  };
}

const withBrightnessPlane = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);

// PDQ is made of brightness, which most decoders leave as a plane of its own: reading it spares the browser's
// conversion to colours, which differs from the native program's for HD.
async function pdqOf(sample: VideoSample, module: PdqModule): Promise<Pdq> {
  const { width, height } = sample.visibleRect;
  if (sample.format && withBrightnessPlane.has(sample.format)) {
    const bytes = new Uint8Array(sample.allocationSize());
    const [plane] = await sample.copyTo(bytes);
    const end = plane!.offset + plane!.stride * (height - 1) + width;
    return module.pdqOfBrightness(bytes.subarray(plane!.offset, end), width, height, plane!.stride,
      sample.colorSpace.fullRange === true);
  }
  return pdqThroughCanvas(sample, module);
}

function pdqThroughCanvas(sample: VideoSample, module: PdqModule): Pdq {
  const { width, height } = sample.visibleRect;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new OutOfMemory();
  sample.setRotation(0);
  sample.draw(context, 0, 0, width, height);
  const picture = module.picture(width, height);
  try {
    picture.add(context.getImageData(0, 0, width, height).data);
    return picture.pdq();
  } finally {
    picture.free();
  }
}
