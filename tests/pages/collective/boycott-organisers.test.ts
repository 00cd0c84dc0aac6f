import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { propose } from '#tests/support/boycott-lifecycle.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { giveKeys } from '#tests/support/organisers.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** What organisers do and read on the page of their boycott. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).boycotts;
  const page = (id: string): string => pathTo(language, 'boycott', { id });

  test('weeks without enough reports have no table, and are not said to be none', async () => {
    const { id } = await makeBoycott(site, { state: 'on', slug: 'appen' });
    const said = await read(site, page(id));
    expect(said).toContain(words.one.effect.allFew);
    expect(said).not.toContain(words.one.effect.reportsCaption);
    expect(said).toContain(words.one.effect.noReplies);
    expect(said).not.toContain(words.timeline.noAnswer);
  });

  test('its proposer signs herself by one button, and is asked before a key goes', async () => {
    const { id, proposer } = await propose(site);
    const self = 'name="_form" value="organiser-self"';
    expect((await open(site, page(id), proposer.cookie)).body).toContain(self);
    const sent = await send(site, proposer, `/api/boycotts/${id}/organisers`, {
      name: 'organiser-self',
      from: page(id),
      fields: { pseudonym: proposer.pseudonym },
    });
    expect(sent.statusCode).toBe(303);
    const named = await open(site, page(id), proposer.cookie);
    expect(named.body).not.toContain(self);
    expect(textOf(named.body)).toContain(words.organisers.dropAsks);
    expect(textOf(named.body)).not.toContain(words.organisers.dropKey);
    await giveKeys(site, id, proposer);
    const given = await read(site, page(id), proposer.cookie);
    expect(given).toContain(words.organisers.dropKey);
    expect(given).toContain(words.organisers.dropKeyAsks);
    expect(given).not.toContain(words.organisers.dropAsks);
  });
});
