import { base64Of } from '#server/database/db.ts';
import { isRemoved } from '#server/database/visible.ts';
import { memberNamed } from './authors.ts';
import {
  fixed,
  moving,
  same,
  second,
  words,
  youngByMoment,
  YOUNG_DAYS,
  type Column,
  type Entry,
} from './entry.ts';

/** A text of boycott `b`, or of one of its versions, while neither removed nor withdrawn. */
function text(expression: string): Column {
  return words('text', `CASE WHEN b.title <> '' AND NOT ${isRemoved('b')} THEN ${expression} END`);
}

/** SQL: whether its proposer wrote or edited it recently; the last edit keeps all texts back. */
const YOUNG = `GREATEST((b.proposed_at AT TIME ZONE 'UTC')::date, (SELECT max(e.day)
    FROM record_entry e WHERE e.subject = 'boycott/' || b.id AND e.kind IN ('boycott-changed',
      'boycott-outcome-said', 'boycott-looked-back'))) + ${YOUNG_DAYS} > :today::date`;

/** SQL: all signing keys, with an organiser's number. */
const KEYS = `COALESCE((SELECT jsonb_agg(jsonb_build_object('rank', k.rank,
    'publicKey', ${base64Of('k.public_key')}) || CASE WHEN k.organiser = 0 THEN '{}'::jsonb
      ELSE jsonb_build_object('organiser', k.organiser) END ORDER BY k.rank, k.organiser)
  FROM boycott_key k WHERE k.boycott_id = b.id), '[]')`;

/** Boycotts with their signing keys, and their earlier versions. */
export const BOYCOTT_ENTRIES: readonly Entry[] = [
  {
    name: 'boycotts',
    subject: 'boycott',
    id: 'b.id',
    from: 'boycott b LEFT JOIN member m ON m.id = b.member_id',
    order: 'b.id COLLATE "C"',
    young: YOUNG,
    columns: {
      id: fixed('text', 'b.id'),
      platform: fixed('text', 'b.platform_id'),
      target: fixed('text', 'b.target'),
      pace: fixed('text', 'b.pace'),
      state: fixed('text', 'b.state'),
      title: text('b.title'),
      grievance: text('b.grievance'),
      demands: text('b.demands'),
      partaking: text('b.partaking'),
      endsWhen: text('b.ends_when'),
      evidence: { ...text('b.cards'), type: 'json' },
      threshold: fixed('int', 'b.threshold'),
      debateHours: fixed('int', 'b.debate_hours'),
      pledgeHours: fixed('int', 'b.pledge_hours'),
      onDays: fixed('int', 'b.on_days'),
      proposedAt: fixed('text', second('b.proposed_at')),
      stepEndsAt: fixed('text', second('b.step_ends_at')),
      pledgingFrom: fixed('text', second('b.pledging_from')),
      eligible: fixed('int', 'b.eligible'),
      eligibleNew: fixed('int', 'b.eligible_new'),
      keys: fixed('json', KEYS),
      reached: fixed('boolean', 'b.reached'),
      pledged: fixed('int', 'b.pledged'),
      pledgedNew: fixed('int', 'b.pledged_new'),
      pledgesHash: fixed('text', 'b.pledges_hash'),
      onFrom: fixed('text', second('b.on_from')),
      failure: fixed('text', 'b.failure'),
      outcome: fixed('text', 'b.outcome'),
      outcomeText: text('b.outcome_text'),
      endedOn: fixed('date', 'b.ended_on'),
      lookBack: text('b.look_back'),
      // Disappears with her account, or changed by others.
      by: moving('text', 'm.pseudonym'),
      client: moving('text', 'b.client_id'),
      task: moving('text', 'b.task_id'),
      hiddenBy: moving('text', 'b.hidden_by'),
    },
    restore: [
      {
        table: 'boycott',
        columns: {
          ...same([
            'id',
            'target',
            'pace',
            'state',
            'threshold',
            'debateHours',
            'pledgeHours',
            'onDays',
            'eligible',
            'eligibleNew',
            'reached',
            'pledged',
            'pledgedNew',
            'pledgesHash',
            'failure',
            'outcome',
            'outcomeText',
            'endedOn',
            'lookBack',
            'hiddenBy',
          ]),
          platform_id: 'r.platform',
          client_id: 'r.client',
          task_id: 'r.task',
          member_id: memberNamed('r.by'),
          title: `COALESCE(r.title, '…')`,
          grievance: `COALESCE(r.grievance, '…')`,
          demands: `COALESCE(r.demands, '…')`,
          partaking: `COALESCE(r.partaking, '…')`,
          ends_when: `COALESCE(r."endsWhen", '…')`,
          cards: `COALESCE(r.evidence::jsonb, '[]')`,
          proposed_at: 'r."proposedAt"::timestamptz',
          step_ends_at: 'r."stepEndsAt"::timestamptz',
          pledging_from: 'r."pledgingFrom"::timestamptz',
          on_from: 'r."onFrom"::timestamptz',
        },
      },
      {
        table: 'boycott_key',
        unfold: `json_to_recordset(r.keys) AS k(rank text, organiser int, "publicKey" text)`,
        // Nobody can sign with it here: pledging happens on the site that issued it.
        columns: {
          boycott_id: 'r.id',
          rank: 'k.rank',
          organiser: 'COALESCE(k.organiser, 0)',
          public_key: `decode(k."publicKey", 'base64')`,
        },
      },
    ],
  },
  {
    // Recorded once, before the first pledge, so that anybody can see that they never change.
    name: 'boycott-keys',
    subject: 'boycott-keys',
    id: 'b.id',
    from: 'boycott b',
    where: `b.pledging_from IS NOT NULL
      AND EXISTS (SELECT 1 FROM boycott_key k WHERE k.boycott_id = b.id)`,
    order: 'b.id COLLATE "C"',
    columns: { id: fixed('text', 'b.id'), keys: fixed('json', KEYS) },
    // Restored with their boycotts.
    restore: [],
  },
  {
    name: 'boycott-versions',
    subject: null,
    id: `v.boycott_id`,
    from: 'boycott_version v JOIN boycott b ON b.id = v.boycott_id',
    order: 'v.boycott_id COLLATE "C", v.number',
    young: youngByMoment('v.replaced_at'),
    columns: {
      boycott: fixed('text', 'v.boycott_id'),
      number: fixed('int', 'v.number'),
      title: text('v.title'),
      grievance: text('v.grievance'),
      demands: text('v.demands'),
      partaking: text('v.partaking'),
      endsWhen: text('v.ends_when'),
      evidence: { ...text('v.cards'), type: 'json' },
      threshold: fixed('int', 'v.threshold'),
      replacedAt: fixed('text', second('v.replaced_at')),
    },
    restore: [
      {
        table: 'boycott_version',
        columns: {
          ...same(['number', 'threshold']),
          boycott_id: 'r.boycott',
          title: `COALESCE(r.title, '…')`,
          grievance: `COALESCE(r.grievance, '…')`,
          demands: `COALESCE(r.demands, '…')`,
          partaking: `COALESCE(r.partaking, '…')`,
          ends_when: `COALESCE(r."endsWhen", '…')`,
          cards: `COALESCE(r.evidence::jsonb, '[]')`,
          replaced_at: 'r."replacedAt"::timestamptz',
        },
      },
    ],
  },
  {
    name: 'boycott-organisers',
    subject: null,
    id: 'r.boycott_id',
    from: 'boycott_organiser r LEFT JOIN member m ON m.id = r.member_id',
    // Organisers without a key are not public.
    where: `EXISTS (SELECT 1 FROM boycott_key k
      WHERE k.boycott_id = r.boycott_id AND k.organiser = r.number)`,
    order: 'r.boycott_id COLLATE "C", r.number',
    columns: {
      boycott: fixed('text', 'r.boycott_id'),
      number: fixed('int', 'r.number'),
      // Disappears with her account, or changes with her own acts.
      by: moving('text', 'm.pseudonym'),
      signedOn: moving('date', 'r.signed_on'),
      refusedOn: moving('date', 'r.refused_on'),
    },
    restore: [
      {
        table: 'boycott_organiser',
        columns: {
          ...same(['number', 'signedOn', 'refusedOn']),
          boycott_id: 'r.boycott',
          member_id: memberNamed('r.by'),
        },
      },
    ],
  },
];
