import { randomId } from '#server/core/ids.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { storeImage } from '#server/media/files/store-image.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import type { SubjectKind } from '#shared/governance/cases.ts';
import { CLIENT_RATINGS, makeClient } from '#tests/api/directory/clients.testing.ts';
import {
  correctPlatformAs,
  readPlatformRevisions,
} from '#tests/api/directory/platform-corrections.testing.ts';
import type { TestApp } from './app.ts';
import { propose } from './boycott-lifecycle.ts';
import {
  makeImage,
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  type TestMember,
} from './factories.ts';
import { makePost, makeThread } from './forum.ts';
import { makeTaskReport } from './tasks.ts';

/** For each kind of content with a text that a case can be about, a word that only its text contains. */
export const WORDS = {
  post: 'zazoupostule',
  incident: 'zazouincident',
  review: 'zazouplateforme',
  'client-review': 'zazouclient',
  'task-report': 'zazoutache',
  guess: 'zazoufiliale',
  dispute: 'zazoucontestation',
  reply: 'zazoureponse',
  boycott: 'zazourefus',
} as const satisfies Record<Exclude<SubjectKind, 'payout'>, string>;

export type JudgedThings = {
  readonly ids: Readonly<Record<SubjectKind, string>>;
  /** What only it shows: its word, and of the payout, which has no text, the key of its picture. */
  readonly words: Readonly<Record<SubjectKind, string>>;
  readonly thread: string;
  readonly task: string;
  /** The disputed one. */
  readonly correction: string;
  /** Keys of the pictures of the payout, the incident and the post. */
  readonly pictures: readonly string[];
  /** The author of everything except the boycott, and the reply, which has none. */
  readonly author: TestMember;
  readonly proposer: TestMember;
};

/** Creates content of each kind on Clickworker, each with its word, and the pictures. */
export async function makeJudgedThings(site: TestApp): Promise<JudgedThings> {
  const { prisma } = site.database;
  const author = await makeMember(site);
  const payout = await makePayout(site, { member: author, screenshot: true });
  const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: payout.id } });
  const incident = await makeIncident(site, { member: author, text: WORDS.incident });
  const review = await makeReview(site, { member: author, text: WORDS.review });
  const client = await makeClient(site, { name: 'Clickworker' });
  const address = `/api/clients/${client.slug}`;
  const opinion = { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' };
  await site.post(`${address}/review`, { ...opinion, text: WORDS['client-review'] }, author.cookie);
  const guess = { text: WORDS.guess, source: 'https://registre.example/', notAPerson: true };
  await site.post(`${address}/guesses`, guess, author.cookie);
  const dispute = await makeDispute(site, author);
  const report = await makeTaskReport(site, { member: author, text: WORDS['task-report'] });
  const reply = await makeReply(site, { text: `Nous disons ${WORDS.reply}.`, state: 'published' });
  const talk = await makeThread(site, { member: author, text: WORDS.post, payoutId: payout.id });
  await makePost(site, talk.id, { member: await makeMember(site), text: 'Merci.' });
  const pictures = [
    key,
    await showPicture(site, { incidentId: incident.id }),
    await showPicture(site, { postId: talk.postId }),
  ];
  const { id: boycott, proposer } = await propose(site, { grievance: WORDS.boycott });
  await site.catchUp();
  return {
    ids: {
      post: talk.postId,
      payout: payout.id,
      incident: incident.id,
      review: review.id,
      'client-review': (await prisma.clientReview.findFirstOrThrow()).id,
      'task-report': report.id,
      guess: (await prisma.clientGuess.findFirstOrThrow()).id,
      dispute: dispute.id,
      reply,
      boycott,
    },
    words: { ...WORDS, payout: key },
    thread: talk.id,
    task: report.taskId,
    correction: dispute.correction,
    pictures,
    author,
    proposer,
  };
}

/** Disputes a correction of Clickworker by another member. */
async function makeDispute(
  site: TestApp,
  author: TestMember,
): Promise<{ id: string; correction: string }> {
  const { status } = await correctPlatformAs(site, await makeMember(site), 'clickworker', {
    promiseDays: 12,
  });
  if (status !== 200) throw new Error(`the correction was answered ${status}`);
  const [correction] = await readPlatformRevisions(site, 'clickworker');
  if (correction === undefined) throw new Error('no correction');
  const address = `/api/platforms/clickworker/revisions/${correction.id}/disputes`;
  await site.post(address, { reason: WORDS.dispute }, author.cookie);
  const { id } = await site.database.prisma.revisionDispute.findFirstOrThrow();
  return { id, correction: correction.id };
}

async function showPicture(
  site: TestApp,
  owner: { readonly incidentId: string } | { readonly postId: string },
): Promise<string> {
  const image = await makeImage();
  await storeImage(site.store, image);
  const { width, height } = image.reading;
  const size = { width, height, thumbnailWidth: width, thumbnailHeight: height };
  await site.database.prisma.screenshot.create({
    data: { ...owner, ...size, id: randomId(), key: image.key },
  });
  return image.key;
}

/** Path of the route with which its author withdraws content. */
export function withdrawalOf(kind: SubjectKind, { ids, correction }: JudgedThings): string {
  const places: Partial<Record<SubjectKind, string>> = {
    post: `/api/forum/posts/${ids.post}`,
    review: '/api/platforms/clickworker/review',
    'client-review': '/api/clients/clickworker/review',
    guess: `/api/client-guesses/${ids.guess}`,
    dispute: `/api/platforms/clickworker/revisions/${correction}/disputes`,
  };
  return `${places[kind] ?? `/api/${kind}s/${ids[kind]}`}/withdraw`;
}

/** What still leads from a withdrawn thing to its author or opens what she wrote, one sentence each. */
export async function tracesOf(sql: Sql, kind: SubjectKind, id: string): Promise<string[]> {
  const { table, by } = FLAGGABLE_CONTENT[kind];
  const owned = await sql(`SELECT 1 FROM ${table} WHERE id = $1 AND ${by}_id IS NOT NULL`, [id]);
  const open = statement(
    { kind: col.text },
    `SELECT kind FROM record_entry WHERE subject = $1 AND salt IS NOT NULL
        AND kind !~ '-(withdrawn|hidden|removed|veiled|restored|left-standing)$'`,
  );
  const salted = await sql(open, [`${kind}/${id}`]);
  return [
    ...(owned === 0 ? [] : [`a withdrawn ${kind} names its author: "takenBack" clears ${by}_id`]),
    ...salted.map((act) => `a withdrawn ${kind} keeps the salt of ${act.kind}: withdrawContent`),
  ];
}
