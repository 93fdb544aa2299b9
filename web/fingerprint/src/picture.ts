// A picture, decoded by the browser and hashed by us at its full size: a canvas that made it smaller would use a
// filter of its own, and the bits would differ.
import { OutOfMemory, type Picture3, type PdqModule } from './pdq.ts';
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
    return hashBitmap(bitmap, module);
  } catch (problem) {
    if (problem instanceof OutOfMemory || problem instanceof RangeError) return { fingerprints: [], unread: 'memory' };
    throw problem;
  } finally {
    bitmap.close();
  }
}

function hashBitmap(bitmap: ImageBitmap, module: PdqModule): PictureFound {
  const { width, height } = bitmap;
  if (width * height > mostPixels || Math.max(width, height) > mostSide) return { fingerprints: [], unread: 'too-large' };
  const picture = module.picture(width, height);
  try {
    if (!addCanvas(picture, bitmap)) return { fingerprints: [], unread: 'memory' };
    if (picture.opaque) return { fingerprints: named(picture) };
    // A canvas multiplies colours by how much they shine through, and loses some: read once more, where that is
    // possible, from where none are lost.
    const blended = named(picture);
    picture.restart();
    return addTexture(picture, bitmap) ? { fingerprints: named(picture) } : { fingerprints: blended, approximate: true };
  } finally {
    picture.free();
  }
}

function addCanvas(picture: Picture3, bitmap: ImageBitmap): boolean {
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

// A texture takes the pixels as they were decoded, and gives them back as they are.
function addTexture(picture: Picture3, bitmap: ImageBitmap): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const { width, height } = bitmap;
  const rows = Math.max(1, Math.floor(bandBytes / (width * 4)));
  if (Math.max(width, Math.min(rows, height)) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return false;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const pixels = new Uint8Array(width * Math.min(rows, height) * 4);
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, top);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, count, 0, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, gl.getParameter(gl.TEXTURE_BINDING_2D), 0);
    gl.readPixels(0, 0, width, count, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    if (gl.getError() !== gl.NO_ERROR) return false;
    picture.add(pixels.subarray(0, width * count * 4));
  }
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return true;
}

function named(picture: Picture3): Fingerprint[] {
  const { pdq, pdq512 } = picture.both();
  return [
    { algorithm: 'pdq', value: pdq.value, quality: pdq.quality },
    { algorithm: 'pdq-512', value: pdq512.value, quality: pdq512.quality },
  ];
}
