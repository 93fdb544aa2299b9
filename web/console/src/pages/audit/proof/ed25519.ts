// Ed25519 (RFC 8032 section 5.1.7) by the browser's WebCrypto. A public key of small order is refused before, and
// so is one that is not in its one spelling: such a key "signs" anything. The other two verifiers refuse them too.
import { type Bytes, bytesOfHex, sameBytes, utf8 } from './bytes.ts';

// The y of the points whose order divides eight; the sign bit of x is taken off before comparing. Source: the torsion
// subgroup of edwards25519, RFC 7748 section 6.1 and RFC 8032 section 5.1.7 (y of order 1, 2, 4 and the two of order 8).
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => bytesOfHex(hex, 32));

/** y is below 2^255 - 19: its one spelling. */
function isCanonical(y: Bytes): boolean {
  if (y[31] !== 0x7f) return true;
  for (let i = 30; i > 0; --i) if (y[i] !== 0xff) return true;
  return (y[0] ?? 0) < 0xed;
}

export function mayBeKey(publicKey: Bytes): boolean {
  if (publicKey.length !== 32) return false;
  const y = publicKey.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  return isCanonical(y) && !smallOrder.some((bad) => sameBytes(bad, y));
}

/** False for every key or signature that is not one, too. Throws only where the browser has no Ed25519. */
export async function signatureHolds(publicKey: Bytes, message: string, signature: Bytes): Promise<boolean> {
  if (!mayBeKey(publicKey) || signature.length !== 64) return false;
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'NotSupportedError') throw problem;
    return false;
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, utf8(message));
}
