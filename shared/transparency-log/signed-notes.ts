import { toHex } from '#shared/core/hex.ts';
import { HASH_BYTES, concatBytes, bytesEqual, type Hash, type Sha256 } from './merkle.ts';

/**
 * Signed notes, checkpoints, cosignatures and proofs as text (C2SP signed-note, tlog-checkpoint,
 * tlog-cosignature, tlog-proof).
 */

/** The hash and signature functions that the caller provides; all signatures are Ed25519. */
export type NoteCrypto = {
  readonly sha256: Sha256;
  readonly verifyEd25519: (
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
};

/** Signature types: a log signs notes, a witness cosigns. */
export const KEY_TYPES = { log: 1, witness: 4 } as const;

export type VerifierKey = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: number;
  readonly publicKey: Uint8Array;
};

export type NoteSignature = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
};
export type Note = { readonly body: string; readonly signatures: readonly NoteSignature[] };

export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  readonly extensions: readonly string[];
};

const NOTE_MOST = 64 * 1024;
const KEY_BYTES = 32;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const utf8 = new TextEncoder();

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Decodes base64; null unless in canonical form. */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.codePointAt(0) ?? 0);
  return toBase64(bytes) === text ? bytes : null;
}

/** The id of a key: the first four bytes of the hash of its name, type and bytes. */
export async function keyId(
  sha256: Sha256,
  name: string,
  type: number,
  publicKey: Uint8Array,
): Promise<Uint8Array> {
  const hash = await sha256(concatBytes(utf8.encode(`${name}\n`), Uint8Array.of(type), publicKey));
  return hash.subarray(0, ID_BYTES);
}

/** Writes a verifier key as a line: `name+id+key`. */
export function writeVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${toHex(id)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

/**
 * Parses a verifier key; null unless the line is an Ed25519 key of a log or a witness with a
 * matching id.
 */
export async function readVerifierKey(sha256: Sha256, line: string): Promise<VerifierKey | null> {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line.trim());
  const key = fromBase64(match?.[3] ?? '');
  const [type] = key ?? [];
  const name = match?.[1] ?? '';
  if (key === null || key.length !== KEY_BYTES + 1) return null;
  if (type !== KEY_TYPES.log && type !== KEY_TYPES.witness) return null;
  const publicKey = key.subarray(1);
  const id = await keyId(sha256, name, type, publicKey);
  return toHex(id) === match?.[2] ? { name, id, type, publicKey } : null;
}

/** Parses a signed note; null when invalid. */
export function readNote(text: string): Note | null {
  const split = text.lastIndexOf('\n\n');
  if (text.length > NOTE_MOST || split < 0 || !text.endsWith('\n')) return null;
  if (Array.from(text).some((letter) => letter < ' ' && letter !== '\n')) return null;
  const signatures: NoteSignature[] = [];
  for (const line of text.slice(split + 2, -1).split('\n')) {
    const [, name = '', signature = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    const bytes = fromBase64(signature);
    if (name === '' || bytes === null || bytes.length <= ID_BYTES) return null;
    signatures.push({ name, id: bytes.subarray(0, ID_BYTES), bytes: bytes.subarray(ID_BYTES) });
  }
  return { body: text.slice(0, split + 1), signatures };
}

/** Writes a signature line of a note. */
export function signatureLine(key: Pick<VerifierKey, 'name' | 'id'>, bytes: Uint8Array): string {
  return `— ${key.name} ${toBase64(concatBytes(key.id, bytes))}\n`;
}

/** The bytes that a witness signs: the time, in seconds since 1970, and the note's body. */
export function bytesToCosign(seconds: number, body: string): Uint8Array {
  return utf8.encode(`cosignature/v1\ntime ${seconds}\n${body}`);
}

/** The bytes of a cosignature: the time, then the signature. */
export function encodeCosignature(seconds: number, signature: Uint8Array): Uint8Array {
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return concatBytes(time, signature);
}

/** The time of a cosignature, in seconds since 1970; null when invalid. */
export function cosignatureTime(bytes: Uint8Array): number | null {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(seconds) ? seconds : null;
}

/** When a witness signed, from its signature line; null where the line is no cosignature. */
export function cosignedAt(line: string): Date | null {
  const bytes = readNote(`-\n\n${line}`)?.signatures[0]?.bytes ?? new Uint8Array();
  const seconds = cosignatureTime(bytes);
  return seconds === null ? null : new Date(seconds * 1000);
}

/** Whether the key signed the note; all signatures in its name must be valid. */
export async function isSignedBy(
  crypto: NoteCrypto,
  note: Note,
  key: VerifierKey,
): Promise<boolean> {
  const own = note.signatures.filter(({ name, id }) => name === key.name && bytesEqual(id, key.id));
  for (const { bytes } of own) {
    if (!(await holds(crypto, note.body, key, bytes))) return false;
  }
  return own.length > 0;
}

async function holds(
  { verifyEd25519 }: NoteCrypto,
  body: string,
  { type, publicKey }: VerifierKey,
  bytes: Uint8Array,
): Promise<boolean> {
  if (type === KEY_TYPES.log) {
    return bytes.length === SIGNATURE_BYTES && verifyEd25519(publicKey, utf8.encode(body), bytes);
  }
  const seconds = cosignatureTime(bytes);
  if (seconds === null) return false;
  return verifyEd25519(publicKey, bytesToCosign(seconds, body), bytes.subarray(TIME_BYTES));
}

export function writeCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  return `${[origin, size, toBase64(root), ...extensions].join('\n')}\n`;
}

/** Parses the body of a checkpoint's note; null when invalid. */
export function readCheckpoint(body: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...rest] = body.split('\n');
  const hash = fromBase64(root);
  if (origin === '' || !/^(?:0|[1-9]\d{0,15})$/.test(size) || hash?.length !== HASH_BYTES)
    return null;
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== '' || extensions.includes('') || !Number.isSafeInteger(Number(size)))
    return null;
  return { origin, size: Number(size), root: hash, extensions };
}

/** Parses a checkpoint's note and verifies it with its log's key; null when invalid. */
export async function openCheckpoint(
  crypto: NoteCrypto,
  text: string,
  key: VerifierKey,
): Promise<(Checkpoint & { readonly note: Note }) | null> {
  const note = readNote(text);
  const checkpoint = note === null ? null : readCheckpoint(note.body);
  if (note === null || checkpoint === null || checkpoint.origin !== key.name) return null;
  return (await isSignedBy(crypto, note, key)) ? { ...checkpoint, note } : null;
}

export type ProofFile = {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** Data needed to compute the leaf, which the proof does not authenticate; null without any. */
  readonly extra: Uint8Array | null;
  /** The signed note of a checkpoint. */
  readonly checkpoint: string;
};

const PROOF_FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** Writes the text of a `.tlog-proof` file. */
export function writeProof({ index, proof, extra, checkpoint }: ProofFile): string {
  const lines = [
    PROOF_FIRST_LINE,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Parses a `.tlog-proof` file; null when invalid. */
export function readProof(text: string): ProofFile | null {
  const split = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split('\n');
  if (first !== PROOF_FIRST_LINE) return null;
  const extraLine = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? null : fromBase64(extraLine.slice('extra '.length));
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  const proof = lines.map(fromBase64);
  if (index === undefined || (extraLine !== undefined && extra === null)) return null;
  const hashes = proof.filter((hash) => hash !== null && hash.length === HASH_BYTES) as Hash[];
  if (hashes.length !== proof.length) return null;
  return { index: Number(index), proof: hashes, extra, checkpoint: text.slice(split + 2) };
}
