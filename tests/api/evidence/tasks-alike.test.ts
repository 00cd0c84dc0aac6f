import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { BROWSER } from '#tests/support/accounts.ts';
import { makeMember } from '#tests/support/factories.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { settle, taskRequests } from './tasks.testing.ts';

/** One task is kept once: found while it is typed, asked for before it is doubled. */

let site: TestApp;
let desk: ReturnType<typeof taskRequests>;
const TITLE = 'Transcrire des tickets de caisse';
beforeAll(async () => {
  site = await createTestApp();
  desk = taskRequests(site);
  await site.post(
    '/api/clients',
    { name: 'Acme Données', notAPerson: true },
    (await makeMember(site, { established: true })).cookie,
  );
  await reportByFive({ title: TITLE, client: 'Acme Données', notAPerson: true });
  await settle(site, 28);
});

async function reportByFive(fields: object): Promise<void> {
  for (let nth = 0; nth < 5; nth += 1)
    await desk.send(fields, await makeMember(site, { established: true }));
}

async function suggested(platform: string, q: string): Promise<unknown> {
  const address = `/api/tasks/suggest?${new URLSearchParams({ platform, q })}`;
  const response = await site.get(address);
  return response.json<{ tasks: unknown }>().tasks;
}

describe('suggestions', () => {
  const found = {
    title: TITLE,
    client: 'Acme Données',
    reward: { minor: 30, currency: 'EUR' },
  };

  test.each([
    ['clickworker', 'transc'],
    ['Clickworker', 'TICKETS'],
    ['www.clickworker.com', 'transcire des tickets'],
  ])('on %s for %s', async (platform, q) => {
    expect(await suggested(platform, q)).toEqual([found]);
  });

  test.each([
    ['appen', 'transcrire'],
    ['clickworker', 't'],
    ['clickworker', 'photographier'],
    ['nobody', 'transcrire'],
  ])('none on %s for %s', async (platform, q) => {
    expect(await suggested(platform, q)).toEqual([]);
  });

  test('none of a task that fewer than five established members reported', async () => {
    await desk.send({ title: 'Compter des moutons' }, await makeMember(site));
    expect(await suggested('clickworker', 'compter')).toEqual([]);
  });
});

describe('a report that names no client', () => {
  test('joins the only task of that title and reward', async () => {
    const member = await makeMember(site);
    const { id } = await desk.send({ title: TITLE }, member);
    expect(await desk.ownReport(id, member)).toMatchObject({ client: { name: 'Acme Données' } });
  });

  test('joins none that only few reported: its author would learn of them', async () => {
    const title = 'Décrire une chaise';
    await desk.send({ title, client: 'Acme Données', notAPerson: true }, await makeMember(site));
    const member = await makeMember(site);
    const { id } = await desk.send({ title }, member);
    expect(await desk.ownReport(id, member)).toMatchObject({ client: null });
  });

  test('joins none that has another reward, nor where another client is typed', async () => {
    const member = await makeMember(site);
    const unlike = [{ reward: '0,31' }, { client: 'Autre SARL', notAPerson: true }];
    for (const fields of unlike) {
      const { id } = await desk.send({ title: TITLE, ...fields }, member);
      expect(await desk.ownReport(id, member)).toMatchObject({ client: null });
    }
  });
});

describe('the form', () => {
  const ALIKE = 'Transcrire des tickets de caisses';

  test('asks before it makes a second task, and takes yes or no', async () => {
    const member = await makeMember(site);
    const asked = await site.post(
      '/api/task-reports',
      { ...TASK_REPORT, title: ALIKE, asksIfSame: true },
      member.cookie,
    );
    expect(asked.statusCode).toBe(422);
    expect(asked.json()).toMatchObject({
      error: { fields: { anotherTask: { code: 'same-task', limit: TITLE } } },
    });
    const other = await desk.send({ title: ALIKE, asksIfSame: true, anotherTask: true }, member);
    const same = await desk.send({ title: TITLE, asksIfSame: true }, member);
    expect([other.status, same.status]).toEqual([201, 201]);
  });

  test('asks nothing where the reward differs, and no tool that does not want it', async () => {
    const member = await makeMember(site);
    const title = 'Transcrire les tickets de caisse';
    const cases = [
      { title, reward: '0,90', asksIfSame: true },
      { title: 'Transcrire des ticket de caisse' },
    ];
    for (const fields of cases) expect((await desk.send(fields, member)).status).toBe(201);
  });

  test('keeps what was typed, without a script, and offers the box', async () => {
    const member = await makeMember(site);
    const from = '/fr/declarer/tache';
    const fields = { ...TASK_REPORT, title: 'Transcrire des tickets de la caisse' };
    const typed = Object.entries(fields).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    const payload = new URLSearchParams([
      ...typed,
      ['_form', 'task-report'],
      ['_from', from],
      ['asksIfSame', 'true'],
    ]).toString();
    const { body } = await site.post('/api/task-reports', {}, member.cookie, {
      ...BROWSER,
      payload,
    });
    const words = messagesFor('fr').tasks.form;
    expect(body).toContain(words.anotherTask);
    expect(body).toContain('C’est la même tâche');
    expect(body).toContain('value="Transcrire des tickets de la caisse"');
  });
});
