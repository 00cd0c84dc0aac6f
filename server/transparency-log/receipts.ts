import canonicalize from 'canonicalize';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import { isSubjectKind, loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { writeProof } from '#shared/transparency-log/signed-notes.ts';
import { proveInclusion } from '#shared/transparency-log/tiles.ts';
import { findLatestCheckpoint } from './find-checkpoints.ts';
import { LEAF_COLUMNS, LEAF_ROW, encodeLeaf, type LeafRow } from './encode-leaf.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';
import { openDatabaseTree } from './hash-tiles.ts';

/** The salt that opens a leaf's commitment, if the viewer is entitled to it. */
export type CommitmentOpening = {
  /** With the public content, this salt gives the commitment; null once it is erased. */
  readonly salt: string | null;
};

type Entry = LeafRow & CommitmentOpening;

/**
 * Creates a `.tlog-proof` that an entry is in the tree, verifiable offline and without us. For the
 * entry's owner it includes what opens the commitments.
 * @throws AppError not-found where no leaf has this number, or no checkpoint covers it.
 */
export async function writeReceipt(
  tx: Db,
  leaf: number,
  viewer: { readonly id: string } | null,
): Promise<string> {
  const { sql } = tx;
  const [entry] = await sql(
    statement(
      { ...LEAF_ROW, salt: col.text.orNull },
      `SELECT ${LEAF_COLUMNS}, e.salt FROM record_entry e
      WHERE e.leaf = $1::bigint`,
    ),
    [leaf],
  );
  const checkpoint = await findLatestCheckpoint(sql);
  if (entry === undefined || checkpoint === null || leaf >= checkpoint.size)
    throw new AppError('not-found');
  const opening = viewer === null ? null : await openingFor(tx, entry, viewer.id);
  const extra = { leaf: encodeLeaf(entry).toString(), ...(opening === null ? {} : { opening }) };
  return writeProof({
    index: leaf,
    proof: await proveInclusion(openDatabaseTree(sql, checkpoint.size), leaf),
    extra: Buffer.from(canonicalize(extra) ?? ''),
    checkpoint: checkpoint.note,
  });
}

/**
 * What opens an entry's commitment, for its owner; null where the entry is not the viewer's, or has an
 * older format, whose content includes the actor.
 */
async function openingFor(tx: Db, entry: Entry, viewer: string): Promise<CommitmentOpening | null> {
  if (entry.form < 1) return null;
  const { salt } = entry;
  const [kind = '', id = ''] = entry.subject.split('/');
  if (kind === 'case') return (await isOwnFlag(tx, entry, id, viewer)) ? { salt } : null;
  if (kind === 'appeal') {
    const appeal = await tx.appeal.findUnique({ where: { id }, select: { memberId: true } });
    return appeal?.memberId === viewer ? { salt } : null;
  }
  const subject = isSubjectKind(kind) ? await loadFlaggableSubject(tx, kind, id) : null;
  return subject?.memberId === viewer ? { salt } : null;
}

/** Whether an entry on a case commits to the viewer's own flag. */
async function isOwnFlag(
  tx: Db,
  { kind, salt, commitment }: Entry,
  caseId: string,
  viewer: string,
): Promise<boolean> {
  if (kind !== 'flag-made' || salt === null) return false;
  const flag = await tx.flag.findFirst({
    where: { caseId, memberId: viewer },
    select: { reason: true, ratedParty: true, case: { select: { subject: true } } },
  });
  if (flag === null) return false;
  const { reason, ratedParty } = flag;
  return (
    commitmentOf(salt, { case: caseId, about: flag.case.subject, reason, ratedParty }) ===
    commitment
  );
}
