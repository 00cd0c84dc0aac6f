import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a device with a passkey does, in software: WebAuthn with ES256 and no attestation. */

type Creation = {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
};
type Assertion = { readonly challenge: string; readonly rpId: string };

export type SoftwarePasskey = {
  readonly credential: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  counter: number;
};
/** How an answer differs from that of an honest device. */
export type Deviation = {
  readonly origin?: string;
  readonly verifiesUser?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
};

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(flags, 0);
  fixed.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), fixed]);
}

const verifying = ({ verifiesUser = true }: Deviation): number =>
  USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0);

/** CBOR of a text, a byte string or a COSE key, as far as an attestation needs them. */
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
function bytes(value: Buffer): Buffer {
  const head =
    value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 255];
  return Buffer.concat([Buffer.from(head), value]);
}
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
}

/** Makes a passkey, and the answer of `navigator.credentials.create` as JSON. */
export function createPasskey(
  { challenge, rp, user }: Creation,
  how: Deviation = {},
): { passkey: SoftwarePasskey; answer: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const credential = id.toString('base64url');
  const authData = Buffer.concat([
    authenticatorData(rp.id, verifying(how) | HAS_CREDENTIAL, 0),
    // The model of a device (AAGUID) and the length of the id.
    Buffer.from('adce000235bcc60a648b0b25f1f05503', 'hex'),
    Buffer.from([0, id.length]),
    id,
    coseKey(publicKey),
  ]);
  const attestationObject = Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    bytes(authData),
  ]);
  const response = {
    clientDataJSON: clientData('webauthn.create', challenge, how.origin ?? 'http://localhost'),
    attestationObject,
  };
  return {
    passkey: { credential, userHandle: user.id, privateKey, counter: 0 },
    answer: answerOf(credential, response),
  };
}

/** Signs a challenge: the answer of `navigator.credentials.get` as JSON. */
export function usePasskey(
  passkey: SoftwarePasskey,
  { challenge, rpId }: Assertion,
  how: Deviation = {},
): string {
  passkey.counter = how.counter ?? passkey.counter + 1;
  const clientDataJSON = clientData('webauthn.get', challenge, how.origin ?? 'http://localhost');
  const authData = authenticatorData(rpId, verifying(how), passkey.counter);
  const signature = sign(
    'sha256',
    Buffer.concat([authData, sha256(clientDataJSON)]),
    passkey.privateKey,
  );
  return answerOf(passkey.credential, {
    clientDataJSON,
    authenticatorData: authData,
    signature,
    userHandle: Buffer.from(how.userHandle ?? passkey.userHandle, 'base64url'),
  });
}

function answerOf(id: string, parts: Readonly<Record<string, Buffer>>): string {
  const response = Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, value.toString('base64url')]),
  );
  return JSON.stringify({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response,
  });
}
