// The fingerprint room of the native program, compiled to WebAssembly: the same bits of the same pixels.
import { hex } from './hex.ts';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  jium_take(bytes: number): number;
  jium_give_back(place: number): void;
  jium_drop_alpha(rgba: number, pixels: number, rgb: number): number;
  jium_pdq_both(rgb: number, width: number, height: number, out: number): void;
  jium_pdq(rgb: number, width: number, height: number, out: number): void;
  jium_pdq_of_brightness(plane: number, width: number, height: number, stride: number, fullRange: number, out: number): void;
}

export interface Pdq {
  /** 64 hexadecimal digits, most significant first. */
  value: string;
  bits: Uint8Array;
  quality: number;
}

/** More memory was asked for than there is. */
export class OutOfMemory extends Error {}

const resultBytes = 33;

// The module asks the outer world for nothing but these, and never calls them: what the C library would write
// with, and how it would end.
const world = {
  wasi_snapshot_preview1: new Proxy({}, {
    get: () => () => { throw new Error('the fingerprint module was left in a state it cannot be in'); },
  }),
};

/** A picture that is handed over in bands from top to bottom, so that only three bytes a pixel are kept. */
export class Picture3 {
  /** True while nothing can be seen through. */
  opaque = true;
  private rows = 0;

  private readonly module: Exports;
  private readonly rgb: number;
  readonly width: number;
  readonly height: number;

  constructor(module: Exports, rgb: number, width: number, height: number) {
    this.module = module;
    this.rgb = rgb;
    this.width = width;
    this.height = height;
  }

  /** The next rows: width * 4 bytes each. */
  add(rgba: Uint8Array | Uint8ClampedArray): void {
    const pixels = rgba.length / 4;
    if (pixels % this.width !== 0 || this.rows + pixels / this.width > this.height) throw new Error('rows beyond the picture');
    const band = take(this.module, rgba.length);
    new Uint8Array(this.module.memory.buffer).set(rgba, band);
    const least = this.module.jium_drop_alpha(band, pixels, this.rgb + this.rows * this.width * 3);
    this.module.jium_give_back(band);
    this.rows += pixels / this.width;
    if (least < 255) this.opaque = false;
  }

  /** As if nothing had been added. */
  restart(): void {
    this.rows = 0;
    this.opaque = true;
  }

  /** Both dialects: every pixel, and the one that steps to 512 pixels first. */
  both(): { pdq: Pdq; pdq512: Pdq } {
    if (this.rows !== this.height) throw new Error('rows are missing');
    const [pdq, pdq512] = results(this.module, 2, (out) =>
      this.module.jium_pdq_both(this.rgb, this.width, this.height, out));
    return { pdq: pdq!, pdq512: pdq512! };
  }

  pdq(): Pdq {
    if (this.rows !== this.height) throw new Error('rows are missing');
    return results(this.module, 1, (out) => this.module.jium_pdq(this.rgb, this.width, this.height, out))[0]!;
  }

  free(): void {
    this.module.jium_give_back(this.rgb);
  }
}

function take(module: Exports, bytes: number): number {
  const place = module.jium_take(bytes);
  if (place === 0) throw new OutOfMemory();
  return place;
}

function results(module: Exports, count: number, make: (out: number) => void): Pdq[] {
  const out = take(module, count * resultBytes);
  make(out);
  const made = Array.from({ length: count }, (_, i) => {
    const all = new Uint8Array(module.memory.buffer, out + i * resultBytes, resultBytes).slice();
    const bits = all.subarray(0, 32);
    return { value: hex(bits), bits, quality: all[32]! };
  });
  module.jium_give_back(out);
  return made;
}

export class PdqModule {
  private readonly module: Exports;

  private constructor(module: Exports) {
    this.module = module;
  }

  /** From the bytes of pdq.wasm, or from the answer to a request for it. */
  static async load(from: BufferSource | Response | PromiseLike<Response>): Promise<PdqModule> {
    const bytes = 'byteLength' in from ? from : await (await from).arrayBuffer();
    const { instance } = await WebAssembly.instantiate(bytes as BufferSource, world);
    const module = instance.exports as unknown as Exports;
    module._initialize();
    return new PdqModule(module);
  }

  picture(width: number, height: number): Picture3 {
    return new Picture3(this.module, take(this.module, width * height * 3), width, height);
  }

  /** Of the brightness plane of a video's frame, rows of `stride` bytes. */
  pdqOfBrightness(plane: Uint8Array, width: number, height: number, stride: number, fullRange: boolean): Pdq {
    const place = take(this.module, plane.length);
    new Uint8Array(this.module.memory.buffer).set(plane, place);
    const made = results(this.module, 1, (out) =>
      this.module.jium_pdq_of_brightness(place, width, height, stride, fullRange ? 1 : 0, out));
    this.module.jium_give_back(place);
    return made[0]!;
  }
}
