import { createHash } from 'node:crypto';
import type { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import { base64Sql, type Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import type { Boycott } from '#prisma/client.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { ownTokensResponse } from '#shared/collective/pledges.ts';
import { findBoycottNews, findToldOffers } from './boycott-news.ts';
import { toldLeafSql } from '#server/collective/blind-signing/recorded-content.ts';
import {
  signBlindedMessage,
  splitSignatureParts,
} from '#server/collective/blind-signing/blind-signatures.ts';
import { findOrRequestCosignatures } from './organiser-cosignatures.ts';
import {
  findRanksInOpenBoycotts,
  findPledgeRank,
} from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { SITE_KEY_NUMBER, loadSigningKeys } from './signing-keys.ts';
import { isPledgingOpen, lockBoycottShared } from './accept-pledge.ts';
import {
  findMemberAliases,
  memberAliasFor,
  type MemberAlias,
} from '#server/collective/boycott-procedure/member-aliases.ts';

/** Seconds between two checkpoints: ten minutes. */
const TOLD_RETRY_SECONDS = 600;

/**
 * The site's signature, and those of the organisers' keys in their order; null for one not given
 * yet.
 */
export type IssuedToken = {
  readonly signature: Buffer;
  readonly cosigned: readonly (Buffer | null)[];
};

/**
 * Issues a member's browser its one token, a blind signature, for a boycott: the same blinded
 * message gets the same signature again, another message gets none. A request for organisers'
 * signatures waits for them.
 * @throws AppError not-found, not-pledging, not-allowed for members who cannot pledge, key-not-told
 * until the public record has the key, token-taken, bad-input for a number out of range,
 * signatures-used-up when an organiser's key signs and there are as many requests as possible
 * pledgers.
 */
export async function issueBlindToken(
  { database, secrets, clock }: Pick<BaseDeps, 'database' | 'secrets' | 'clock'>,
  viewer: Viewer,
  boycottId: string,
  blinded: Buffer,
): Promise<IssuedToken> {
  return database.prisma.$transaction(async (tx) => {
    await lockBoycottShared(tx, boycottId);
    const boycott = requireFound(
      await tx.boycott.findUnique({
        where: { id: boycottId },
        select: {
          id: true,
          state: true,
          stepEndsAt: true,
          pledgingFrom: true,
          eligible: true,
          eligibleNew: true,
        },
      }),
    );
    if (!isPledgingOpen(boycott, clock())) throw new AppError('not-pledging');
    const rank = await keepToken(tx, secrets, viewer, boycott, blinded, clock());
    const { own, others } = await loadSigningKeys(tx, secrets, boycottId, rank);
    if (own === null) throw new AppError('not-pledging');
    const [first, ...parts] = splitSignatureParts(blinded);
    if (first === undefined || parts.length !== others.length) {
      throw fieldError('blinded', 'invalid');
    }
    const signature = signBlindedMessage(own, first);
    // With the site's key alone there is nothing more to look up.
    const cosigned =
      others.length === 0 ? [] : await findOrRequestCosignatures(tx, boycott, rank, others, parts);
    return { signature, cosigned };
  });
}

/** Finds or inserts the row of a member's token, and returns her rank as of the first request. */
async function keepToken(
  tx: Db,
  secrets: Secrets,
  { id: memberId }: Viewer,
  { id: boycottId, pledgingFrom }: Pick<Boycott, 'id' | 'pledgingFrom'>,
  blinded: Buffer,
  now: Date,
): Promise<string> {
  const hash = createHash('sha256').update(blinded).digest();
  const alias = await tokenAlias(tx, secrets, memberId, { boycottId, pledgingFrom }, now);
  const at = { boycottId_alias: { boycottId, alias } };
  let row = await tx.boycottTokenHolder.findUnique({ where: at });
  if (row === null) {
    const { sql } = tx;
    const rank = requireFound(await findPledgeRank(sql, memberId, boycottId, now)).rank;
    if (rank === null) throw new AppError('not-allowed');
    if ((await findToldLeaf(sql, boycottId)) === null) {
      throw new AppError('key-not-told', { retryAfterSeconds: TOLD_RETRY_SECONDS });
    }
    // Of concurrent requests one inserts the row, and the others read it.
    const data = { boycottId, alias, rank, blindedHash: Uint8Array.from(hash) };
    await tx.boycottTokenHolder.createMany({ data: [data], skipDuplicates: true });
    row = await tx.boycottTokenHolder.findUniqueOrThrow({ where: at });
  }
  if (!hash.equals(row.blindedHash)) throw new AppError('token-taken');
  return row.rank;
}

/**
 * Returns the viewer's alias as a token holder. When its key is lost, as after a restore, nobody
 * knows who got a token: none is issued, since a second token would be a second pledge.
 */
async function tokenAlias(
  tx: Db,
  secrets: Secrets,
  memberId: string,
  { boycottId, pledgingFrom }: { readonly boycottId: string; readonly pledgingFrom: Date | null },
  now: Date,
): Promise<MemberAlias['alias']> {
  const known = await memberAliasFor(tx, secrets, { boycottId, phase: 'tokens', memberId }, now);
  const isNew = known?.lostAt != null && pledgingFrom !== null && pledgingFrom <= known.lostAt;
  if (known === null || isNew) throw new AppError('token-taken');
  return known.alias;
}

/**
 * Finds the index of the leaf that states a boycott's keys; null before a signed checkpoint covers
 * it.
 */
async function findToldLeaf(sql: Sql, boycottId: string): Promise<number | null> {
  const [row] = await sql(
    statement({ leaf: col.float.orNull }, `SELECT ${toldLeaf('$1::text')} AS leaf`),
    [boycottId],
  );
  return row?.leaf ?? null;
}

/**
 * Lists the boycotts for which a member's browser requests tokens by itself: all that she could
 * pledge in, whether or not she wants to.
 */
export async function listBoycottsForOwnTokens(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: Secrets },
  memberId: string,
  now: Date,
): Promise<z.infer<typeof ownTokensResponse>> {
  const ranks = await findRanksInOpenBoycotts(sql, memberId, now);
  const aliases = await findMemberAliases(sql, secrets, memberId, 'tokens');
  const asked = ranks.map(({ boycott, rank }) => {
    const alias = aliases.get(boycott);
    return {
      boycott,
      rank,
      alias: alias === undefined ? null : Buffer.from(alias).toString('hex'),
    };
  });
  const [open, news, offers] = await Promise.all([
    sql(OWN_TOKENS, [JSON.stringify(asked)]),
    findBoycottNews(sql, now),
    findToldOffers(sql, now),
  ]);
  return { open, news, offers };
}

/** SQL: the index of the leaf that states a boycott's keys; `boycott` is SQL. */
function toldLeaf(boycott: string): string {
  return toldLeafSql(`'boycott/' || ${boycott}`, `'boycott-pledging'`);
}

// A member who has a token keeps its rank.
const OWN_TOKENS = statement(
  {
    boycott: col.text,
    rank: col.oneOf(PLEDGE_RANKS),
    publicKey: col.text,
    others: col.json<z.infer<typeof ownTokensResponse>['open'][number]['others']>(),
    leaf: col.float.orNull,
    issued: col.bool,
  },
  `
  SELECT k.boycott_id AS boycott, k.rank, ${base64Sql('k.public_key')} AS "publicKey",
         COALESCE((SELECT json_agg(${base64Sql('o.public_key')} ORDER BY o.organiser) FROM boycott_key o
           WHERE o.boycott_id = k.boycott_id AND o.rank = k.rank AND o.organiser <> ${SITE_KEY_NUMBER}), '[]') AS others,
         ${toldLeaf('k.boycott_id')} AS leaf, t.rank IS NOT NULL AS issued
    FROM json_to_recordset($1::json) AS r (boycott text, rank text, alias text)
    LEFT JOIN boycott_token_holder t ON t.boycott_id = r.boycott AND t.mark = decode(r.alias, 'hex')
    JOIN boycott_key k ON k.boycott_id = r.boycott AND k.rank = COALESCE(t.rank, r.rank) AND k.organiser = ${SITE_KEY_NUMBER}
   ORDER BY k.boycott_id`,
);
