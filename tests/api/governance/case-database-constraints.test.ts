import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import { randomId } from '#server/core/ids.ts';
import { liftExpiredVeils } from '#server/governance/case-decisions/lift-veils.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  dismissCaseAs,
  findHidingDecision,
  makeFlaggedCase,
  veilSubjectAs,
} from './cases.testing.ts';
import { makeEstablishedCommunity, makeHiddenSubject, type DecidedCase } from './juries.testing.ts';

/** Whoever writes SQL past the program is refused by the database itself. */

describe('the database', () => {
  let site: TestApp;
  let moderator: TestMember;
  let second: TestMember;

  beforeAll(async () => {
    site = await createTestApp();
    await makeEstablishedCommunity(site, 20);
  });
  beforeEach(async () => {
    moderator = await makeMember(site, { moderator: true });
    second = await makeMember(site, { established: true });
  });

  /** What the database answers to statements of one transaction; null where it does them. */
  function attempt(...statements: (readonly [string, ...unknown[]])[]): Promise<unknown> {
    const { prisma } = site.database;
    return prisma
      .$transaction(async (tx) => {
        for (const [text, ...values] of statements) await tx.$executeRawUnsafe(text, ...values);
      })
      .then(() => null)
      .catch((error: unknown) => classifyDatabaseError(error) ?? error);
  }

  const decision = (
    id: string,
    kind: string,
    fields: { caseId: string | null; subject: string; [name: string]: unknown },
  ) => {
    const {
      caseId,
      subject,
      alone = false,
      until = null,
      replaces = null,
      automated = false,
    } = fields;
    return [
      `INSERT INTO decision (id, kind, case_id, subject, rule, reason, alone, until, replaces, automated,
         decided_on, decided_at)
       VALUES ($1, $2, $3, $4, 'R5', '', $5, $6::timestamptz, $7, $8, ($9::timestamptz AT TIME ZONE 'UTC')::date, $9::timestamptz)`,
      id,
      kind,
      caseId,
      subject,
      alone,
      until,
      replaces,
      automated,
      site.clock.now.toISOString(),
    ] as const;
  };
  const hand = (id: string, number: number, seat: string, member: TestMember) =>
    [
      `INSERT INTO decision_hand (decision_id, number, seat, handle, member_id) VALUES ($1, $2, $3, 'H', $4)`,
      id,
      number,
      seat,
      member.id,
    ] as const;
  const hide = (subject: string, by: string | null) =>
    [`UPDATE forum_post SET hidden_by = $2 WHERE id = $1`, subject.slice(5), by] as const;

  test('hiding by a decision of no case, or of a case that is taken away, is refused', async () => {
    const { subject } = await makeFlaggedCase(site);
    const id = randomId();
    expect(
      await attempt(decision(id, 'hide', { caseId: null, subject }), hide(subject, id)),
    ).not.toBeNull();
    expect(await findHidingDecision(site, subject)).toBeNull();
    const made = await makeHiddenSubject(site);
    expect(
      await attempt([`DELETE FROM moderation_case WHERE id = $1`, made.caseId]),
    ).not.toBeNull();
    expect(await site.database.prisma.decision.count({ where: { caseId: made.caseId } })).toBe(1);
  });

  test('a decision and its hands stay as they were made; who it was can be forgotten', async () => {
    const { decision: id, second: hers } = await makeHiddenSubject(site);
    const other = await makeMember(site, { established: true });
    expect([
      await attempt([`DELETE FROM decision_hand WHERE decision_id = $1`, id]),
      await attempt([
        `UPDATE decision_hand SET member_id = $2 WHERE decision_id = $1 AND number = 2`,
        id,
        other.id,
      ]),
      await attempt([`UPDATE decision_hand SET seat = 'moderator' WHERE decision_id = $1`, id]),
      await attempt([`UPDATE decision SET reason = 'Autre.' WHERE id = $1`, id]),
      await attempt([`UPDATE decision SET case_id = NULL WHERE id = $1`, id]),
      await attempt([`DELETE FROM decision WHERE id = $1`, id]),
    ]).toEqual(Array(6).fill('refused'));
    await site.database.prisma.member.delete({ where: { id: hers.id } });
    const hands = await site.database.prisma.decisionHand.findMany({
      where: { decisionId: id },
      orderBy: { number: 'asc' },
    });
    expect(hands.map(({ memberId }) => memberId === null)).toEqual([false, true]);
  });

  test('a seat is believed of nobody who has not the role for it', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    const plain = await makeMember(site);
    const former = await makeMember(site, { moderator: true });
    await site.database.prisma.roleGrant.updateMany({
      where: { memberId: former.id },
      data: { endsOn: site.clock.now },
    });
    const by = (a: [string, TestMember], b: [string, TestMember]) => {
      const id = randomId();
      return attempt(
        decision(id, 'hide', { caseId, subject }),
        hand(id, 1, ...a),
        hand(id, 2, ...b),
      );
    };
    expect([
      await by(['moderator', second], ['member', await makeMember(site, { established: true })]),
      await by(['moderator', former], ['member', second]),
      await by(['moderator', moderator], ['member', plain]),
      await by(['moderator', moderator], ['juror', second]),
    ]).toEqual(Array(4).fill('not-theirs'));
    expect(await by(['moderator', moderator], ['member', second])).toBeNull();
  });

  test('two of one voice, or one of a party’s voice, do not decide', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site);
    const by = () => {
      const id = randomId();
      return attempt(
        decision(id, 'hide', { caseId, subject }),
        hand(id, 1, 'moderator', moderator),
        hand(id, 2, 'member', second),
      );
    };
    const join = (members: readonly TestMember[], voice: string | null) =>
      site.database.prisma.member.updateMany({
        where: { id: { in: members.map(({ id }) => id) } },
        data: { voice },
      });
    await join([moderator, second], 'ensemble-1');
    expect(await by()).toBe('not-theirs');
    await join([moderator, second], null);
    await join([author, second], 'ensemble-2');
    expect(await by()).toBe('not-theirs');
    await join([author, second], null);
    expect(await by()).toBeNull();
  });

  test('nothing shows again without those whom hiding takes', async () => {
    const { caseId, subject, decision: hidden }: DecidedCase = await makeHiddenSubject(site);
    const restore = (fields: object, hands: readonly (readonly [string, TestMember])[]) => {
      const id = randomId();
      return attempt(
        decision(id, 'restore', { caseId, subject, replaces: hidden, ...fields }),
        ...hands.map(([seat, member], nth) => hand(id, nth + 1, seat, member)),
        hide(subject, null),
      );
    };
    expect([
      await attempt(hide(subject, null)),
      await restore({}, []),
      await restore({ automated: true }, []),
      await restore({ alone: true }, [['moderator', moderator]]),
      await restore({}, [['moderator', moderator]]),
      await restore({}, [['member', second]]),
    ]).toEqual(Array(6).fill('refused'));
    expect(await findHidingDecision(site, subject)).toBe(hidden);
    const both = [
      ['moderator', moderator],
      ['member', second],
    ] as const;
    expect(await restore({}, both)).toBeNull();
    expect(await findHidingDecision(site, subject)).toBeNull();
    // A decision that showed it once does not show it for ever.
    site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    const again = randomId();
    const fields = { caseId, subject };
    const hands = both.map(([seat, member], nth) => hand(again, nth + 1, seat, member));
    expect(
      await attempt(decision(again, 'hide', fields), ...hands, hide(subject, again)),
    ).toBeNull();
    expect(await attempt(hide(subject, null))).toBe('refused');
  });

  test('a thing is not veiled again in another case, and a veil is not lifted before its time', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, { reason: 'threat' });
    await veilSubjectAs(site, caseId, moderator);
    const first = await findHidingDecision(site, subject);
    const early = randomId();
    const lift = { caseId, subject, replaces: first, automated: true };
    expect(await attempt(decision(early, 'restore', lift), hide(subject, null))).toBe('refused');
    site.clock.advanceDays(4);
    await liftExpiredVeils(site.database, site.clock.now);
    expect(await findHidingDecision(site, subject)).toBeNull();
    await site.post(`/api/moderation/cases/${caseId}/withdraw`, {}, moderator.cookie);
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(200);
    const id = randomId();
    const until = new Date(site.clock.now.getTime() + 3_600_000).toISOString();
    const next = randomId();
    const more = await attempt(
      [
        `INSERT INTO moderation_case (id, subject, origin, reason, state, opened_at)
         VALUES ($1, $2, 'flag', 'illegal', 'open', now())`,
        next,
        subject,
      ],
      decision(id, 'veil', { caseId: next, subject, until, alone: true }),
      hand(id, 1, 'moderator', moderator),
    );
    expect(more).toBe('refused');
  });
});
