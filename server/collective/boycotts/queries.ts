import { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import { base64Sql, utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { pickCardsOfPost, loadCards } from '#server/community/forum/load-cards.ts';
import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { Secrets } from '#server/core/secrets.ts';
import {
  BOYCOTTS_A_PAGE,
  MIN_NEW_ACCOUNT_AGE_HOURS,
  listedBoycott,
  type BoycottsResponse,
  type boycottsQuery,
} from '#shared/collective/boycotts.ts';
import type {
  BoycottTranslation,
  TextTranslation,
} from '#shared/collective/boycott-translations.ts';
import { BALLOT_ANSWERS } from '#shared/collective/ballot-rules.ts';
import type { CardReference } from '#shared/community/live-cards.ts';
import { CHECK_IN_PURPOSE } from '#shared/collective/pledge-messages.ts';
import { WAITING_COSIGNATURES_SQL } from '#server/collective/pledges/organiser-cosignatures.ts';
import { fundsJsonSql } from '#server/collective/solidarity-funds/sql-fragments.ts';
import {
  OWN_LINKS_JSON_SQL,
  SAME_DEMAND_JSON_SQL,
  TIMELINE_JSON_SQL,
} from '#server/collective/boycott-timeline/sql-fragments.ts';
import {
  contactJsonSql,
  contactWritingJsonSql,
} from '#server/collective/organiser-contact/sql-fragments.ts';
import {
  messageWritingJsonSql,
  messagesJsonSql,
  organisesSql,
} from '#server/collective/organiser-messages/sql-fragments.ts';
import {
  representsPlatformOfSql,
  takesTranslationOfSql,
  translationWaitsSql,
  translationsJsonSql,
} from '#server/collective/boycott-translations/sql-fragments.ts';
import {
  toTranslation,
  translatableTexts,
  type TranslationFacts,
} from '#server/collective/boycott-translations/rules.ts';
import { findEvidenceBeforeAndSince } from './evidence-before-and-since.ts';
import {
  pledgeEligibilityOf,
  eligibilityFactsSql,
} from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import {
  LISTED_BOYCOTT_JSON_PAIRS,
  SECONDER_COUNT_SQL,
  BOYCOTT_TARGET_JOINS,
  boycottTextSql,
  boycottTextsJsonSql,
} from './sql-fragments.ts';
import {
  boycottRights,
  type BoycottRightsFacts,
} from '#server/collective/boycott-procedure/rights.ts';
import { findMemberAliases } from '#server/collective/boycott-procedure/member-aliases.ts';

type Filters = z.infer<typeof boycottsQuery>;

/**
 * Lists boycotts: the most advanced step first, within a step the most urgent first; ended ones
 * last, latest proposed first.
 */
export async function findBoycotts(sql: Sql, filters: Filters): Promise<BoycottsResponse> {
  const values: unknown[] = [];
  const [row] = await sql(
    statement(
      { there: col.bool, boycotts: col.json<unknown[]>() },
      listOf(filters, (value) => `$${values.push(value)}`),
    ),
    values,
  );
  const { there, boycotts: rows } = requireFound(row);
  requireFound(there || null);
  const boycotts = rows.slice(0, BOYCOTTS_A_PAGE).map((boycott) => listedBoycott.parse(boycott));
  const last = boycotts.at(-1);
  const more = rows.length > boycotts.length && last !== undefined;
  return { boycotts, next: more ? `${last.proposedAt}_${last.id}` : null };
}

/** Finds the boycotts that the viewer organises, open ones first. */
export async function findOwnBoycotts(sql: Sql, viewer: Viewer): Promise<BoycottsResponse> {
  const rows = await sql(OWN, [viewer.id]);
  return { boycotts: rows.map(({ boycott }) => listedBoycott.parse(boycott)), next: null };
}

type Row = Omit<
  BoycottResponse,
  'cards' | 'can' | 'effect' | 'ballots' | 'translations' | 'textTranslations' | 'translatable'
> & {
  cards: CardReference[];
  translations: TranslationFacts<BoycottTranslation>[];
  textTranslations: TranslationFacts<TextTranslation>[];
  takesTranslation: boolean;
  representsPlatform: boolean;
  ballots: Omit<BoycottResponse['ballots'][number], 'values'>[];
  facts: Omit<BoycottRightsFacts, 'callOffAskedAt' | 'worksThere' | 'stepEndsAt' | 'ripe'> & {
    callOffAskedAt: string | null;
    stepEndsAt: string | null;
    ripe: boolean | null;
  };
  eligibility: Parameters<typeof pledgeEligibilityOf>[0] | null;
};

/**
 * Finds one boycott, with its earlier versions and what the viewer may do.
 * @throws AppError not-found.
 */
export async function findBoycott(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: Secrets },
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<BoycottResponse> {
  const aliases =
    viewer === null ? null : await findMemberAliases(sql, secrets, viewer.id, 'seconding', id);
  const alias = aliases?.get(id);
  const hex = alias === undefined ? null : Buffer.from(alias).toString('hex');
  const [row] = await sql(ONE_BOYCOTT, [id, viewer?.id ?? null, now.toISOString(), hex]);
  const { facts, eligibility, cards, ballots, translations, ...found } = requireFound(row).boycott;
  const { takesTranslation, representsPlatform, textTranslations, ...boycott } = found;
  const established = viewer?.established === true;
  const translator = {
    established,
    representsPlatform,
    boycottVisible: boycott.hiding === null && !boycott.withdrawn,
  };
  const moment = (text: string | null): Date | null => (text === null ? null : new Date(text));
  const rights = boycottRights(
    viewer,
    {
      ...facts,
      worksThere: eligibility?.works === true,
      ripe: facts.ripe === true,
      stepEndsAt: moment(facts.stepEndsAt),
      callOffAskedAt: moment(facts.callOffAskedAt),
    },
    now,
  );
  return boycottResponse.parse({
    ...boycott,
    ballots: ballots.map((ballot) => ({ ...ballot, values: BALLOT_ANSWERS[ballot.kind] })),
    translations: translations.map((one) => toTranslation(one, translator)),
    textTranslations: textTranslations.map((one) => toTranslation(one, translator)),
    translatable: translatableTexts(boycott, textTranslations, translator),
    cards: pickCardsOfPost(cards, await loadCards(sql, cards)),
    effect: await findEvidenceBeforeAndSince(sql, id, now),
    can: {
      ...rights,
      translate: established && takesTranslation,
      pledge: whyNoPledge(boycott.state, eligibility),
    },
  });
}

function whyNoPledge(
  state: BoycottResponse['state'],
  eligibility: Row['eligibility'],
): BoycottResponse['can']['pledge'] {
  if (state !== 'pledging') return 'not-now';
  if (eligibility === null) return 'signed-out';
  const her = pledgeEligibilityOf(eligibility);
  return her.rank === null ? her.lacks : null;
}

// SQL: the rank of boycott `b` in lists. Boycotts that are on come first, then those open for
// pledges, so that many empty calls cannot push them down.
const STEP = `COALESCE(array_position(ARRAY['proposed', 'debated', 'pledging', 'on'], b.state), 0)`;
// SQL: the order of boycotts within a step: open ones by urgency, ended ones by the latest
// proposal.
const TURN = `(CASE WHEN ${STEP} > 0 THEN -extract(epoch FROM b.step_ends_at)
  ELSE extract(epoch FROM b.proposed_at) END)`;
const ORDER = `${STEP} DESC, ${TURN} DESC, b.id DESC`;

/**
 * SQL: a page of the list of boycotts. A client includes all merged with it. A page continues after
 * the previous page's last boycott, wherever that is ranked by now.
 */
function listOf(
  { state, platform, client, task, before }: Filters,
  add: (value: unknown) => string,
): string {
  const there: string[] = [];
  const wanted: string[] = [];
  if (state !== undefined) wanted.push(`b.state = ${add(state)}`);
  if (platform !== undefined) {
    const one = `(SELECT id FROM platform WHERE slug = ${add(platform)})`;
    there.push(`EXISTS ${one}`);
    wanted.push(`b.platform_id = ${one}`);
  }
  if (client !== undefined) {
    const one = `(SELECT root_id FROM client WHERE slug = ${add(client)})`;
    there.push(`EXISTS ${one}`);
    wanted.push(`b.client_id IN (SELECT id FROM client WHERE root_id = ${one})`);
  }
  if (task !== undefined) {
    const one = `(SELECT id FROM task WHERE id = ${add(task)} AND last_report_at IS NOT NULL)`;
    there.push(`EXISTS ${one}`);
    wanted.push(`b.task_id = ${one}`);
  }
  const place = `${STEP}, ${TURN}, b.id`;
  if (before !== undefined) {
    const id = add(before.split('_')[1]);
    wanted.push(`(${place}) < (SELECT ${place} FROM boycott b WHERE b.id = ${id})`);
  }
  return `
  SELECT ${there.join(' AND ') || 'true'} AS there,
         COALESCE((SELECT json_agg(json_build_object(${LISTED_BOYCOTT_JSON_PAIRS}) ORDER BY ${ORDER}) FROM (
    SELECT b.* FROM boycott b WHERE ${wanted.join(' AND ') || 'true'}
     ORDER BY ${ORDER} LIMIT ${BOYCOTTS_A_PAGE + 1}) b ${BOYCOTT_TARGET_JOINS}), '[]') AS boycotts`;
}

const OWN = statement(
  { boycott: col.json<unknown>() },
  `
  SELECT json_build_object(${LISTED_BOYCOTT_JSON_PAIRS}) AS boycott FROM boycott b ${BOYCOTT_TARGET_JOINS}
   WHERE ${organisesSql('$1')} ORDER BY ${ORDER}`,
);

const MINE = 'b.member_id = $2';
const HAS_KEY = `(EXISTS (SELECT 1 FROM boycott_key h
  WHERE h.boycott_id = r.boycott_id AND h.organiser = r.number))`;

/** SQL: the step at which boycott `b` failed; the record tells whether there was a debate. */
const FAILED_AT = `(CASE WHEN b.state = 'failed' THEN CASE WHEN b.eligible IS NOT NULL THEN 'pledging'
    WHEN EXISTS (SELECT 1 FROM record_entry e WHERE e.subject = 'boycott/' || b.id
      AND e.kind = 'boycott-debated') THEN 'debated' ELSE 'proposed' END END)`;

// $1 is the boycott, $2 the viewer, $3 now, $4 her alias among its seconders, in hex.
export const ONE_BOYCOTT = statement(
  { boycott: col.json<Row>() },
  `
  SELECT jsonb_build_object(${LISTED_BOYCOTT_JSON_PAIRS}) || jsonb_build_object(${boycottTextsJsonSql('b', MINE)}, 'cards',
      CASE WHEN ${isRemovedSql('b')} AND (${MINE}) IS NOT TRUE THEN '[]' ELSE b.cards END,
    'proposer', w.pseudonym, 'thread', (SELECT t.id FROM forum_thread t WHERE t.boycott_id = b.id),
    'seconders', CASE WHEN b.state = 'proposed' THEN ${SECONDER_COUNT_SQL} END,
    'debateHours', b.debate_hours, 'pledgeHours', b.pledge_hours, 'onDays', b.on_days,
    'eligible', CASE WHEN b.eligible IS NOT NULL THEN json_build_object(
      'established', b.eligible, 'fresh', COALESCE(b.eligible_new, 0)) END,
    'asked', CASE WHEN b.state = 'pledging' THEN
      (SELECT count(*) / 10 * 10 FROM boycott_token_holder g WHERE g.boycott_id = b.id) END,
    'keys', COALESCE((SELECT json_agg(json_build_object('rank', k.rank, 'organiser', k.organiser,
        'publicKey', ${base64Sql('k.public_key')}) ORDER BY k.rank, k.organiser)
      FROM boycott_key k WHERE k.boycott_id = b.id), '[]'),
    'organisers', COALESCE((SELECT json_agg(json_build_object('number', r.number,
        'pseudonym', n.pseudonym, 'hasKey', ${HAS_KEY}, 'signedOn', r.signed_on,
        'refusedOn', r.refused_on) ORDER BY r.number)
      FROM boycott_organiser r LEFT JOIN member n ON n.id = r.member_id
     WHERE r.boycott_id = b.id AND (${HAS_KEY} OR r.member_id = $2 OR ${MINE})), '[]'),
    'ownKey', (SELECT json_build_object('given', ${HAS_KEY}, 'waiting', ${WAITING_COSIGNATURES_SQL})
      FROM boycott_organiser r WHERE r.boycott_id = b.id AND r.member_id = $2),
    'reached', b.reached, 'failedAt', ${FAILED_AT}, 'pledgedNew', b.pledged_new, 'onFrom', ${utcTimestampSql('b.on_from')},
    'endedOn', b.ended_on, 'outcomeText', ${boycottTextSql('b.outcome_text', MINE)},
    'lookBack', ${boycottTextSql('b.look_back', MINE)},
    'versions', COALESCE((SELECT json_agg(json_build_object(${boycottTextsJsonSql('v', MINE)},
        'replacedAt', ${utcTimestampSql('v.replaced_at')}) ORDER BY v.number)
      FROM boycott_version v WHERE v.boycott_id = b.id), '[]'),
    'translations', ${translationsJsonSql('$2', 'call')},
    'textTranslations', ${translationsJsonSql('$2', 'texts')},
    'representsPlatform', ${representsPlatformOfSql('$2')},
    'takesTranslation', ${takesTranslationOfSql('$2')} AND NOT ${translationWaitsSql('$2')},
    'funds', ${fundsJsonSql('$2')}, 'messages', ${messagesJsonSql('$2')},
    'contact', ${contactJsonSql('$2')}, 'ownContact', ${contactWritingJsonSql('$2')},
    'timeline', ${TIMELINE_JSON_SQL}, 'sameDemand', ${SAME_DEMAND_JSON_SQL},
    'ownLinks', CASE WHEN ${organisesSql('$2')} THEN ${OWN_LINKS_JSON_SQL} END,
    'ownMessage', ${messageWritingJsonSql('$2', "($3::timestamptz AT TIME ZONE 'UTC')::date")},
    'ballots', COALESCE((SELECT json_agg(json_build_object('id', l.id, 'kind', l.kind,
        'offer', CASE WHEN r.id IS NOT NULL THEN json_build_object('reply', r.id,
          'signedAs', r.signed_as, 'text', CASE WHEN r.hidden_by IS NULL THEN r.text END) END,
        'openedAt', ${utcTimestampSql('l.opened_at')}, 'closesAt', ${utcTimestampSql('l.closes_at')},
        'counts', l.counts, 'result', l.result) ORDER BY l.opened_at, l.id)
      FROM boycott_ballot l LEFT JOIN reply r ON r.id = l.reply_id
     WHERE l.boycott_id = b.id), '[]'),
    'checkIns', COALESCE((SELECT json_agg(json_build_object('day', i.day, 'held', i.held,
        'couldNot', i.could_not) ORDER BY i.day) FROM (
      SELECT x.counter AS day, count(*) FILTER (WHERE x.value = 'held') AS held,
             count(*) FILTER (WHERE x.value = 'could-not') AS could_not
        FROM boycott_act x WHERE x.boycott_id = b.id AND x.purpose = '${CHECK_IN_PURPOSE}'
       GROUP BY x.counter) i), '[]'),
    'eligibility', CASE WHEN m.id IS NOT NULL THEN ${eligibilityFactsSql('$3::timestamptz')} END,
    'facts', json_build_object('state', b.state, 'reached', b.reached,
      'hidden', b.hidden_by IS NOT NULL, 'mine', COALESCE(b.member_id = $2, false),
      'seconded', EXISTS (SELECT 1 FROM boycott_second s
        WHERE s.boycott_id = b.id AND s.mark = decode($4, 'hex')),
      'changes', (SELECT count(*) FROM boycott_version v WHERE v.boycott_id = b.id),
      'stepEndsAt', ${utcTimestampSql('b.step_ends_at')}, 'debateHours', b.debate_hours,
      'ripe', m.created_at <= $3::timestamptz - interval '${MIN_NEW_ACCOUNT_AGE_HOURS} hours',
      'outcome', b.outcome, 'lookedBack', b.look_back IS NOT NULL, 'endedOn', b.ended_on,
      'callOffAskedAt', (SELECT ${utcTimestampSql('max(l.opened_at)')} FROM boycott_ballot l
        WHERE l.boycott_id = b.id AND l.kind = 'call-off'))) AS boycott
    FROM boycott b ${BOYCOTT_TARGET_JOINS} LEFT JOIN member w ON w.id = b.member_id
    LEFT JOIN member m ON m.id = $2
   WHERE b.id = $1`,
);
