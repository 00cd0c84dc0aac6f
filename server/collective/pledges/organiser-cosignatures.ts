import type { Viewer } from '#server/http/viewer.ts';
import { base64Sql, dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { appendEntry, appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { COSIGN_BATCH_SIZE, type CosignDue, type CosignInput } from '#shared/collective/pledges.ts';
import {
  isBlindedMessageInRange,
  isBlindSignatureValid,
} from '#server/collective/blind-signing/blind-signatures.ts';
import { parsePublicKey } from '#server/collective/blind-signing/site-keys.ts';
import type { OrganiserPublicKey } from './signing-keys.ts';
import { isPledgingOpen, lockBoycottShared } from './accept-pledge.ts';

type Limits = {
  readonly id: string;
  readonly eligible: number | null;
  readonly eligibleNew: number | null;
};

/**
 * Finds the organisers' signatures over a member's blinded messages, in their order. Where one is
 * missing, stores a request, which names nobody and waits for the organiser.
 * @throws AppError bad-input for a number out of range; signatures-used-up when there are as many
 * requests as possible pledgers, since the organisers' browsers would refuse one more.
 */
export async function findOrRequestCosignatures(
  tx: Db,
  boycott: Limits,
  rank: string,
  others: readonly OrganiserPublicKey[],
  parts: readonly Buffer[],
): Promise<(Buffer | null)[]> {
  const asked = others.flatMap(({ organiser, publicKey }, nth) => {
    const blinded = parts[nth];
    if (blinded === undefined || !isBlindedMessageInRange(publicKey, blinded)) {
      throw fieldError('blinded', 'invalid');
    }
    return [{ boycottId: boycott.id, organiser, rank, blinded: Uint8Array.from(blinded) }];
  });
  const known = await signaturesOf(tx, asked);
  if (known.every((row) => row !== undefined)) {
    return known.map((row) => (row.signature === null ? null : Buffer.from(row.signature)));
  }
  await checkLimit(tx, boycott, rank, others);
  await tx.boycottCosignature.createMany({ data: asked, skipDuplicates: true });
  return asked.map(() => null);
}

type Asked = {
  readonly boycottId: string;
  readonly organiser: number;
  readonly rank: string;
  readonly blinded: Uint8Array<ArrayBuffer>;
};

/** Finds the signatures for requests, in the same order; undefined for an unknown request. */
async function signaturesOf(
  tx: Db,
  asked: readonly Asked[],
): Promise<({ signature: Uint8Array | null } | undefined)[]> {
  const rows = await tx.boycottCosignature.findMany({
    where: { OR: [...asked] },
    select: { organiser: true, signature: true },
  });
  return asked.map(({ organiser }) => rows.find((row) => row.organiser === organiser));
}

/**
 * Checks that there are fewer requests than possible pledgers. Serialised: of two members who ask
 * for the last signature, the second waits here and gets none.
 * @throws AppError signatures-used-up.
 */
async function checkLimit(
  tx: Db,
  { id: boycottId, eligible, eligibleNew }: Limits,
  rank: string,
  [first]: readonly OrganiserPublicKey[],
): Promise<void> {
  const key = `boycott-cosign/${boycottId}`;
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const where = { boycottId, rank, organiser: first?.organiser ?? 0 };
  const limit = (rank === 'new' ? eligibleNew : eligible) ?? 0;
  if ((await tx.boycottCosignature.count({ where })) >= limit) {
    throw new AppError('signatures-used-up');
  }
}

/**
 * Lists the requests that wait for a member's keys, some per boycott, in an order that reveals
 * nothing.
 */
export function listDueCosignatureRequests(
  sql: Sql,
  memberId: string,
  now: Date,
): Promise<CosignDue[]> {
  return sql(DUE, [memberId, now.toISOString()]);
}

/** SQL: the number of requests that wait for the key of organiser `r`. */
export const WAITING_COSIGNATURES_SQL = `(SELECT count(*) FROM boycott_cosignature w
  WHERE w.boycott_id = r.boycott_id AND w.organiser = r.number AND w.signature IS NULL)`;

const DUE = statement(
  {
    blinded: col.json<string[]>(),
    rank: col.oneOf(PLEDGE_RANKS),
    publicKey: col.text,
    boycott: col.text,
  },
  `
  SELECT k.boycott_id AS boycott, k.rank, ${base64Sql('k.public_key')} AS "publicKey", w.blinded
    FROM boycott_organiser r
    JOIN boycott b ON b.id = r.boycott_id AND b.state = 'pledging' AND b.step_ends_at > $2::timestamptz
    JOIN boycott_key k ON k.boycott_id = r.boycott_id AND k.organiser = r.number
    CROSS JOIN LATERAL (SELECT COALESCE(json_agg(${base64Sql('o.blinded')} ORDER BY o.blinded), '[]') AS blinded
      FROM (SELECT c.blinded FROM boycott_cosignature c
             WHERE c.boycott_id = r.boycott_id AND c.organiser = r.number AND c.rank = k.rank
               AND c.signature IS NULL ORDER BY c.blinded LIMIT ${COSIGN_BATCH_SIZE}) o) w
   WHERE r.member_id = $1 ORDER BY k.boycott_id, k.rank`,
);

/**
 * Stores an organiser's valid signatures over members' blinded tokens. When her browser refuses,
 * because it was asked for more signatures than members could pledge, the public record states it.
 * @throws AppError not-found, not-allowed unless an organiser of the boycott, not-pledging,
 * bad-signature.
 */
export async function storeCosignatures(
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
  viewer: Viewer,
  boycottId: string,
  { rank, signed, refuses = false }: CosignInput,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockBoycottShared(tx, boycottId);
    const boycott = requireFound(
      await tx.boycott.findUnique({
        where: { id: boycottId },
        select: {
          state: true,
          stepEndsAt: true,
          organisers: { where: { memberId: viewer.id } },
          keys: { where: { rank } },
        },
      }),
    );
    const [organiser] = boycott.organisers;
    if (organiser === undefined) throw new AppError('not-allowed');
    if (!isPledgingOpen(boycott, clock())) throw new AppError('not-pledging');
    const key = boycott.keys.find((one) => one.organiser === organiser.number);
    if (key === undefined) throw new AppError('not-allowed');
    const publicKey = parsePublicKey(key.publicKey);
    const rows = signed.map((one) => ({
      blinded: Buffer.from(one.blinded, 'base64'),
      signature: Buffer.from(one.signature, 'base64'),
    }));
    if (
      !rows.every(({ blinded, signature }) => isBlindSignatureValid(publicKey, blinded, signature))
    ) {
      throw new AppError('bad-signature');
    }
    const day = dayToDate(today(clock()));
    const where = { boycottId, number: organiser.number };
    const organiserSubject = `organiser/${boycottId}-${organiser.number}`;
    if (signed.length > 0) {
      await tx.sql(KEEP, [boycottId, organiser.number, rank, JSON.stringify(signed)]);
      await tx.boycottOrganiser.updateMany({ where, data: { signedOn: day } });
      await appendIfContentChanged(tx, clock(), organiserSubject);
    }
    if (!refuses) return;
    const said = await tx.boycottOrganiser.updateMany({
      where: { ...where, refusedOn: null },
      data: { refusedOn: day },
    });
    if (said.count > 0) {
      const subject = `boycott/${boycottId}`;
      await appendEntry(tx, clock(), { kind: 'boycott-key-refused', subject });
      await appendIfContentChanged(tx, clock(), organiserSubject);
    }
  });
}

// Only requests that exist get a signature.
const KEEP = `
  UPDATE boycott_cosignature c SET signature = decode(s.signature, 'base64')
    FROM json_to_recordset($4::json) AS s (blinded text, signature text)
   WHERE c.boycott_id = $1 AND c.organiser = $2 AND c.rank = $3
     AND c.blinded = decode(s.blinded, 'base64') AND c.signature IS NULL`;
