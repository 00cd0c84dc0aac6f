import { beforeEach, describe, expect, test } from 'vitest';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  DAYS_BETWEEN_REMINDERS,
  MAX_BOYCOTT_LINKS,
  MAX_DAYS_SINCE_SENT,
} from '#shared/collective/boycott-timeline.ts';
import { addDays, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBoycott, passHours } from '#tests/support/boycott-lifecycle.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** The timeline that everybody reads, and one demand across several boycotts. */

const site: TestApp = await createTestApp();
const { prisma } = site.database;
let organiser: TestMember;
let moderator: TestMember;
let boycott: string;
beforeEach(async () => {
  site.clock.advanceDays(1);
  organiser = await makeMember(site, { established: true });
  moderator = await makeMember(site, { moderator: true });
  boycott = (await makeBoycott(site, { member: organiser, state: 'on' })).id;
});

const post = (path: string, body: object, by: TestMember | null = organiser, of = boycott) =>
  site.post(`/api/boycotts/${of}/${path}`, body, by?.cookie);
const remind = (by: TestMember | null = organiser, body: object = { way: 'letter' }) =>
  post('reminders', body, by);
async function read(viewer: TestMember | null = null, id = boycott): Promise<BoycottResponse> {
  return (await site.get(`/api/boycotts/${id}`, viewer?.cookie)).json<BoycottResponse>();
}
const kinds = async (id = boycott) => (await read(null, id)).timeline.map(({ kind }) => kind);
const setFigures = (medianDelayDays: number) =>
  prisma.platformSummary.updateMany({
    where: { platform: { slug: 'clickworker' } },
    data: { medianDelayDays },
  });

describe('the timeline', () => {
  test('has the demand as its debate opens, and the outcome as it ends', async () => {
    const { id } = await openBoycott(site, {});
    expect(await kinds(id)).toEqual(['demand']);
    await passHours(site, 24 * 7);
    expect((await read(null, id)).state).toBe('ended');
    expect(await kinds(id)).toEqual(['demand', 'outcome']);
  });

  test('freezes the public figures of each step', async () => {
    await setFigures(5);
    await remind();
    await setFigures(40);
    site.clock.advanceDays(DAYS_BETWEEN_REMINDERS);
    await remind();
    const days = (await read()).timeline.map(({ figures: [figure] }) =>
      figure?.kind === 'platform' ? figure.medianDelayDays : null,
    );
    expect(days).toEqual([5, 40]);
  });

  test('has the answer of who is named beside it, without its text once that is hidden', async () => {
    const sent = await site.post('/api/replies', {
      platform: 'clickworker',
      signedAs: 'Clickworker GmbH',
      text: 'Nous payons sous huit jours.',
      entitled: true,
    });
    const reply = sent.json<{ id: string }>().id;
    expect(await kinds()).toEqual([]);
    const other = await makeBoycott(site, { state: 'on', slug: 'appen' });
    const published = { decision: 'publish' };
    const path = `/api/replies/${reply}/decision`;
    expect((await site.post(path, published, moderator.cookie)).statusCode).toBe(200);
    expect((await read()).timeline).toMatchObject([
      {
        kind: 'answer',
        reply: { id: reply, signedAs: 'Clickworker GmbH', text: 'Nous payons sous huit jours.' },
      },
    ]);
    expect(await kinds(other.id)).toEqual([]);
    await prisma.reply.delete({ where: { id: reply } });
    expect((await read()).timeline).toMatchObject([{ kind: 'answer', reply: null }]);
  });
});

describe('POST /api/boycotts/:id/demand-sent', () => {
  const note = (by: TestMember | null = organiser, body: object = {}, of = boycott) =>
    post('demand-sent', { way: 'mail', day: today(site.clock.now), ...body }, by, of);

  test('notes once on which day it was sent, with the figures of the day on which it is noted', async () => {
    await setFigures(5);
    const day = addDays(today(site.clock.now), -20);
    expect((await note(organiser, { day })).statusCode).toBe(200);
    await setFigures(40);
    expect((await read()).timeline).toMatchObject([
      {
        kind: 'sent',
        way: 'mail',
        sentOn: day,
        on: today(site.clock.now),
        figures: [{ kind: 'platform', medianDelayDays: 5 }],
      },
    ]);
    expect((await note()).statusCode).toBe(409);
  });

  test('pages say that the company did not answer only after it', async () => {
    await prisma.boycottEvent.create({
      data: {
        boycottId: boycott,
        number: 1,
        kind: 'demand',
        happenedOn: site.clock.now,
        figures: [],
      },
    });
    const { noAnswer, notAsked } = messagesFor('fr').boycotts.timeline;
    for (const path of [`/fr/boycotts/${boycott}`, `/fr/boycotts/${boycott}/kit?feuille=presse`]) {
      const { body } = await site.get(path);
      expect(body).toContain(notAsked);
      expect(body).not.toContain(noAnswer);
    }
    await note();
    for (const path of [`/fr/boycotts/${boycott}`, `/fr/boycotts/${boycott}/kit?feuille=presse`]) {
      expect((await site.get(path)).body).toContain(noAnswer);
    }
  });

  test('refuses days in the future, and of more than a year ago', async () => {
    const days = (count: number) => ({ day: addDays(today(site.clock.now), count) });
    expect((await note(organiser, days(1))).statusCode).toBe(422);
    expect((await note(organiser, days(-MAX_DAYS_SINCE_SENT - 1))).statusCode).toBe(422);
    expect((await note(organiser, { day: 'hier' })).statusCode).toBe(422);
    expect((await note(organiser, { way: 'pigeon' })).statusCode).toBe(422);
    expect((await note(organiser, days(-MAX_DAYS_SINCE_SENT))).statusCode).toBe(200);
  });

  test('is for organisers alone, while it is debated, pledging or on', async () => {
    expect((await note(null)).statusCode).toBe(401);
    expect((await note(await makeMember(site, { established: true }))).statusCode).toBe(403);
    expect((await note(organiser, {}, 'zzzzzzzzzzzz')).statusCode).toBe(404);
    await prisma.boycott.update({ where: { id: boycott }, data: { state: 'ended' } });
    expect((await note()).statusCode).toBe(409);
  });
});

describe('POST /api/boycotts/:id/reminders', () => {
  test('notes a reminder, at most one in some days', async () => {
    expect((await remind()).statusCode).toBe(200);
    expect((await read()).timeline).toMatchObject([
      { number: 1, kind: 'reminder', way: 'letter', reply: null },
    ]);
    site.clock.advanceDays(DAYS_BETWEEN_REMINDERS - 1);
    expect((await remind()).statusCode).toBe(409);
    site.clock.advanceDays(1);
    expect((await remind()).statusCode).toBe(200);
  });

  test('is for organisers alone, while it is debated, pledging or on', async () => {
    expect((await remind(null)).statusCode).toBe(401);
    expect((await remind(await makeMember(site, { established: true }))).statusCode).toBe(403);
    expect((await remind(organiser, { way: 'pigeon' })).statusCode).toBe(422);
    expect((await post('reminders', { way: 'mail' }, organiser, 'zzzzzzzzzzzz')).statusCode).toBe(
      404,
    );
    await prisma.boycott.update({ where: { id: boycott }, data: { state: 'ended' } });
    expect((await remind()).statusCode).toBe(409);
  });
});

describe('one demand', () => {
  let elsewhere: string;
  let colleague: TestMember;
  beforeEach(async () => {
    colleague = await makeMember(site, { established: true });
    elsewhere = (await makeBoycott(site, { member: colleague, state: 'pledging', slug: 'appen' }))
      .id;
  });
  const link = (address: string, by: TestMember | null, of: string) =>
    post('links', { address }, by, of);
  const shown = async (id: string) => (await read(null, id)).sameDemand.map((one) => one.id);

  test('joins two boycotts once organisers of both say so, until one says so no longer', async () => {
    const there = `https://contrenote.example/fr/boycotts/${elsewhere}`;
    expect((await link(there, organiser, boycott)).statusCode).toBe(200);
    expect(await shown(boycott)).toEqual([]);
    expect(await shown(elsewhere)).toEqual([]);
    expect((await read(organiser)).ownLinks).toMatchObject([{ id: elsewhere, mutual: false }]);
    expect((await read(colleague)).ownLinks).toBeNull();
    expect((await link(`/en/boycotts/${boycott}`, colleague, elsewhere)).statusCode).toBe(200);
    expect(await shown(boycott)).toEqual([elsewhere]);
    expect(await shown(elsewhere)).toEqual([boycott]);
    expect((await read()).sameDemand).toMatchObject([
      { platform: { slug: 'appen' }, client: null, state: 'pledging' },
    ]);
    expect((await post('links/end', { other: elsewhere })).statusCode).toBe(200);
    expect(await shown(boycott)).toEqual([]);
    expect(await shown(elsewhere)).toEqual([]);
  });

  test.each(['proposed', 'debated', 'pledging', 'on', 'ended'] as const)(
    'joins one that is %s, from either side',
    async (state) => {
      await prisma.boycott.update({ where: { id: elsewhere }, data: { state } });
      const bare = `contrenote.example/fr/boycotts/${elsewhere}`;
      expect((await link(bare, organiser, boycott)).statusCode).toBe(200);
      expect((await link(`/fr/boycotts/${boycott}`, colleague, elsewhere)).statusCode).toBe(200);
      expect(await shown(boycott)).toEqual([elsewhere]);
      expect(await shown(elsewhere)).toEqual([boycott]);
    },
  );

  const refused = async (response: ReturnType<typeof link>, code: string) => {
    const { statusCode, body } = await response;
    expect(statusCode).toBe(422);
    expect(JSON.parse(body)).toMatchObject({ error: { fields: { address: { code } } } });
  };

  test.each([
    ['of no boycott', '/fr/plateformes/clickworker'],
    ['of one that is not there', '/fr/boycotts/zzzzzzzzzzzz'],
    ['that is none', 'Appen'],
  ])('refuses an address %s', async (_, address) => {
    await refused(link(address, organiser, boycott), 'not-a-boycott');
  });

  test('says at its field why two cannot be joined, whichever of them it is', async () => {
    await refused(link(`/fr/boycotts/${boycott}`, organiser, boycott), 'same-boycott');
    await prisma.boycott.update({ where: { id: elsewhere }, data: { state: 'failed' } });
    const code = 'boycott-not-linkable';
    await refused(link(`/fr/boycotts/${elsewhere}`, organiser, boycott), code);
    await refused(link(`/fr/boycotts/${boycott}`, colleague, elsewhere), code);
  });

  test('takes a certain number of links, and says so at its field', async () => {
    for (let nth = 0; nth < MAX_BOYCOTT_LINKS; nth += 1) {
      const { id: otherId } = await makeBoycott(site, { member: colleague, slug: 'appen' });
      await prisma.boycottLink.create({
        data: { boycottId: boycott, otherId, saidOn: site.clock.now },
      });
    }
    await refused(link(`/fr/boycotts/${elsewhere}`, organiser, boycott), 'boycott-links-full');
  });

  test('is for organisers alone, and not with itself', async () => {
    const address = `/fr/boycotts/${elsewhere}`;
    expect((await link(address, null, boycott)).statusCode).toBe(401);
    expect((await link(address, colleague, boycott)).statusCode).toBe(403);
    expect((await link(`/fr/boycotts/${boycott}`, organiser, boycott)).statusCode).toBe(422);
    expect((await link(address, organiser, 'zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await post('links/end', { other: elsewhere }, colleague)).statusCode).toBe(403);
    expect((await post('links/end', { other: '' })).statusCode).toBe(422);
  });
});
