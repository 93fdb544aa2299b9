// A picture, decoded by the browser and hashed by us at its full size: a canvas that made it smaller would use a
// filter of its own, and the bits would differ.
import { OutOfMemory, type Canvas3, type PdqModule } from './pdq.ts';
import type { Fingerprint, Unread } from './records.ts';

const mostPixels = 64_000_000;  // as the native decoder (PictureLimits)
const mostSide = 32_768;
const bandBytes = 4 * 1024 * 1024;

export interface PictureFound {
  fingerprints: Fingerprint[];
  unread?: Unread;
  approximate?: boolean;
}

// Kinds that browsers differ about: when they fail there, the file is most likely sound.
const rare = new Set(['image/heic', 'image/tiff', 'image/avif', 'image/bmp']);

export async function hashPicture(file: Blob, format: string, module: PdqModule): Promise<PictureFound> {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') {
    return { fingerprints: [], unread: 'no-decoder' };
  }
  let bitmap: ImageBitmap;
  try {
    // The pixels as they are stored, upright, without the colours of this screen. The type is ours, since a
    // browser may believe a file's name.
    bitmap = await createImageBitmap(new Blob([file], { type: format }), {
      colorSpaceConversion: 'none', premultiplyAlpha: 'none', imageOrientation: 'from-image',
    });
  } catch {
    return { fingerprints: [], unread: rare.has(format) ? 'format' : 'damaged' };
  }
  try {
    return await hashBitmap(bitmap, file, format, module);
  } catch (problem) {
    if (problem instanceof OutOfMemory || problem instanceof RangeError) return { fingerprints: [], unread: 'memory' };
    throw problem;
  } finally {
    bitmap.close();
  }
}

async function hashBitmap(bitmap: ImageBitmap, file: Blob, format: string, module: PdqModule): Promise<PictureFound> {
  const { width, height } = bitmap;
  if (width * height > mostPixels || Math.max(width, height) > mostSide) return { fingerprints: [], unread: 'too-large' };
  const picture = module.picture(width, height);
  try {
    if (!addCanvas(picture, bitmap)) return { fingerprints: [], unread: 'memory' };
    if (picture.opaque) return { fingerprints: named(picture) };
    // A canvas blends what shines through with black and so loses colours: asked once more, of a decoder that
    // keeps them.
    const exact = await seenThrough(file, format, module);
    return exact ? { fingerprints: exact } : { fingerprints: named(picture), approximate: true };
  } finally {
    picture.free();
  }
}

function addCanvas(picture: Canvas3, bitmap: ImageBitmap): boolean {
  const { width, height } = bitmap;
  const rows = Math.max(1, Math.floor(bandBytes / (width * 4)));
  const canvas = new OffscreenCanvas(width, Math.min(rows, height));
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: true });
  if (!context) return false;
  context.imageSmoothingEnabled = false;
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    context.clearRect(0, 0, width, count);
    context.drawImage(bitmap, 0, top, width, count, 0, 0, width, count);
    picture.add(context.getImageData(0, 0, width, count).data);
  }
  return true;
}

async function seenThrough(file: Blob, format: string, module: PdqModule): Promise<Fingerprint[] | undefined> {
  if (typeof ImageDecoder !== 'function' || !(await ImageDecoder.isTypeSupported(format))) return undefined;
  const decoder = new ImageDecoder({
    data: file.stream(), type: format, colorSpaceConversion: 'none', premultiplyAlpha: 'none', preferAnimation: false,
  });
  try {
    const { image } = await decoder.decode({ frameIndex: 0 });
    const { width, height } = image.visibleRect!;
    const pixels = new Uint8Array(width * height * 4);
    await image.copyTo(pixels, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] } as VideoFrameCopyToOptions);
    image.close();
    const picture = module.picture(width, height);
    picture.add(pixels);
    const made = named(picture);
    picture.free();
    return made;
  } catch {
    return undefined;
  } finally {
    decoder.close();
  }
}

function named(picture: Canvas3): Fingerprint[] {
  const { pdq, pdq512 } = picture.both();
  return [
    { algorithm: 'pdq', value: pdq.value, quality: pdq.quality },
    { algorithm: 'pdq-512', value: pdq512.value, quality: pdq512.quality },
  ];
}
