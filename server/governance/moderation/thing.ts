import { readingPicture } from '#server/evidence/proof-verification/covered.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { SubjectKind } from '#shared/governance/cases.ts';
import type { CaseThing } from '#shared/governance/case-work.ts';

/** SQL: the pictures of one column of `screenshot`, in order. */
function pictures(column: string): string {
  return `COALESCE((SELECT json_agg(${readingPicture('s')} ORDER BY s.place, s.id)
    FROM screenshot s WHERE s.${column} = $1), '[]')`;
}

/** SQL: the page of a thing about a platform, or about a client. */
const ON_PLATFORM = `json_build_object('page', 'platform', 'key', (SELECT p.slug FROM platform p
  WHERE p.id = t.platform_id))`;
const ON_CLIENT = `json_build_object('page', 'client', 'key', (SELECT r.slug FROM client c
  JOIN client r ON r.id = c.root_id WHERE c.id = t.client_id))`;

/** SQL by kind: the published values, and the tables. */
const OF: Readonly<Record<SubjectKind, { readonly pairs: string; readonly from: string }>> = {
  post: {
    pairs: `'text', t.text, 'pictures', ${pictures('post_id')},
      'place', json_build_object('page', 'post', 'key', t.id)`,
    from: 'forum_post t',
  },
  payout: {
    pairs: `'text', t.message, 'pictures', ${pictures('payout_id')}, 'month', t.asked_month,
      'money', json_build_object('minor', t.expected_rounded, 'currency', t.currency),
      'place', json_build_object('page', 'proof', 'key', t.id)`,
    from: 'payout t',
  },
  incident: {
    pairs: `'text', t.text, 'pictures', ${pictures('incident_id')}, 'month', t.happened_month,
      'money', CASE WHEN COALESCE(t.lost_rounded, t.reward_rounded) IS NOT NULL THEN
        json_build_object('minor', COALESCE(t.lost_rounded, t.reward_rounded),
                          'currency', t.currency) END,
      'place', ${ON_PLATFORM}`,
    from: 'incident t',
  },
  review: {
    pairs: `'text', t.text, 'month', t.experienced_month,
      'marks', json_build_array(t.pay, t.punctuality, t.fairness, t.communication, t.supply),
      'place', ${ON_PLATFORM}`,
    from: 'review t',
  },
  'client-review': {
    pairs: `'text', t.text, 'month', t.experienced_month,
      'marks', json_build_array(t.communication, t.pay, t.fairness, t.speed),
      'place', ${ON_CLIENT}`,
    from: 'client_review t',
  },
  'task-report': {
    pairs: `'text', t.text, 'month', t.worked_month,
      'money', json_build_object('minor', k.reward_minor, 'currency', k.currency),
      'place', json_build_object('page', 'task', 'key', k.id)`,
    from: 'task_report t JOIN task k ON k.id = t.task_id',
  },
  guess: {
    pairs: `'text', t.text, 'source', t.source, 'place', ${ON_CLIENT}`,
    from: 'client_guess t',
  },
  reply: {
    pairs: `'text', t.text, 'signedAs', t.signed_as,
      'place', CASE WHEN t.client_id IS NULL THEN ${ON_PLATFORM} ELSE ${ON_CLIENT} END`,
    from: 'reply t',
  },
  boycott: {
    pairs: `'text', concat_ws(E'\\n\\n', t.title, t.grievance, t.demands, t.partaking, t.ends_when,
        t.outcome_text, t.look_back),
      'place', json_build_object('page', 'boycott', 'key', t.id)`,
    from: 'boycott t',
  },
};

const NOTHING: CaseThing = {
  text: null,
  signedAs: null,
  source: null,
  money: null,
  month: null,
  marks: [],
  pictures: [],
  place: null,
};

/** A thing as its decision makers see it, hidden or not; null when it is gone. */
export async function findThing(tx: Db, kind: SubjectKind, id: string): Promise<CaseThing | null> {
  const { pairs, from } = OF[kind];
  const [row] = await tx.sql(
    statement(
      { thing: col.json<Partial<CaseThing>>() },
      `SELECT json_build_object(${pairs}) AS thing FROM ${from} WHERE t.id = $1`,
    ),
    [id],
  );
  return row === undefined ? null : { ...NOTHING, ...row.thing };
}
