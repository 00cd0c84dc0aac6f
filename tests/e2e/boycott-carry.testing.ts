import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { passHours } from '#tests/support/boycott-lifecycle.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { makePledge } from '#tests/support/pledges.ts';
import { pledgeButton, says, type PledgeStory } from './boycott-pledge.testing.ts';

/** Pledges that a boycott of the story takes, besides hers. */
const OTHERS = 9;

export const summary = (page: Page): Locator => page.locator('[data-part="carry-show"] > summary');
export const typed = (page: Page): Locator => page.locator('[data-part="carry-typed"]');
export const take = (page: Page): Locator => page.locator('[data-part="carry-take"]');

export async function openBoycott(
  story: PledgeStory,
  context: BrowserContext,
  boycott: string,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  return page;
}

export async function wordsOn(page: Page): Promise<string> {
  await page.locator('[data-part="carry-words"] li').last().waitFor();
  const words = await page.locator('[data-part="carry-words"] li').allTextContents();
  expect(words).toHaveLength(12);
  return words.join(' ');
}

/** A first profile that has pledged, and its words. */
export async function pledged(
  story: PledgeStory,
  boycott: string,
  member: TestMember,
): Promise<{ phone: BrowserContext; page: Page; words: string }> {
  const phone = await story.signedIn(member);
  const page = await openBoycott(story, phone, boycott);
  await pledgeButton(page).click();
  await says(page, 'sent');
  await summary(page).click();
  return { phone, page, words: await wordsOn(page) };
}

/** Nine others pledge, and the boycott begins. */
export async function begins(story: PledgeStory, boycott: string): Promise<void> {
  for (let nth = 0; nth < OTHERS; nth += 1) await makePledge(story.site, boycott);
  await passHours(story.site, 1);
  await passHours(story.site, 7);
  await sequence(story.site);
}
