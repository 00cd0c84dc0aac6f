/**
 * Verifies an Ed25519 signature with the library, for browsers without the curve. Accepts nothing that
 * Node or a browser refuses: by default the library follows ZIP 215, which takes non-canonical encodings
 * and keys of small order, and it multiplies by the cofactor, which ignores parts of small order.
 */
export async function verifyEd25519InScript(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { Point, verifyAsync } = await import('@noble/ed25519');
  if (!(await verifyAsync(signature, message, publicKey, { zip215: false }))) return false;
  const commitment = signature.subarray(0, POINT_BYTES);
  return [publicKey, commitment].every((bytes) => Point.fromBytes(bytes).isTorsionFree());
}

const POINT_BYTES = 32;
