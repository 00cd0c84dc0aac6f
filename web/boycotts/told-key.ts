import type { PledgeRank } from '#shared/boycotts.ts';
import { leafBytes, sameBytes, verifyInclusion } from '#shared/merkle.ts';
import { openCheckpoint, readProof, readVerifierKey, type Checkpoint } from '#shared/notes.ts';
import { continues, inLog, type CheckedRecord, type RecordSource } from '#shared/record-check.ts';

/** A key that the site says it signs with, and the leaf that is to tell it. */
export type ToldKey = {
  readonly boycott: string;
  readonly rank: PledgeRank;
  readonly publicKey: string;
  readonly leaf: number;
};

/** What the site answers: a `.tlog-proof`, and what opens the commitment of the act. */
export type ToldAnswers = {
  readonly record: RecordSource;
  readonly fetchProof: (leaf: number) => Promise<string>;
  readonly fetchAct: (boycott: string) => Promise<unknown>;
};

const LEAF_ACT = 'boycott-pledging';
const utf8 = new TextEncoder();

/**
 * Whether the public record, as it was just checked, tells everybody the same key: its leaf is in the
 * signed tree, names this boycott, and commits to a list of keys that has it. A key that only one
 * member is shown would mark what she sends.
 * @throws what the answers throw: that they do not come says nothing about the key.
 */
export async function isTold(
  answers: ToldAnswers,
  checked: Pick<CheckedRecord, 'checkpoint' | 'answer'>,
  { boycott, rank, publicKey, leaf }: ToldKey,
): Promise<boolean> {
  const { crypto } = answers.record;
  const [proof, act] = await Promise.all([answers.fetchProof(leaf), answers.fetchAct(boycott)]);
  const file = readProof(proof);
  const { salt, content } = asObject(act);
  if (file === null || file.index !== leaf) return false;
  if (typeof salt !== 'string' || typeof content !== 'string') return false;
  const text = leafOf(file.extra);
  const checkpoint = await open(answers.record, checked.answer.key, file.checkpoint);
  if (text === null || checkpoint === null) return false;
  if (!(await isSameTree(answers.record, checked.checkpoint, checkpoint))) return false;
  const hash = await crypto.sha256(leafBytes(utf8.encode(text)));
  if (!(await verifyInclusion(crypto.sha256, checkpoint, leaf, hash, file.proof))) return false;
  const stated = parse(text);
  return (
    stated['act'] === LEAF_ACT &&
    stated['subject'] === `boycott/${boycott}` &&
    stated['content'] === (await commitmentOf(crypto.sha256, salt, content)) &&
    lists(content, { boycott, rank, publicKey })
  );
}

/** Whether what the act commits to gives this boycott this key. */
function lists(content: string, { boycott, rank, publicKey }: Omit<ToldKey, 'leaf'>): boolean {
  const { id, keys } = parse(content);
  if (id !== boycott || !Array.isArray(keys)) return false;
  return keys.some((one) => {
    const told = asObject(one);
    return told['rank'] === rank && told['publicKey'] === publicKey;
  });
}

/** Hex of SHA-256 over salt and content, as the record commits. */
async function commitmentOf(
  sha256: RecordSource['crypto']['sha256'],
  salt: string,
  content: string,
): Promise<string> {
  const hash = await sha256(utf8.encode(salt + content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The text of the leaf; null where the proof has none. */
function leafOf(extra: Uint8Array | null): string | null {
  if (extra === null) return null;
  const { leaf } = parse(new TextDecoder().decode(extra));
  return typeof leaf === 'string' ? leaf : null;
}

async function open(
  { crypto }: RecordSource,
  line: string,
  note: string,
): Promise<Checkpoint | null> {
  const key = await readVerifierKey(crypto.sha256, line);
  return key === null ? null : openCheckpoint(crypto, note, key);
}

/** Whether a proof is about the tree that was checked, or one that it grew into meanwhile. */
async function isSameTree(
  record: RecordSource,
  checked: Checkpoint | null,
  proven: Checkpoint,
): Promise<boolean> {
  if (checked === null || checked.origin !== proven.origin) return false;
  if (checked.size === proven.size) return sameBytes(checked.root, proven.root);
  const [before, now] = checked.size < proven.size ? [checked, proven] : [proven, checked];
  return continues(inLog(record, now.origin), before, now);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
