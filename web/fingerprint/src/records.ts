// What is said of a file: its fingerprints, in the shape that POST /api/v1/cases/{case}/footage takes, and what
// could not be read. Nothing of the picture or the video itself is in here.

export type Algorithm = 'sha256' | 'sha1' | 'md5' | 'pdq' | 'pdq-512' | 'vpdq';

/** One of `fingerprints` of `RegisterFootage` in docs/openapi.json. */
export interface Fingerprint {
  algorithm: Algorithm;
  /** Lower-case hexadecimal. */
  value: string;
  /** 0 to 100; absent for digests. Below 50 a picture has too little structure to be recognised. */
  quality?: number;
}

export type Kind = 'image' | 'video';

/**
 * Why there are only digests, which know the very same file again but no copy that was changed in the least:
 *
 * - `kind-unknown`    neither a picture nor a video that we know
 * - `format`          a kind of picture that this browser does not read (HEIC, TIFF, mostly)
 * - `container`       a kind of video file that is not taken apart here (AVI, FLV, WMV)
 * - `codec`           the video is coded in a way that this browser does not read (HEVC, mostly)
 * - `no-decoder`      this browser gives pages no way to read videos (WebCodecs) or pictures
 * - `damaged`         the file breaks off or cannot be read
 * - `too-large`       more pixels than are looked at (64 million, 36 million in a video)
 * - `memory`          this device has not enough memory for it
 */
export type Unread =
  | 'kind-unknown' | 'format' | 'container' | 'codec' | 'no-decoder' | 'damaged' | 'too-large' | 'memory';

export interface FilePrints {
  /** Absent when the file is of no kind that is known. */
  kind?: Kind;
  /** Digests always; perceptual ones unless `unread` says why not. */
  fingerprints: Fingerprint[];
  unread?: Unread;
  /** "image/heic", "video/mp4; hevc", ...: for the sentence that explains `unread`. */
  format?: string;
  /**
   * True when the values are near those of the native program and not the same: colours that shine through in a
   * browser that blends them, videos of which only a part could be read.
   */
  approximate?: boolean;
  /** Bytes of the file. */
  size: number;
}

export type Step = 'digests' | 'picture' | 'video';

export interface Progress {
  step: Step;
  /** 0 to 1 of the whole file, digests and frames together. Never falls. */
  done: number;
}

// Between the door (index.ts) and the worker.
export interface Task { id: number; file: Blob; wasm: string }
export type Report =
  | { id: number; progress: Progress }
  | { id: number; prints: FilePrints }
  | { id: number; failed: string };
