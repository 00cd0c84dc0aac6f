import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { leafBytes, bytesEqual, verifyInclusion } from '#shared/transparency-log/merkle.ts';
import {
  openCheckpoint,
  readProof,
  readVerifierKey,
  type Checkpoint,
} from '#shared/transparency-log/signed-notes.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import {
  isConsistent,
  restrictToLog,
  type LogCheckResult,
  type LogSource,
} from '#shared/transparency-log/check-log.ts';

/** The signing keys that the site states: its own, and the organisers' in order. */
export type SiteKeys = {
  readonly boycott: string;
  readonly rank: PledgeRank;
  readonly publicKey: string;
  readonly others: readonly string[];
};

/** The site's answers: what opens the leaf with the keys of an id, and its `.tlog-proof`. */
export type RecordSources = {
  readonly record: LogSource;
  readonly fetchAct: (id: string) => Promise<RecordedKeysResponse>;
  readonly fetchProof: (leaf: number) => Promise<string>;
};

const utf8 = new TextEncoder();

/** The public row of a boycott according to the record just checked, as `openRecordedRow` says. */
export function openRecordedBoycott(
  sources: RecordSources,
  checked: Pick<LogCheckResult, 'checkpoint' | 'answer'>,
  boycott: string,
): ReturnType<typeof openRecordedRow> {
  return openRecordedRow(sources, checked, 'boycott', boycott);
}

/**
 * The public row of a kind and id according to the record just checked: a leaf of its signed tree
 * names it, and commits to this row.
 * @returns null without a leaf; 'misfit' when the site shows something else than the record.
 * @throws errors of the requests, which say nothing about the record.
 */
export async function openRecordedRow(
  { record, fetchAct, fetchProof }: RecordSources,
  checked: Pick<LogCheckResult, 'checkpoint' | 'answer'>,
  kind: string,
  id: string,
): Promise<Readonly<Record<string, unknown>> | 'misfit' | null> {
  const { sha256 } = record.crypto;
  const { leaf, salt, content, words } = await fetchAct(id);
  if (leaf === null || salt === null || content === null) return null;
  const file = readProof(await fetchProof(leaf));
  const text = leafOf(file?.extra ?? null);
  if (file === null || file.index !== leaf || text === null) return 'misfit';
  const checkpoint = await open(record, checked.answer.key, file.checkpoint);
  if (checkpoint === null || !(await isSameTree(record, checked.checkpoint, checkpoint)))
    return 'misfit';
  const hash = await sha256(leafBytes(utf8.encode(text)));
  if (!(await verifyInclusion(sha256, checkpoint, leaf, hash, file.proof))) return 'misfit';
  const { subject, content: committed } = parse(text);
  const row = parse(content);
  const fits =
    subject === `${kind}/${id}` &&
    committed === (await commitmentOf(sha256, salt + content, words)) &&
    row['id'] === id;
  return fits ? row : 'misfit';
}

/**
 * Whether the record shows everybody exactly these keys; a key shown to only one member would mark
 * her requests.
 * @returns null without a leaf.
 */
export async function areKeysRecorded(
  answers: RecordSources,
  checked: Pick<LogCheckResult, 'checkpoint' | 'answer'>,
  { boycott, rank, publicKey, others }: SiteKeys,
): Promise<boolean | null> {
  const row = await openRecordedBoycott(answers, checked, boycott);
  if (row === null) return null;
  return row !== 'misfit' && areKeysEqual(keysOfRank(row, rank), [publicKey, ...others]);
}

/** The keys for a rank in a boycott's row: the site's first, then the organisers'. */
export function keysOfRank(
  { keys }: Readonly<Record<string, unknown>>,
  rank: PledgeRank,
): readonly string[] {
  const all = Array.isArray(keys) ? keys.map(asObject) : [];
  return all
    .filter((one) => one['rank'] === rank)
    .map((one) => [Number(one['organiser'] ?? 0), one['publicKey']] as const)
    .toSorted(([first], [second]) => first - second)
    .flatMap(([, publicKey]) => (typeof publicKey === 'string' ? [publicKey] : []));
}

/** Whether two lists of keys are equal, including the order. */
export function areKeysEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, nth) => key === other[nth]);
}

/** The record's commitment in hex: SHA-256 over a salted row, or over the hash of its facts and `words`. */
async function commitmentOf(
  sha256: LogSource['crypto']['sha256'],
  salted: string,
  words: string | null,
): Promise<string> {
  const hash = await sha256(utf8.encode(salted));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return words === null ? hex : commitmentOf(sha256, hex + words, null);
}

/** The text of the leaf in a proof's extra data; null when it has none. */
function leafOf(extra: Uint8Array | null): string | null {
  if (extra === null) return null;
  const { leaf } = parse(new TextDecoder().decode(extra));
  return typeof leaf === 'string' ? leaf : null;
}

async function open({ crypto }: LogSource, line: string, note: string): Promise<Checkpoint | null> {
  const key = await readVerifierKey(crypto.sha256, line);
  return key === null ? null : openCheckpoint(crypto, note, key);
}

/** Whether a proof belongs to the tree that was checked, or to a later one that extends it. */
async function isSameTree(
  record: LogSource,
  checked: Checkpoint | null,
  proven: Checkpoint,
): Promise<boolean> {
  if (checked === null || checked.origin !== proven.origin) return false;
  if (checked.size === proven.size) return bytesEqual(checked.root, proven.root);
  const [before, now] = checked.size < proven.size ? [checked, proven] : [proven, checked];
  return isConsistent(restrictToLog(record, now.origin), before, now);
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
