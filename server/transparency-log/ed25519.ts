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
  cosignatureBytes,
  cosignedBytes,
  keyId,
  signatureLine,
  writeVerifierKey,
  type Crypto,
  type VerifierKey,
} from '#shared/core/notes.ts';

/** What stands before the 32 bytes in the DER form of a private and of a public key (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 and Ed25519 of Node. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifyEd25519: (publicKey, message, signature) => {
    const key = Buffer.concat([PUBLIC_PREFIX, publicKey]);
    return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
  },
};

/** Who can sign notes: a log, or a witness. */
export type Signer = {
  readonly key: VerifierKey;
  /** The key as others are told it. */
  readonly line: string;
  /** The line to put under a note's body; a witness states the moment, in seconds since 1970. */
  readonly sign: (body: string, seconds: number) => string;
};

/** A signer out of the 32 bytes that an Ed25519 key grows from. */
export async function createSigner(
  name: string,
  seed: Uint8Array,
  type: keyof typeof KEY_TYPES = 'log',
): Promise<Signer> {
  const secret = privateKeyOf(seed);
  const publicKey = publicKeyOf(secret);
  const id = await keyId(nodeCrypto.sha256, name, KEY_TYPES[type], publicKey);
  const key = { name, id, type: KEY_TYPES[type], publicKey };
  return {
    key,
    line: writeVerifierKey(key),
    sign: (body, seconds) => {
      if (type === 'log') return signatureLine(key, sign(null, Buffer.from(body), secret));
      const signature = sign(null, cosignedBytes(seconds, body), secret);
      return signatureLine(key, cosignatureBytes(seconds, signature));
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
