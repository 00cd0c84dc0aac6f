import { beforeEach, describe, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { checkJuryDraw } from '#shared/governance/jury-draw.ts';
import type { OwnJuriesResponse } from '#shared/governance/juries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  PARTY_WORDS,
  castVote,
  drawJury,
  fetchDraw,
  fillCommunity,
  giveWords,
  jurorsOf,
  makeWaiting,
  passHours,
  readJury,
  runNow,
  sha,
  tellWords,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await fillCommunity(site);
});

describe('words of author and flagger', () => {
  test('are given before the hour, once, by a party, as words or as their hash', async () => {
    const { jury, author, flagger, moderator } = await makeWaiting(site);
    expect((await giveWords(site, jury, null, { words: PARTY_WORDS })).statusCode).toBe(401);
    expect((await giveWords(site, jury, moderator, { words: PARTY_WORDS })).statusCode).toBe(403);
    expect((await giveWords(site, 'zzzzzzzzzzzz', author, { words: PARTY_WORDS })).statusCode).toBe(
      404,
    );
    for (const wrong of [
      {},
      { words: 'court' },
      { words: 'deux\nlignes de mots' },
      { commitment: 'abc' },
      { words: PARTY_WORDS, commitment: sha(PARTY_WORDS) },
    ]) {
      expect((await giveWords(site, jury, author, wrong)).statusCode).toBe(422);
    }
    expect((await giveWords(site, jury, author, { commitment: sha(PARTY_WORDS) })).statusCode).toBe(
      200,
    );
    expect((await giveWords(site, jury, author, { words: 'encore d’autres' })).statusCode).toBe(
      409,
    );
    // A copy of hers would only be told once hers is.
    expect(
      (await giveWords(site, jury, flagger, { commitment: sha(PARTY_WORDS) })).statusCode,
    ).toBe(422);
    expect((await readJury(site, jury)).words).toEqual([
      { role: 'author', commitment: sha(PARTY_WORDS), words: null },
    ]);
    passHours(site, 25);
    expect(
      (await giveWords(site, jury, flagger, { words: 'trop tard pour cela' })).statusCode,
    ).toBe(409);
  });

  test('that she keeps are told after the hour, and move the draw only if they are those', async () => {
    const { jury, author, flagger } = await makeWaiting(site);
    await giveWords(site, jury, author, { commitment: sha(PARTY_WORDS) });
    expect((await tellWords(site, jury, author)).statusCode).toBe(409);
    passHours(site, 25);
    await sequence(site);
    await runNow(site);
    // The draw waits for her, a day at most, and says so to her.
    expect((await readJury(site, jury)).state).toBe('waiting');
    const { draws } = (await site.get('/api/me/juries', author.cookie)).json<OwnJuriesResponse>();
    expect(draws).toMatchObject([{ jury, can: { give: false, reveal: true } }]);
    const inbox = await site.get('/api/me/inbox', author.cookie);
    expect(inbox.body).toContain('jury-reveal');
    expect((await tellWords(site, jury, flagger)).statusCode).toBe(403);
    expect((await tellWords(site, jury, null)).statusCode).toBe(401);
    expect((await tellWords(site, jury, author, 'd’autres mots que ceux-là')).statusCode).toBe(422);
    expect((await tellWords(site, jury, author)).statusCode).toBe(200);
    expect((await tellWords(site, jury, author)).statusCode).toBe(409);
    // Nobody reads them before the draw, so nobody knows what it will be while words can be kept back.
    expect((await site.get(`/api/juries/${jury}`)).body).not.toContain(PARTY_WORDS);
    await runNow(site);
    const draw = await fetchDraw(site, jury);
    expect(draw.words).toEqual([{ commitment: sha(PARTY_WORDS), words: PARTY_WORDS }]);
    expect(await checkJuryDraw(nodeCrypto.sha256, draw)).toEqual([]);
  });

  test('that are not told in time are empty, which everybody sees; the draw goes on', async () => {
    const { jury, author } = await makeWaiting(site);
    await giveWords(site, jury, author, { commitment: sha(PARTY_WORDS) });
    passHours(site, 25);
    await sequence(site);
    await runNow(site);
    passHours(site, 24);
    expect((await tellWords(site, jury, author)).statusCode).toBe(409);
    await runNow(site);
    const draw = await fetchDraw(site, jury);
    expect(draw.words).toEqual([{ commitment: sha(PARTY_WORDS), words: null }]);
    expect(await checkJuryDraw(nodeCrypto.sha256, draw)).toEqual([]);
    // The checkpoint is still that of the hour, not one of the day that passed since.
    expect((await readJury(site, jury)).state).toBe('sitting');
  });

  test('are part of what her own data holds', async () => {
    const { jury, author, decision } = await makeWaiting(site);
    await giveWords(site, jury, author, { words: PARTY_WORDS });
    const data = (await site.get('/api/me/data.json', author.cookie)).json<{
      moderation: { juryWords: unknown[]; appeals: { decision: string }[] };
    }>();
    expect(data.moderation.juryWords).toEqual([
      { jury, role: 'author', commitment: sha(PARTY_WORDS), words: PARTY_WORDS },
    ]);
    expect(data.moderation.appeals.map((one) => one.decision)).toEqual([decision]);
    await drawJury(site, jury);
    const [juror] = await jurorsOf(site, jury);
    await castVote(site, jury, juror ?? null);
    const hers = await site.get('/api/me/data.json', juror?.cookie);
    expect(hers.json()).toMatchObject({
      moderation: {
        juries: expect.arrayContaining([expect.objectContaining({ jury, vote: 'restore' })]),
      },
    });
  });
});
