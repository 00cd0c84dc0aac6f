import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { runDueJuries } from '#server/governance/juries/run-juries.ts';
import type { PublishedJuryDraw } from '#shared/governance/jury-draw.ts';
import type { JuryResponse, OwnJuryResponse } from '#shared/governance/juries.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  answerProposalAs,
  findHidingDecision,
  giveCaseTo,
  makeFlaggedCase,
  proposeMeasureAs,
} from './cases.testing.ts';

const HOUR_MS = 3_600_000;
export const APPEAL_TEXT = 'Je décris ce que la plateforme a fait, je n’insulte personne.';

export type DecidedCase = {
  caseId: string;
  subject: string;
  decision: string;
  author: TestMember;
  flagger: TestMember;
  moderator: TestMember;
  second: TestMember;
};

/** Lets hours pass. */
export function advanceClockHours({ clock }: TestApp, hours: number): void {
  clock.now = new Date(clock.now.getTime() + hours * HOUR_MS);
}

/** Enough established members that nobody decides alone, and that a jury of three is found. */
export async function makeEstablishedCommunity(site: TestApp, members = 20): Promise<void> {
  await makeMembers(site, members, { established: true });
}

/** A case that two people decided: its thing is hidden. */
export async function makeHiddenSubject(
  site: TestApp,
  fields: { reason?: string; kind?: string; rule?: string } = {},
): Promise<DecidedCase> {
  const { reason, ...measure } = fields;
  const made = await makeFlaggedCase(site, reason === undefined ? {} : { reason });
  const moderator = await makeMember(site, { moderator: true });
  const second = await makeMember(site, { established: true });
  await proposeMeasureAs(site, made.caseId, moderator, measure);
  await giveCaseTo(site, made.caseId, second);
  const agreed = await answerProposalAs(site, made.caseId, second);
  const decision = await findHidingDecision(site, made.subject);
  if (decision === null) throw new Error(agreed.body);
  return { ...made, decision, moderator, second };
}

/** A case that goes to a jury, since the second person objected. */
export async function makeContestedCase(
  site: TestApp,
): Promise<Omit<DecidedCase, 'decision'> & { jury: string }> {
  const made = await makeFlaggedCase(site);
  const moderator = await makeMember(site, { moderator: true });
  const second = await makeMember(site, { established: true });
  await proposeMeasureAs(site, made.caseId, moderator);
  const objection = 'C’est une critique, pas une insulte.';
  await answerProposalAs(site, made.caseId, second, { answer: 'object', objection });
  return { ...made, moderator, second, jury: await findJuryOfCase(site, made.caseId) };
}

export function appealAs(
  site: TestApp,
  decision: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  return site.post(
    `/api/decisions/${decision}/appeal`,
    { text: APPEAL_TEXT, ...fields },
    member?.cookie,
  );
}

/** The jury of a case that has not ended, else the last one. */
export async function findJuryOfCase(site: TestApp, caseId: string): Promise<string> {
  const { id } = await site.database.prisma.jury.findFirstOrThrow({
    where: { caseId },
    orderBy: { calledAt: 'desc' },
  });
  return id;
}

/** What the site does each minute. */
export function runMinuteJobs(site: TestApp): Promise<void> {
  return runDueJuries(site.database, site.clock.now);
}

/** Lets the hour of a draw pass: the record is signed, the jury drawn. */
export async function drawJuryAfterHour(site: TestApp, jury: string): Promise<void> {
  const { drawHour } = await site.database.prisma.jury.findUniqueOrThrow({ where: { id: jury } });
  site.clock.now = new Date(Math.max(drawHour.getTime(), site.clock.now.getTime()) + 60_000);
  await sequence(site);
  await runMinuteJobs(site);
}

/** A hidden thing, an appeal of its author, and the jury that sits on it. */
export async function makeSittingJury(site: TestApp): Promise<DecidedCase & { jury: string }> {
  const made = await makeHiddenSubject(site);
  await appealAs(site, made.decision, made.author);
  const jury = await findJuryOfCase(site, made.caseId);
  await drawJuryAfterHour(site, jury);
  return { ...made, jury };
}

/** Those who are asked just now, in the order of the draw, signed in. */
export async function findAskedJurors(site: TestApp, jury: string): Promise<TestMember[]> {
  const seats = await site.database.prisma.juror.findMany({
    where: { juryId: jury, state: 'asked' },
    orderBy: { place: 'asc' },
    include: { member: true },
  });
  return Promise.all(
    seats.flatMap(({ member }) => (member === null ? [] : [signIn(site, member)])),
  );
}

async function signIn(
  { database, clock }: TestApp,
  { id, pseudonym }: { id: string; pseudonym: string },
): Promise<TestMember> {
  const sessions = createSessions(database, () => clock.now, { secure: false });
  const cookie = (await sessions.start(database.prisma, id)).split(';')[0] ?? '';
  return { id, pseudonym, cookie };
}

export function castVoteAs(
  site: TestApp,
  jury: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  const body = { vote: 'restore', reason: 'Rien n’y insulte personne.', ...fields };
  return site.post(`/api/juries/${jury}/vote`, body, member?.cookie);
}

export function declineSeatAs(
  site: TestApp,
  jury: string,
  member: TestMember | null,
): Promise<LightMyRequestResponse> {
  return site.post(`/api/juries/${jury}/decline`, {}, member?.cookie);
}

export async function readJury(site: TestApp, jury: string): Promise<JuryResponse> {
  return (await site.get(`/api/juries/${jury}`)).json<JuryResponse>();
}

export async function readOwnJury(
  site: TestApp,
  jury: string,
  member: TestMember,
): Promise<OwnJuryResponse> {
  return (await site.get(`/api/juries/${jury}/mine`, member.cookie)).json<OwnJuryResponse>();
}

export function statusCodesOf(answers: readonly LightMyRequestResponse[]): number[] {
  return answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
}

/** SHA-256 as anybody computes it. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export const PARTY_WORDS = 'un héron sur le toit du marché';

/** A hidden thing, an appeal of its author, and the jury that waits for its hour. */
export async function makeWaitingJury(site: TestApp): Promise<DecidedCase & { jury: string }> {
  const made = await makeHiddenSubject(site);
  await appealAs(site, made.decision, made.author);
  return { ...made, jury: await findJuryOfCase(site, made.caseId) };
}

export function giveNonceAs(
  site: TestApp,
  jury: string,
  member: TestMember | null,
  fields: object,
): Promise<LightMyRequestResponse> {
  return site.post(`/api/juries/${jury}/nonce`, fields, member?.cookie);
}

export function revealNonceAs(
  site: TestApp,
  jury: string,
  member: TestMember | null,
  words = PARTY_WORDS,
): Promise<LightMyRequestResponse> {
  return site.post(`/api/juries/${jury}/reveal`, { words }, member?.cookie);
}

/** A draw as a stranger finds it, by the public addresses alone. */
export async function fetchPublishedDraw(site: TestApp, jury: string): Promise<PublishedJuryDraw> {
  const { pool, site: own, words, checkpoint, seed, order } = await readJury(site, jury);
  const { names } = (await site.get(`/api/juries/${jury}/pool`)).json<{ names: string[] }>();
  if (checkpoint === null || seed === null || own.nonce === null) throw new Error('not drawn');
  return {
    jury,
    poolHash: pool.hash,
    siteNonce: own.nonce,
    siteCommitment: own.commitment,
    nonces: words.map(({ commitment, words: nonce }) => ({ commitment, nonce })),
    checkpoint,
    seed,
    names,
    drawn: order.map(({ name }) => name),
  };
}
