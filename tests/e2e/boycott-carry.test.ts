import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { carryLink } from '#web/collective/pledges/carry-link.ts';
import { readCarryWords, writeCarryWords } from '#web/collective/pledges/carry-words.ts';
import { drawCarrySecret } from '#web/collective/pledges/pledge-derivation.ts';
import { qrPath } from '#web/ui/qr-path.ts';
import {
  begins,
  openBoycott,
  pledged,
  summary,
  take,
  typed,
  wordsOn,
} from './boycott-carry.testing.ts';
import { isInSight } from '#tests/support/browser.ts';
import { pledgeButton, pledgeStory, says } from './boycott-pledge.testing.ts';

/**
 * A pledge follows her: carried to a second browser profile by twelve words or a code, lost with the
 * first, and found again on a third one. Taps are counted besides typing.
 */
const story = pledgeStory();

/** Taps, counted. */
function counter(): { tap: (what: Locator) => Promise<void>; taps: () => number } {
  let taps = 0;
  return {
    tap: async (what) => {
      taps += 1;
      await what.click();
    },
    taps: () => taps,
  };
}

/** What the page sends to the token's address. */
function bodiesOf(page: Page): (string | null)[] {
  const bodies: (string | null)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/token')) bodies.push(request.postData());
  });
  return bodies;
}

test('from the list of boycotts she pledges in three taps, and is asked once for her words', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  const { tap, taps } = counter();
  await page.goto(`${story.url}/fr/boycotts`);
  await tap(page.locator(`main a[href="/fr/boycotts/${boycott}"]`).first());
  await tap(page.locator('.dock .button'));
  await tap(pledgeButton(page));
  await says(page, 'sent');
  expect(taps()).toBe(3);
  expect(story.waitingIn(boycott)).toBe(1);
  const asked = page.locator('[data-part="carry-ask"]');
  await asked.waitFor();
  await asked.getByRole('button').click();
  await page.reload();
  await says(page, 'sent');
  expect(await asked.isVisible()).toBe(false);
});

test('she carries it by twelve words in four taps; sent from both, it counts once', async () => {
  const [boycott, member] = [await story.told(), await story.makeWorker()];
  const [first, second] = [await story.signedIn(member), await story.signedIn(member)];
  const { tap, taps } = counter();
  const here = await first.newPage();
  const asked = bodiesOf(here);
  await here.goto(story.pathOf(boycott));
  await says(here, 'ready');
  await tap(summary(here));
  const words = await wordsOn(here);

  const there = await second.newPage();
  const askedThere = bodiesOf(there);
  await there.goto(story.pathOf(boycott));
  await says(there, 'elsewhere');
  expect(askedThere).toEqual([]);
  await tap(typed(there));
  await typed(there).fill(words);
  await tap(take(there));
  await says(there, 'carried');
  const answer = there.getByText('Votre engagement est maintenant aussi sur cet appareil.');
  await expect.poll(() => isInSight(answer)).toBe(true);
  expect(askedThere).toEqual(asked);
  await tap(there.locator('[data-say="carried"] [data-act="pledge"]'));
  await says(there, 'sent');
  expect(taps()).toBe(4);

  await pledgeButton(here).click();
  await says(here, 'sent');
  expect(story.waitingIn(boycott)).toBe(1);
  expect(await story.tokensOf(boycott)).toBe(1);
});

test('she carries it by a code, also where she signs in after scanning; no address keeps it', async () => {
  const [boycott, member] = [await story.told(), await story.makeWorker()];
  const { page, words } = await pledged(story, boycott, member);
  const secret = await readCarryWords(words);
  if (!(secret instanceof Uint8Array)) throw new Error('no words');
  const link = carryLink(story.pathOf(boycott), secret);
  expect(await page.locator('.qr path').getAttribute('d')).toBe(qrPath(link).path);

  const second = await story.phone();
  const there = await second.newPage();
  const requested: string[] = [];
  there.on('request', (request) => requested.push(request.url() + (request.postData() ?? '')));
  await there.goto(link);
  await there.waitForURL(story.pathOf(boycott));
  await story.signIn(second, member);
  await there.reload();
  await says(there, 'carried');
  expect(there.url()).toBe(story.pathOf(boycott));
  const [, mark = ''] = link.split('#carry=');
  expect(requested.filter((request) => request.includes(mark))).toEqual([]);
  expect(await there.evaluate('Object.keys(sessionStorage).join()')).not.toContain('carry');
});

describe('a browser that is lost', () => {
  test('takes nothing along: on a third profile her words find the pledge in the list', async () => {
    const [boycott, member] = [await story.told(), await story.makeWorker()];
    const { phone, words } = await pledged(story, boycott, member);
    await phone.close();
    await begins(story, boycott);

    const page = await openBoycott(story, await story.signedIn(member), boycott);
    await says(page, 'none');
    await typed(page).fill((await writeCarryWords(drawCarrySecret(), 'fr')).join(' '));
    await take(page).click();
    await says(page, 'carry-none');
    await typed(page).fill(words);
    await take(page).click();
    await says(page, 'found');
    await page.locator('[data-about="check-in"] [data-value="held"]').click();
    await page.locator('[data-about="check-in"] [data-tell="told"]').waitFor();
    await page.reload();
    await says(page, 'found');
  });

  test('keeps nobody from withdrawing what it sent', async () => {
    const [boycott, member] = [await story.told(), await story.makeWorker()];
    const { phone, words } = await pledged(story, boycott, member);
    await phone.close();
    const page = await openBoycott(story, await story.signedIn(member), boycott);
    await says(page, 'elsewhere');
    await typed(page).fill(words);
    await take(page).click();
    await says(page, 'carried');
    const withdraw = page.locator('[data-say="carried"] [data-act="withdraw"]');
    await withdraw.click();
    await withdraw.click();
    await says(page, 'withdrawn');
  });
});

test('of two devices the last vote counts, though neither knows how often the other voted', async () => {
  const [boycott, member] = [await story.told(), await story.makeWorker()];
  const { page, words } = await pledged(story, boycott, member);
  await begins(story, boycott);
  const now = story.site.clock.now;
  const { id } = await story.site.database.prisma.boycottBallot.create({
    data: {
      id: randomId(),
      boycottId: boycott,
      kind: 'closing',
      openedAt: now,
      closesAt: new Date(now.getTime() + 3_600_000),
    },
  });
  const there = await openBoycott(story, await story.signedIn(member), boycott);
  await says(there, 'none');
  await typed(there).fill(words);
  await take(there).click();
  await says(there, 'found');
  await page.reload();
  const vote = async (on: Page, value: string): Promise<void> => {
    const question = on.locator(`[data-about="ballot:${id}"]`);
    await question.locator(`[data-value="${value}"]`).click();
    await question.locator(`[data-value="${value}"][aria-pressed="true"]`).waitFor();
    await question.locator('[data-tell="told"]').waitFor();
  };
  await vote(page, 'won');
  await vote(page, 'partly');
  await vote(there, 'lost');
  const votes = story.site.slots
    .of(boycott)
    .flatMap((record) =>
      record.is === 'act' && record.purpose === `ballot:${id}`
        ? [[record.counter, record.value]]
        : [],
    );
  expect(votes.toSorted()).toEqual([
    [1, 'won'],
    [2, 'partly'],
    [3, 'lost'],
  ]);
});

test('words of another account, mistyped ones and a sent link bring nothing here', async () => {
  const boycott = await story.told();
  const [member, other] = [await story.makeWorker(), await story.makeWorker()];
  const theirs = await pledged(story, boycott, other);
  await openBoycott(story, await story.signedIn(member), boycott).then((page) =>
    says(page, 'ready'),
  );
  const page = await openBoycott(story, await story.signedIn(member), boycott);
  await says(page, 'elsewhere');
  const issue = page.locator('[data-part="carry-issue"]');
  await typed(page).fill('abaisser abandon');
  await take(page).click();
  await expect.poll(() => issue.textContent()).toContain('Il y en a 2');
  await typed(page).fill(theirs.words);
  await take(page).click();
  await says(page, 'carry-wrong');
  const secret = await readCarryWords(theirs.words);
  if (!(secret instanceof Uint8Array)) throw new Error('no words');
  await page.goto('about:blank');
  await page.goto(carryLink(story.pathOf(boycott), secret));
  await says(page, 'carry-wrong');
  expect(await story.tokensOf(boycott)).toBe(2);
});

test('what she erases here does not come back by itself', async () => {
  const [boycott, member] = [await story.told(), await story.makeWorker()];
  const { page } = await pledged(story, boycott, member);
  const forget = page.locator('[data-say="sent"] [data-act="forget"]');
  await forget.click();
  await forget.click();
  await says(page, 'erased');
  await page.evaluate("localStorage.removeItem('contrenote.tokens')");
  await page.reload();
  await says(page, 'elsewhere');
});
