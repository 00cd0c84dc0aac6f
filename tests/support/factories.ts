import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { openCheck } from '#server/evidence/proof-verification/proof-statements.ts';
import { showProof } from '#server/evidence/publication/show-proofs.ts';
import { dayToDate } from '#server/database/db.ts';
import { storeImage } from '#server/media/files/store-image.ts';
import type { SanitizedImage } from '#server/media/files/sanitized-image.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { sealAskedDay } from '#server/evidence/payouts/asked-day.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import { roundPayout } from '#shared/evidence/publication/rounded-payout.ts';
import type { TestApp } from './app.ts';
import { recomputeAsOnNewDay } from './recompute-standing.ts';
import { makeMember, type TestMember } from './members.ts';
import { platformId } from './platform-id.ts';
import { requireAlike } from './signing.ts';

export { makeMember, makeMembers, type TestMember } from './members.ts';
export { platformId } from './platform-id.ts';
export { makeIncident, makeReview, showAllPosts } from './shown-posts.ts';

export type PayoutOverrides = {
  slug?: string;
  member?: TestMember;
  state?: 'received' | 'waiting' | 'refused' | 'given-up';
  /** Received on a day that was deleted. */
  dateForgotten?: boolean;
  stillWaitingOn?: string;
  expectedMinor?: number;
  receivedMinor?: number;
  askedOn?: string;
  settledOn?: string;
  publishedOn?: string;
  signed?: boolean;
  /** Beside other evidence of the author with a different choice of signing, as old data can have. */
  mixed?: boolean;
  solicited?: boolean;
  currency?: Currency;
  method?: string;
  /** With a picture whose files are stored. */
  screenshot?: boolean;
  /** The day since which others see it; null for never. By default those with a picture or a signature. */
  shownFrom?: string | null;
  showsAmount?: boolean;
  showsMonth?: boolean;
};

/** Creates a payout with its author, and a member where none is given; recomputes the figures. */
export async function makePayout(
  test: TestApp,
  overrides: PayoutOverrides = {},
): Promise<{ id: string; member: TestMember }> {
  const member = overrides.member ?? (await makeMember(test));
  const platform = await platformId(test, overrides.slug ?? 'clickworker');
  const now = test.clock.now;
  const state = overrides.state ?? 'received';
  const askedOn = overrides.askedOn ?? addDays(today(now), -10);
  const dateForgotten = overrides.dateForgotten ?? false;
  const { stillWaitingOn } = overrides;
  const settledOn =
    state === 'waiting' || dateForgotten ? null : (overrides.settledOn ?? addDays(askedOn, 4));
  const expectedMinor = overrides.expectedMinor ?? 2743;
  const receivedMinor = state === 'received' ? (overrides.receivedMinor ?? expectedMinor) : null;
  const currency = overrides.currency ?? 'EUR';
  const id = randomId();
  const image = overrides.screenshot === true ? await makeImage() : null;
  if (image !== null) await storeImage(test.store, image);
  await test.database.prisma.$transaction(async (tx) => {
    const authorId = await findOrCreateAuthor(tx, member.id, platform);
    await requireAlike(tx, 'payout', authorId, overrides);
    await tx.payout.create({
      data: {
        id,
        platformId: platform,
        authorId,
        state,
        currency,
        method: overrides.method ?? 'paypal',
        ...roundPayout({
          currency,
          expectedMinor,
          receivedMinor,
          askedOn,
          settledOn,
          showsAmount: overrides.showsAmount ?? false,
        }),
        ...(state === 'waiting'
          ? await sealAskedDay(tx, openSecrets(null, test.dataDir), id, askedOn)
          : {}),
        publishedOn: dayToDate(overrides.publishedOn ?? today(now)),
        dueByItself: false,
        dateForgotten,
        stillWaitingOn: stillWaitingOn === undefined ? null : dayToDate(stillWaitingOn),
        unansweredReminders: 0,
        solicited: overrides.solicited ?? false,
        signed: overrides.signed ?? false,
        ...shownColumns(overrides, today(now)),
        ...(image === null
          ? {}
          : {
              screenshot: {
                create: {
                  id: randomId(),
                  key: image.key,
                  width: image.reading.width,
                  height: image.reading.height,
                  thumbnailWidth: image.thumbnail.width,
                  thumbnailHeight: image.thumbnail.height,
                },
              },
            }),
      },
    });
    await recomputeAsOnNewDay(tx, platform, now);
  });
  await test.catchUp();
  return { id, member };
}

/** Shows a payout that was reported, as the weekly job would. */
export async function showNow(test: TestApp, id: string): Promise<string> {
  await test.database.prisma.$transaction((tx) => showProof(tx, id, test.clock.now));
  return id;
}

function shownColumns(
  { screenshot, signed, shownFrom, showsAmount, showsMonth, publishedOn }: PayoutOverrides,
  day: string,
) {
  const isProof = screenshot === true || signed === true;
  const monday = mondayOf(publishedOn ?? day);
  const shown = shownFrom === undefined && isProof ? monday : (shownFrom ?? null);
  return {
    shownFrom: shown === null ? null : dayToDate(shown),
    proofReadyOn: isProof ? dayToDate(shown ?? day) : null,
    showsAmount: showsAmount ?? false,
    showsMonth: showsMonth ?? false,
  };
}

/** A unique picture, as the sanitizer returns it. */
export async function makeImage(): Promise<SanitizedImage> {
  const draw = sharp(randomBytes(40 * 60 * 3), { raw: { width: 40, height: 60, channels: 3 } });
  const bytes = await draw.webp().toBuffer();
  const size = { bytes, width: 40, height: 60 };
  return { key: createHash('sha256').update(bytes).digest('hex'), reading: size, thumbnail: size };
}

/** An active manipulation finding on a platform, without suspects. */
export async function makeFinding({ database, clock }: TestApp, slug: string): Promise<string> {
  const numbers = { from: null, to: null, accounts: 6, voices: 1 };
  const { id } = await database.prisma.finding.create({
    data: {
      id: randomId(),
      kind: 'lockstep',
      direction: 'praise',
      numbers,
      foundOn: dayToDate(today(clock.now)),
      platform: { connect: { slug } },
    },
  });
  return id;
}

/** An open proof check, as opened for a similar picture. */
export async function makeCheck(test: TestApp): Promise<string> {
  const { id: payoutId } = await makePayout(test, { screenshot: true });
  const { prisma } = test.database;
  const { key: imageKey } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId } });
  const question = { payoutId, imageKey, reason: 'recycled', origin: 'match' } as const;
  await prisma.$transaction((tx) => openCheck(tx, question, test.clock.now));
  const where = { payoutId };
  return (await prisma.proofCheck.findFirstOrThrow({ where })).id;
}

/** A right-of-reply message, pending or decided today; its sender gave an e-mail address. */
export async function makeReply(
  test: TestApp,
  overrides: {
    about?: { platform: string } | { client: string };
    signedAs?: string;
    text?: string;
    receivedOn?: string;
    state?: 'waiting' | 'published' | 'refused';
  } = {},
): Promise<string> {
  const answer = await test.post('/api/replies', {
    ...(overrides.about ?? { platform: 'clickworker' }),
    signedAs: overrides.signedAs ?? 'Clickworker',
    text: overrides.text ?? 'Nous avons payé tout le monde le 3.',
    email: 'secret@clickworker.example',
    entitled: true,
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { id } = answer.json<{ id: string }>();
  const { receivedOn, state = 'waiting' } = overrides;
  const day = dayToDate(today(test.clock.now));
  await test.database.prisma.reply.update({
    where: { id },
    data: {
      ...(receivedOn === undefined ? {} : { receivedOn: dayToDate(receivedOn) }),
      ...(state === 'waiting' ? {} : { state, decidedOn: day }),
      ...(state === 'refused' ? { rule: 'R5', reason: 'Une insulte.' } : {}),
    },
  });
  return id;
}
