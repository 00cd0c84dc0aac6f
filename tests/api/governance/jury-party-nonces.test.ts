import { beforeEach, describe, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { checkJuryDraw } from '#shared/governance/jury-draw.ts';
import type { OwnJuriesResponse } from '#shared/governance/juries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  PARTY_WORDS,
  castVoteAs,
  drawJuryAfterHour,
  fetchPublishedDraw,
  makeEstablishedCommunity,
  giveNonceAs,
  findAskedJurors,
  makeWaitingJury,
  advanceClockHours,
  readJury,
  runMinuteJobs,
  sha256Hex,
  revealNonceAs,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await makeEstablishedCommunity(site);
});

describe('words of author and flagger', () => {
  test('are given before the hour, once, by a party, as words or as their hash', async () => {
    const { jury, author, flagger, moderator } = await makeWaitingJury(site);
    expect((await giveNonceAs(site, jury, null, { words: PARTY_WORDS })).statusCode).toBe(401);
    expect((await giveNonceAs(site, jury, moderator, { words: PARTY_WORDS })).statusCode).toBe(403);
    expect(
      (await giveNonceAs(site, 'zzzzzzzzzzzz', author, { words: PARTY_WORDS })).statusCode,
    ).toBe(404);
    for (const wrong of [
      {},
      { words: 'court' },
      { words: 'deux\nlignes de mots' },
      { commitment: 'abc' },
      { words: PARTY_WORDS, commitment: sha256Hex(PARTY_WORDS) },
    ]) {
      expect((await giveNonceAs(site, jury, author, wrong)).statusCode).toBe(422);
    }
    expect(
      (await giveNonceAs(site, jury, author, { commitment: sha256Hex(PARTY_WORDS) })).statusCode,
    ).toBe(200);
    expect((await giveNonceAs(site, jury, author, { words: 'encore d’autres' })).statusCode).toBe(
      409,
    );
    // A copy of hers would only be told once hers is.
    expect(
      (await giveNonceAs(site, jury, flagger, { commitment: sha256Hex(PARTY_WORDS) })).statusCode,
    ).toBe(422);
    expect((await readJury(site, jury)).words).toEqual([
      { role: 'author', commitment: sha256Hex(PARTY_WORDS), words: null },
    ]);
    advanceClockHours(site, 25);
    expect(
      (await giveNonceAs(site, jury, flagger, { words: 'trop tard pour cela' })).statusCode,
    ).toBe(409);
  });

  test('that she keeps are told after the hour, and move the draw only if they are those', async () => {
    const { jury, author, flagger } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { commitment: sha256Hex(PARTY_WORDS) });
    expect((await revealNonceAs(site, jury, author)).statusCode).toBe(409);
    advanceClockHours(site, 25);
    await sequence(site);
    await runMinuteJobs(site);
    // The draw waits for her, a day at most, and says so to her.
    expect((await readJury(site, jury)).state).toBe('waiting');
    const { draws } = (await site.get('/api/me/juries', author.cookie)).json<OwnJuriesResponse>();
    expect(draws).toMatchObject([{ jury, can: { give: false, reveal: true } }]);
    const inbox = await site.get('/api/me/inbox', author.cookie);
    expect(inbox.body).toContain('jury-reveal');
    expect((await revealNonceAs(site, jury, flagger)).statusCode).toBe(403);
    expect((await revealNonceAs(site, jury, null)).statusCode).toBe(401);
    expect((await revealNonceAs(site, jury, author, 'd’autres mots que ceux-là')).statusCode).toBe(
      422,
    );
    expect((await revealNonceAs(site, jury, author)).statusCode).toBe(200);
    expect((await revealNonceAs(site, jury, author)).statusCode).toBe(409);
    // Nobody reads them before the draw, so nobody knows what it will be while words can be kept back.
    expect((await site.get(`/api/juries/${jury}`)).body).not.toContain(PARTY_WORDS);
    await runMinuteJobs(site);
    const draw = await fetchPublishedDraw(site, jury);
    expect(draw.nonces).toEqual([{ commitment: sha256Hex(PARTY_WORDS), nonce: PARTY_WORDS }]);
    expect(await checkJuryDraw(nodeCrypto.sha256, draw)).toEqual([]);
  });

  test('that are not told in time are empty, which everybody sees; the draw goes on', async () => {
    const { jury, author } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { commitment: sha256Hex(PARTY_WORDS) });
    advanceClockHours(site, 25);
    await sequence(site);
    await runMinuteJobs(site);
    advanceClockHours(site, 24);
    expect((await revealNonceAs(site, jury, author)).statusCode).toBe(409);
    await runMinuteJobs(site);
    const draw = await fetchPublishedDraw(site, jury);
    expect(draw.nonces).toEqual([{ commitment: sha256Hex(PARTY_WORDS), nonce: null }]);
    expect(await checkJuryDraw(nodeCrypto.sha256, draw)).toEqual([]);
    // The checkpoint is still that of the hour, not one of the day that passed since.
    expect((await readJury(site, jury)).state).toBe('sitting');
  });

  test('are part of what her own data holds', async () => {
    const { jury, author, decision } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { words: PARTY_WORDS });
    const data = (await site.get('/api/me/data.json', author.cookie)).json<{
      moderation: { juryWords: unknown[]; appeals: { decision: string }[] };
    }>();
    expect(data.moderation.juryWords).toEqual([
      { jury, role: 'author', commitment: sha256Hex(PARTY_WORDS), words: PARTY_WORDS },
    ]);
    expect(data.moderation.appeals.map((one) => one.decision)).toEqual([decision]);
    await drawJuryAfterHour(site, jury);
    const [juror] = await findAskedJurors(site, jury);
    await castVoteAs(site, jury, juror ?? null);
    const hers = await site.get('/api/me/data.json', juror?.cookie);
    expect(hers.json()).toMatchObject({
      moderation: {
        juries: expect.arrayContaining([expect.objectContaining({ jury, vote: 'restore' })]),
      },
    });
  });
});
