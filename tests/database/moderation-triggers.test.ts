import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { FLAGGABLE_CONTENT_ENTRIES } from '#server/public-schema/flaggable-subjects.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  makeEstablishedCommunity,
  makeHiddenSubject,
  type DecidedCase,
} from '#tests/api/governance/juries.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { errorCodesOf } from './error-codes.ts';

/** Whoever writes past the program is refused by triggers, with a code for each reason. */

let site: TestApp;
let made: DecidedCase;

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 20);
  made = await makeHiddenSubject(site);
});

/** A decision like the one that was made, on the same case, by nobody yet. */
const decide = (id: string): readonly [string, ...unknown[]] => [
  `INSERT INTO decision (id, kind, case_id, subject, rule, reason, decided_on, decided_at)
   SELECT $1, kind, case_id, subject, rule, reason, decided_on, decided_at FROM decision WHERE id = $2`,
  id,
  made.decision,
];
const sit = (
  decision: string,
  number: number,
  seat: string,
  member: { id: string },
): readonly [string, ...unknown[]] => [
  `INSERT INTO decision_hand (decision_id, number, seat, handle, member_id) VALUES ($1, $2, $3, 'H', $4)`,
  decision,
  number,
  seat,
  member.id,
];

describe('check_hands', () => {
  test('decision_hands_checked: a decision by nobody is refused at the commit', async () => {
    expect(await errorCodesOf(site, decide(randomId()))).toContain('NC009');
  });

  test('decision_hand_checked: who is a party is refused, also where she joins later', async () => {
    const { decision, author, moderator, second } = made;
    expect(await errorCodesOf(site, sit(decision, 3, 'member', author))).toContain('NC001');
    const id = randomId();
    const both = [sit(id, 1, 'moderator', moderator), sit(id, 2, 'member', second)];
    expect(await errorCodesOf(site, decide(id), ...both)).toEqual([]);
  });
});

describe('what was decided stays', () => {
  test('decision_kept (keep_decision)', async () => {
    const { decision } = made;
    const change = `UPDATE decision SET reason = 'other' WHERE id = $1`;
    expect(await errorCodesOf(site, [change, decision])).toContain('NC013');
    expect(await errorCodesOf(site, ['DELETE FROM decision WHERE id = $1', decision])).toContain(
      'NC013',
    );
    const forget = 'UPDATE decision SET member_id = NULL, platform_id = NULL WHERE id = $1';
    expect(await errorCodesOf(site, [forget, decision])).toEqual([]);
  });

  test('decision_hand_kept (keep_hand)', async () => {
    const { decision } = made;
    const change = `UPDATE decision_hand SET handle = 'other' WHERE decision_id = $1`;
    expect(await errorCodesOf(site, [change, decision])).toContain('NC013');
    const forget = 'UPDATE decision_hand SET member_id = NULL WHERE decision_id = $1';
    expect(await errorCodesOf(site, [forget, decision])).toEqual([]);
  });
});

/** The triggers of each table, and the kind of subject that its decisions are about. */
const HIDDEN = FLAGGABLE_CONTENT_ENTRIES.map(
  ([kind, { table }]) => [table, kind, `${table}_hiding`, `${table}_showing`] as const,
);

test('subject_kind names each table with its kind, for the triggers that are made of it', async () => {
  const named = statement({ kind: col.text }, 'SELECT subject_kind($1) AS kind');
  for (const [table, kind] of HIDDEN) {
    expect(await site.database.sql(named, [table]), table).toEqual([{ kind }]);
  }
});

describe.each(HIDDEN)('%s, of kind %s', (table, kind, hiding, showing) => {
  /** Lets a row stand that has nothing but an id and what hides it: the trigger looks at no more. */
  async function bare(hiddenBy: string, id: string): Promise<(readonly [string, ...unknown[]])[]> {
    const rules = await site.database.sql(
      statement(
        { change: col.text },
        `SELECT format('ALTER COLUMN %I DROP NOT NULL', attname) AS change FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull AND attname <> 'id'
       UNION ALL SELECT format('DROP CONSTRAINT %I', conname) FROM pg_constraint
        WHERE conrelid = $1::regclass AND contype = 'c'`,
      ),
      [table],
    );
    return [
      [`ALTER TABLE ${table} ${rules.map(({ change }) => change).join(', ')}`],
      [`SET LOCAL session_replication_role = replica`],
      [`INSERT INTO ${table} (id, hidden_by) VALUES ($1, $2)`, id, hiddenBy],
      [`SET LOCAL session_replication_role = origin`],
    ];
  }

  /** A decision on a thing, made without its case. */
  const decision = (
    id: string,
    decided: string,
    subject: string,
    at: number,
  ): readonly [string, ...unknown[]] => [
    `INSERT INTO decision (id, kind, case_id, subject, rule, reason, decided_on, decided_at)
     SELECT $1, $2, case_id, $3, rule, reason, decided_on, decided_at + $4 * interval '1 minute'
       FROM decision WHERE id = $5`,
    id,
    decided,
    subject,
    at,
    made.decision,
  ];
  const quiet = ['SET CONSTRAINTS ALL DEFERRED'] as const;

  test(`${hiding} (check_hiding): only by a decision about that row`, async () => {
    const [id, by] = [randomId(), randomId()];
    const hide = [`INSERT INTO ${table} (id, hidden_by) VALUES ($1, $2)`, id, by] as const;
    expect(await errorCodesOf(site, hide)).toContain('NC011');
    expect(
      await errorCodesOf(site, decision(by, 'hide', `${kind}/${randomId()}`, 0), hide),
    ).toContain('NC011');
    expect(await errorCodesOf(site, decision(by, 'restore', `${kind}/${id}`, 0), hide)).toContain(
      'NC011',
    );
    // The trigger lets it pass: what is missing is the rest of the row.
    const passed = await errorCodesOf(site, decision(by, 'hide', `${kind}/${id}`, 0), hide);
    expect(passed).not.toContain('NC011');
    expect(passed.filter((code) => code.startsWith('23'))).not.toEqual([]);
  });

  test(`${showing} (check_showing): only by a later decision that restores it`, async () => {
    const [id, by, restored] = [randomId(), randomId(), randomId()];
    const subject = `${kind}/${id}`;
    const row = await bare(by, id);
    const show = [`UPDATE ${table} SET hidden_by = NULL WHERE id = $1`, id] as const;
    const hidden = decision(by, 'hide', subject, 0);
    expect(await errorCodesOf(site, ...row, hidden, show)).toContain('NC012');
    const early = decision(restored, 'restore', subject, -1);
    expect(await errorCodesOf(site, ...row, hidden, early, show)).toContain('NC012');
    const late = decision(restored, 'restore', subject, 1);
    const shown = await errorCodesOf(site, ...row, hidden, late, show, quiet);
    expect(shown).not.toContain('NC012');
  });
});
