import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  APPEAL_TEXT,
  castVoteAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  makeContestedCase,
  makeHiddenSubject,
  makeSittingJury,
  appealAs,
  findJuryOfCase,
  advanceClockHours,
} from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** The pages of juries: what everybody sees, what a juror is asked, and words for a draw. */

const LANGUAGES = ['fr', 'en'] as const;
const WORDS = 'trois chats violets dans la marmite';
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  member = await makeMember(site);
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function makeWaiting(): Promise<{ jury: string; author: TestMember; decision: string }> {
  const { caseId, decision, author } = await makeHiddenSubject(site);
  await appealAs(site, decision, author);
  return { jury: await findJuryOfCase(site, caseId), author, decision };
}

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);
  const { own, jury: words } = t.juries;
  const pageOf = (id: string): string => pathTo(language, 'jury', { id });
  const partOf = (id: string): string => pathTo(language, 'ownJury', { id });

  test('a jury that waits says how it is drawn, and offers no check yet', async () => {
    const { jury } = await makeWaiting();
    const { body } = await open(site, pageOf(jury));
    const shown = textOf(body);
    for (const step of words.howSteps) expect(shown).toContain(step);
    expect(shown).toContain(words.now.waiting);
    expect(shown).toContain(words.checkLater);
    expect(body).not.toContain('data-enhance="jury-draw"');
    expect(await read(site, pathTo(language, 'juries'))).toContain(words.states.waiting);
  });

  test('once drawn, the text on the page hashes to the seed that it shows', async () => {
    const { jury } = await makeSittingJury(site);
    const { body } = await open(site, pageOf(jury));
    const [, text = ''] = /<pre class="put">([\s\S]*?)<\/pre>/.exec(body) ?? [];
    expect(text).toContain(`jury ${jury}`);
    expect(body).toContain(`<code>${sha256(text)}</code>`);
    expect(body).toContain('data-enhance="jury-draw"');
    expect(textOf(body)).toContain(words.votesLater);
  });

  test('a juror reads behind a click, and a vote without its rule keeps her sentence', async () => {
    const { jury } = await makeSittingJury(site);
    const [juror, ...others] = await findAskedJurors(site, jury);
    if (juror === undefined) throw new Error('nobody was drawn');
    const { body } = await open(site, partOf(jury), juror.cookie);
    expect(body).toMatch(/<details class="thing"><summary>[\s\S]*?Un texte\.[\s\S]*?<\/details>/);
    expect(textOf(body)).toContain(APPEAL_TEXT);
    const path = `/api/juries/${jury}/vote`;
    const fields = { vote: 'hide', reason: 'C’est une insulte, malgré tout.' };
    const form = { name: 'vote', from: partOf(jury), fields };
    const refused = await send(site, juror, path, form);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('C’est une insulte, malgré tout.</textarea>');
    expect(refused.body).toMatch(/checked="" value="hide"/);
    const all = { ...form, fields: { ...fields, rule: 'R5' } };
    const sent = await send(site, juror, path, all);
    const after = await read(site, String(sent.headers.location), juror.cookie);
    expect(after).toContain(t.moderation.done.voted);
    expect(after).toContain(own.votedSay);
    // Not before the end.
    expect(await read(site, pageOf(jury))).not.toContain('malgré tout');
    for (const other of others) await castVoteAs(site, jury, other);
    const ended = await read(site, pageOf(jury));
    expect(ended).toContain(words.now.decided);
    expect(ended).toContain('malgré tout');
  });

  test('a juror declines in one tap', async () => {
    const { jury } = await makeSittingJury(site);
    const [juror] = await findAskedJurors(site, jury);
    if (juror === undefined) throw new Error('nobody was drawn');
    const duties = await open(site, pathTo(language, 'duties'), juror.cookie);
    expect(duties.body).toContain(`href="${partOf(jury)}"`);
    const form = { name: 'decline', from: partOf(jury) };
    const sent = await send(site, juror, `/api/juries/${jury}/decline`, form);
    const after = await open(site, String(sent.headers.location), juror.cookie);
    expect(textOf(after.body)).toContain(own.state.declined);
    expect(after.body).not.toContain('name="vote"');
  });

  test('a contested case shows a juror the proposal and the objection', async () => {
    const { jury } = await makeContestedCase(site);
    await drawJuryAfterHour(site, jury);
    const [juror] = await findAskedJurors(site, jury);
    const shown = await read(site, partOf(jury), juror?.cookie);
    expect(shown).toContain(own.objection);
    expect(shown).toContain('C’est une critique, pas une insulte.');
  });

  test('words that are too short come back, and good ones count', async () => {
    const { jury, author } = await makeWaiting();
    const path = `/api/juries/${jury}/nonce`;
    const form = { name: 'nonce', from: partOf(jury) };
    const short = { ...form, fields: { words: 'chats' } };
    const refused = await send(site, author, path, short);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/name="words"[^>]*value="chats"/);
    const sent = await send(site, author, path, { ...form, fields: { words: WORDS } });
    const shown = await read(site, String(sent.headers.location), author.cookie);
    expect(shown).toContain(own.given);
    expect(shown).toContain(WORDS);
    expect(await read(site, pageOf(jury))).not.toContain(WORDS);
    await drawJuryAfterHour(site, jury);
    expect(await read(site, pageOf(jury))).toContain(WORDS);
  });

  test('words kept elsewhere are told after the hour; others are refused and kept', async () => {
    const { jury, author } = await makeWaiting();
    const giving = {
      name: 'commitment',
      from: partOf(jury),
      fields: { commitment: sha256(WORDS) },
    };
    const given = await send(site, author, `/api/juries/${jury}/nonce`, giving);
    expect(await read(site, String(given.headers.location), author.cookie)).toContain(
      own.givenHash,
    );
    advanceClockHours(site, 26);
    const path = `/api/juries/${jury}/reveal`;
    const form = { name: 'reveal', from: partOf(jury) };
    const wrong = await send(site, author, path, { ...form, fields: { words: 'deux chats gris' } });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toMatch(/name="words"[^>]*value="deux chats gris"/);
    const told = await send(site, author, path, { ...form, fields: { words: WORDS } });
    expect(await read(site, String(told.headers.location), author.cookie)).toContain(
      t.moderation.done['words-told'],
    );
  });

  test('who has no part in a jury is told so', async () => {
    const { jury } = await makeWaiting();
    const { body } = await open(site, partOf(jury), member.cookie);
    expect(textOf(body)).toContain(own.none);
    expect(body).not.toMatch(/name="(?:vote|words|commitment)"/);
    expect(await read(site, pathTo(language, 'duties'), member.cookie)).toContain(
      t.juries.duties.none,
    );
  });

  test('an appeal stands among what is expected of its author, with what became of it', async () => {
    const { jury, author, decision } = await makeWaiting();
    const { body } = await open(site, pathTo(language, 'duties'), author.cookie);
    expect(textOf(body)).toContain(t.juries.appeal.states.open);
    expect(body).toContain(`href="${pageOf(jury)}"`);
    expect(body).toContain(`href="${pathTo(language, 'decision', { id: decision })}"`);
  });
});
