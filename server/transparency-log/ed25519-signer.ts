import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  KEY_TYPES,
  encodeCosignature,
  bytesToCosign,
  keyId,
  signatureLine,
  writeVerifierKey,
  type NoteCrypto,
  type VerifierKey,
} from '#shared/transparency-log/signed-notes.ts';

/** DER prefix of a private Ed25519 key (RFC 8410), before its 32 bytes. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** DER prefix of a public Ed25519 key (RFC 8410), before its 32 bytes. */
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 and Ed25519 with node:crypto. */
export const nodeCrypto: NoteCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifyEd25519: (publicKey, message, signature) => {
    const key = Buffer.concat([PUBLIC_PREFIX, publicKey]);
    return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
  },
};

/** Signs notes: for a log or for a witness. */
export type NoteSigner = {
  readonly key: VerifierKey;
  /** The verifier key, in the format for publication. */
  readonly line: string;
  /**
   * Returns the signature line for a note's text; a witness signs a timestamp too (Unix time in
   * seconds).
   */
  readonly sign: (body: string, seconds: number) => string;
};

/** Creates a signer from a 32-byte Ed25519 seed. */
export async function createNoteSigner(
  name: string,
  seed: Uint8Array,
  type: keyof typeof KEY_TYPES = 'log',
): Promise<NoteSigner> {
  const secret = privateKeyOf(seed);
  const publicKey = publicKeyOf(secret);
  const id = await keyId(nodeCrypto.sha256, name, KEY_TYPES[type], publicKey);
  const key = { name, id, type: KEY_TYPES[type], publicKey };
  return {
    key,
    line: writeVerifierKey(key),
    sign: (body, seconds) => {
      if (type === 'log') return signatureLine(key, sign(null, Buffer.from(body), secret));
      const signature = sign(null, bytesToCosign(seconds, body), secret);
      return signatureLine(key, encodeCosignature(seconds, signature));
    },
  };
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  const key = Buffer.concat([PRIVATE_PREFIX, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicKeyOf(secret: KeyObject): Uint8Array {
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return der.subarray(PUBLIC_PREFIX.length);
}
