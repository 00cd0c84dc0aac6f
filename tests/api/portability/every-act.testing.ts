import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeCheck, makeIncident, makeMember, type TestMember } from '#tests/support/factories.ts';
import { MAKE, kindsWithoutRow } from '#tests/support/flaggable-subjects.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';
import {
  dismissCaseAs,
  flagSubjectAs,
  makeFlaggedCase,
} from '#tests/api/governance/cases.testing.ts';
import {
  confirmProofAs,
  doubtProofAs,
  makeProof,
} from '#tests/api/evidence/proof-verification.testing.ts';
import { CLIENT_RATINGS, CHANGE_REASON, makeClient } from '#tests/api/directory/clients.testing.ts';
import {
  correctPlatformAs,
  readPlatformRevisions,
} from '#tests/api/directory/platform-corrections.testing.ts';
import {
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  giveNonceAs,
  findJuryOfCase,
  makeHiddenSubject,
  findAskedJurors,
} from '#tests/api/governance/juries.testing.ts';
import { PAYOUT_FORM } from '#tests/api/evidence/attribution.testing.ts';

/** Platforms on which a member posts a review, an incident and a task report. */
export const FIRST = { review: 'roamler', incident: 'bpeek', task: 'clickworker' };

/** All that a member and a moderator can do, by the API. */
export async function doEverything(
  site: TestApp,
  member: TestMember,
  { review, incident, task } = FIRST,
): Promise<void> {
  const send = async (path: string, body: object): Promise<{ id: string; path: string }> => {
    const response = await site.post(path, body, member.cookie);
    expect(response.statusCode, `${path}: ${response.body}`).toBeLessThan(300);
    return response.json();
  };
  await send('/api/payouts', PAYOUT_FORM);
  await send(`/api/platforms/${review}/review`, {
    pay: 4,
    punctuality: 3,
    fairness: 4,
    communication: 2,
    supply: 5,
    experiencedMonth: '2026-10',
  });
  await send('/api/incidents', {
    platform: incident,
    kind: 'balance-stuck',
    happenedOn: '2026-11-02',
    reason: 'none',
    appeal: 'not-tried',
  });
  await send('/api/task-reports', { ...TASK_REPORT, platform: task });
  const client = `/api/clients/${(await makeClient(site, { member })).slug}`;
  await send(`${client}/review`, {
    ...CLIENT_RATINGS,
    platform: 'clickworker',
    experiencedMonth: '2026-10',
  });
  await send(`${client}/names`, {
    name: `Autre ${randomId()}`,
    reason: CHANGE_REASON,
    notAPerson: true,
  });
  await send(`${client}/guesses`, {
    text: 'Une filiale.',
    source: 'https://registre.example/fiche',
    notAPerson: true,
  });
  expect((await correctPlatformAs(site, member, 'isahit', { city: randomId() })).status).toBe(200);
  await correctPlatformAs(site, await makeMember(site), 'clic-and-walk', { city: randomId() });
  const [correction] = await readPlatformRevisions(site, 'clic-and-walk');
  const disputes = `/api/platforms/clic-and-walk/revisions/${correction?.id ?? ''}/disputes`;
  await send(disputes, { reason: 'Leur page ne le dit pas.' });
  await send(`/api/incidents/${(await makeIncident(site)).id}/echo`, {});
  const opinion = { verdict: 'right', sentence: 'Il est écrit 12 euros.' };
  await send(`/api/checks/${await makeCheck(site)}/opinion`, opinion);
  expect((await confirmProofAs(site, await makeProof(site))(member)).statusCode).toBe(200);
  expect((await doubtProofAs(site, await makeProof(site))(member)).statusCode).toBe(200);
  const thread = {
    _key: randomUUID(),
    category: 'paiements',
    title: 'Une question',
    text: 'Qui est payé ?',
  };
  await send('/api/forum/threads', thread);
  const { subject } = await makeFlaggedCase(site);
  expect((await flagSubjectAs(site, subject, member)).statusCode).toBe(201);
  const { caseId } = await makeFlaggedCase(site);
  expect((await dismissCaseAs(site, caseId, member)).statusCode).toBe(200);
  const { sql } = site.database;
  for (const kind of await kindsWithoutRow(sql, member.id))
    await MAKE[kind](site, member, 'Un mot.');
}

/** A jury that decided; all who are established could be drawn. */
export async function holdJury(site: TestApp): Promise<void> {
  const made = await makeHiddenSubject(site);
  expect((await appealAs(site, made.decision, made.author)).statusCode).toBe(201);
  const jury = await findJuryOfCase(site, made.caseId);
  await giveNonceAs(site, jury, made.author, { words: 'un héron sur le toit' });
  await drawJuryAfterHour(site, jury);
  for (const juror of (await findAskedJurors(site, jury)).slice(0, 2))
    await castVoteAs(site, jury, juror);
}
