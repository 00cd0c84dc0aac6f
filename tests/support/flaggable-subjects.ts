import { randomId } from '#server/core/ids.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { storeImage } from '#server/media/files/store-image.ts';
import {
  FLAGGABLE_CONTENT,
  authorMemberIdSql,
  contentFromSql,
} from '#server/public-schema/flaggable-subjects.ts';
import type { SubjectKind } from '#shared/core/subject-kinds.ts';
import { PUBLIC_SUBJECT_KINDS, type PublicSubjectKind } from '#shared/governance/cases.ts';
import { CLIENT_RATINGS, makeClient } from '#tests/api/directory/clients.testing.ts';
import {
  correctPlatformAs,
  readPlatformRevisions,
} from '#tests/api/directory/platform-corrections.testing.ts';
import type { TestApp } from './app.ts';
import { propose } from './boycott-lifecycle.ts';
import { makeBoycott } from './boycotts.ts';
import {
  makeImage,
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  showAllPosts,
  type TestMember,
} from './factories.ts';
import { makePost, makeThread } from './forum.ts';
import { makeTranslation } from './boycott-translations.ts';
import { makeOrganiserContact } from './organiser-contacts.ts';
import { makeOrganiserMessage } from './organiser-messages.ts';
import { makeFund } from './solidarity-funds.ts';
import { makeTaskReport } from './tasks.ts';

type KindWithText = Exclude<PublicSubjectKind, 'payout'>;
/** For each kind of content with a text that a case can be about, a word that only its text contains. */
export const WORDS = Object.fromEntries(
  PUBLIC_SUBJECT_KINDS.filter((kind) => kind !== 'payout').map((kind) => [
    kind,
    `zazou${kind.replaceAll('-', '')}`,
  ]),
) as Readonly<Record<KindWithText, string>>;

export type JudgedThings = {
  readonly ids: Readonly<Record<PublicSubjectKind, string>>;
  /** What only it shows: its word, and of the payout, which has no text, the key of its picture. */
  readonly words: Readonly<Record<PublicSubjectKind, string>>;
  readonly thread: string;
  /** Keys of the pictures of the payout, the incident and the post. */
  readonly pictures: readonly string[];
  /** The author of everything except the boycott, and the reply, which has none. */
  readonly author: TestMember;
  readonly proposer: TestMember;
};

/** Makes one thing of a kind on Clickworker, by this member and with this word in its text. */
type Make = (site: TestApp, member: TestMember, word: string) => Promise<string>;

/** Each kind that members write; those about clients need the client Clickworker. */
export const MAKE: Readonly<Record<Exclude<SubjectKind, 'reply'>, Make>> = {
  post: async (site, member, text) => {
    const { postId } = await makeThread(site, { member, text });
    await showPicture(site, { postId });
    return postId;
  },
  payout: async (site, member) => (await makePayout(site, { member, screenshot: true })).id,
  incident: async (site, member, text) => (await makeIncident(site, { member, text })).id,
  review: async (site, member, text) => (await makeReview(site, { member, text })).id,
  'client-review': async (site, member, text) => {
    const review = { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' };
    const id = await send(site, member, '/api/clients/clickworker/review', { ...review, text });
    await showAllPosts(site);
    return id;
  },
  'task-report': async (site, member) => (await makeTaskReport(site, { member })).id,
  guess: (site, member, text) => {
    const guess = { text, source: 'https://registre.example/', notAPerson: true };
    return send(site, member, '/api/clients/clickworker/guesses', guess);
  },
  dispute: async (site, member, reason) => {
    const about = await correctClickworker(site);
    await site.post(
      `/api/platforms/clickworker/revisions/${about}/disputes`,
      { reason },
      member.cookie,
    );
    const where = { revisionId: about };
    return (await site.database.prisma.revisionDispute.findFirstOrThrow({ where })).id;
  },
  boycott: async (site, member, title) => (await makeBoycott(site, { member, title })).id,
  fund: async (site, member, name) => (await makeFund(site, { member, name })).id,
  'organiser-message': async (site, member, text) =>
    (await makeOrganiserMessage(site, { member, text })).id,
  'organiser-contact': async (site, member, word) =>
    (await makeOrganiserContact(site, { member, address: `https://exemple.org/${word}` })).id,
  // Confirmed, so that pages show it until something hides it.
  'boycott-translation': async (site, member, demands) =>
    (await makeTranslation(site, { member, demands, confirmed: true })).id,
};

/** The kinds of `MAKE` of which there is no row, or none by this member. */
export async function kindsWithoutRow(
  sql: Sql,
  memberId: string | null,
): Promise<(keyof typeof MAKE)[]> {
  const without: (keyof typeof MAKE)[] = [];
  for (const kind of Object.keys(MAKE) as (keyof typeof MAKE)[]) {
    const content = FLAGGABLE_CONTENT[kind];
    const rows = `SELECT 1 FROM ${contentFromSql(content)}
      WHERE $1::text IS NULL OR ${authorMemberIdSql(content)} = $1 LIMIT 1`;
    if ((await sql(rows, [memberId])) === 0) without.push(kind);
  }
  return without;
}

async function send(
  site: TestApp,
  { cookie }: TestMember,
  path: string,
  form: object,
): Promise<string> {
  const { statusCode, body } = await site.post(path, form, cookie);
  if (statusCode !== 201) throw new Error(`${path} was answered ${statusCode}: ${body}`);
  return (JSON.parse(body) as { id: string }).id;
}

/** A correction of Clickworker by another member. */
async function correctClickworker(site: TestApp): Promise<string> {
  const { promiseDays } = await site.database.prisma.platform.findUniqueOrThrow({
    where: { slug: 'clickworker' },
  });
  const { status } = await correctPlatformAs(site, await makeMember(site), 'clickworker', {
    promiseDays: (promiseDays ?? 11) + 1,
  });
  if (status !== 200) throw new Error(`the correction was answered ${status}`);
  const [correction] = await readPlatformRevisions(site, 'clickworker');
  if (correction === undefined) throw new Error('no correction');
  return correction.id;
}

/** Kinds that `makeJudgedThings` makes by `MAKE` alone. */
type WrittenKind = Exclude<KindWithText, 'post' | 'reply' | 'boycott'>;
const WRITTEN = (Object.keys(WORDS) as KindWithText[]).filter(
  (kind): kind is WrittenKind => kind !== 'post' && kind !== 'reply' && kind !== 'boycott',
);

/** Creates content of each kind on Clickworker, each with its word, and the pictures. */
export async function makeJudgedThings(site: TestApp): Promise<JudgedThings> {
  const { prisma } = site.database;
  const author = await makeMember(site);
  await makeClient(site, { name: 'Clickworker' });
  const payout = await MAKE.payout(site, author, '');
  const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: payout } });
  const written = {} as Record<WrittenKind, string>;
  for (const kind of WRITTEN) written[kind] = await MAKE[kind](site, author, WORDS[kind]);
  const reply = await makeReply(site, { text: `Nous disons ${WORDS.reply}.`, state: 'published' });
  const talk = await makeThread(site, { member: author, text: WORDS.post, payoutId: payout });
  await makePost(site, talk.id, { member: await makeMember(site), text: 'Merci.' });
  const pictures = [
    key,
    await showPicture(site, { incidentId: written.incident }),
    await showPicture(site, { postId: talk.postId }),
  ];
  const { id: boycott, proposer } = await propose(site, { grievance: WORDS.boycott });
  await site.catchUp();
  return {
    ids: { ...written, post: talk.postId, payout, reply, boycott },
    words: { ...WORDS, payout: key },
    thread: talk.id,
    pictures,
    author,
    proposer,
  };
}

/** Addresses of the boycotts whose pages show the message, the contact and the translation. */
export async function boycottsBeside(
  { database: { prisma } }: TestApp,
  ids: JudgedThings['ids'],
): Promise<string[]> {
  const shown = [
    await prisma.organiserMessage.findFirstOrThrow({ where: { id: ids['organiser-message'] } }),
    await prisma.organiserContact.findFirstOrThrow({ where: { id: ids['organiser-contact'] } }),
    await prisma.boycottTranslation.findFirstOrThrow({ where: { id: ids['boycott-translation'] } }),
  ];
  return shown.map(({ boycottId }) => `/api/boycotts/${boycottId}`);
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
