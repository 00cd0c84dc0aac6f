import { beforeAll, describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeTaskReport, makeTaskWithFigures } from '#tests/support/tasks.ts';

const HOSTILE = `"><img src=x onerror=alert(1)>`;

let site: TestApp;
let taskId: string;
beforeAll(async () => {
  site = await createTestApp();
  const reported = await makeTaskWithFigures(site, {
    platform: 'clickworker',
    title: 'Relever des prix',
    client: 'Sillage Données',
    notAPerson: true,
    reward: '0,31',
    paid: 10,
    refusedWithoutReason: 2,
    time: '1 h',
    contact: 'answered',
    ethics: ['others-data'],
  });
  taskId = reported.taskId;
});

/** What a page says: no tags, spaces of print as plain ones. */
async function read(path: string, cookie?: string): Promise<string> {
  const { body } = await site.get(path, cookie);
  return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ');
}

describe('the page of tasks', () => {
  test('says of each what it pays, how long it takes, and how often it is refused', async () => {
    const text = await read('/fr/taches');
    expect(text).toContain('Relever des prix');
    expect(text).toContain('Clickworker · Sillage Données · au moins 5 membres');
    // Ten rewards of 31 cents in an hour.
    expect(text).toContain('Par heure 3,10 €');
    expect(text).toContain('Refusées 15 %');
    expect(text).toContain('novembre 2026 · 15 % refusées sans raison');
    expect(text).toContain('le SMIC brut : 12,02 € de l’heure (janvier 2026)');
  });

  test('narrows to the platform that was typed, by any of its names', async () => {
    expect(await read('/fr/taches?plateforme=clikworker')).toContain(
      'Les tâches du moment sur Click',
    );
    const other = await read('/fr/taches?plateforme=appen&tri=pay');
    expect(other).not.toContain('Relever des prix');
  });

  test('invites to report where nobody did, on the form of that platform', async () => {
    const { body } = await site.get('/en/tasks?plateforme=appen');
    expect(body).toContain(messagesFor('en').taskPages.emptyOf({ name: 'Appen' }));
    expect(body).toContain('href="/en/report/task?plateforme=appen"');
  });

  test('says that it does not know a platform, and shows all tasks', async () => {
    const { body, statusCode } = await site.get(
      `/fr/taches?plateforme=${encodeURIComponent(HOSTILE)}&tri=x&apres=y`,
    );
    expect(statusCode).toBe(200);
    expect(body).toContain('Nous ne connaissons pas');
    expect(body).toContain('Relever des prix');
    expect(body).not.toContain('<img src=x');
  });
});

describe('the page of a task', () => {
  test('sets its rate beside the minimum wage of a country, and of all others, dated', async () => {
    const text = await read(`/fr/taches/${taskId}`);
    expect(text).toContain('3,10 € de l’heure : 26 % du SMIC brut (12,02 €, janvier 2026)');
    expect(text).toContain('avant cotisations. Il faut encore vérifier les salaires minimums.');
    expect(text).toMatch(/Belgique 24 % 12,8\d € avril 2025, à vérifier/);
    expect(text).toMatch(/États-Unis \d+ % 7,25 \$US juillet 2009, minimum fédéral/);
  });

  test('lists figures and flags, in classes of members', async () => {
    const text = await read(`/fr/taches/${taskId}`);
    expect(text).toContain('D’après au moins 5 membres, elle demande les données personnelles');
    expect(text).toContain('Refusées d’après au moins 5 membres 15 %');
    expect(text).toContain('Refusées sans raison 15 %');
    expect(text).toContain('des membres qui lui ont écrit : au moins 5 100 %');
  });

  test('says that too few reported it, where its title was public before', async () => {
    const { taskId: old } = await makeTaskReport(site, { title: 'D’autrefois', platform: 'appen' });
    const text = await read(`/fr/taches/${old}`);
    expect(text).toContain('D’autrefois');
    expect(text).toContain('Il n’y a pas encore assez de témoignages');
    expect(text).not.toContain('de l’heure, d’après');
  });

  test('leads to its client, and to a form filled in with what it says', async () => {
    const { body } = await site.get(`/en/tasks/${taskId}`);
    expect(body).toContain('href="/en/clients/sillage-donnees"');
    const href = /href="(\/en\/report\/task[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const member = await makeMember(site);
    const form = (await site.get(href, member.cookie)).body;
    expect(form).toContain('value="Relever des prix"');
    expect(form).toContain('value="0.31"');
    expect(form).toContain('value="Sillage Données"');
    expect(form).toContain('value="Clickworker"');
  });

  test('has a form whose script can say the rate: the wages and rates are there', async () => {
    const member = await makeMember(site);
    const { body } = await site.get('/fr/declarer/tache', member.cookie);
    expect(body).toContain('data-enhance="task-form"');
    const panel = /<div class="wage live"[^>]*>/.exec(body)?.[0] ?? '';
    expect(panel).toContain('hidden=""');
    expect(panel).toContain('{share} du SMIC brut');
    expect(panel).toContain('&quot;USD&quot;:1.16');
  });

  test.each(['/fr/taches/zzzzzzzzzzzz', '/en/tasks/No%20id'])('%s is not there', async (path) => {
    expect((await site.get(path)).statusCode).toBe(404);
  });
});

describe('the page of a platform', () => {
  test('says what its tasks pay and refuse silently with the answer, before any list', async () => {
    const text = await read('/fr/plateformes/clickworker');
    const said = 'Gain par heure temps non payé compris 3,10 €/h';
    expect(text.indexOf(said)).toBeGreaterThan(0);
    expect(text.indexOf(said)).toBeLessThan(text.indexOf('Combien ça rapporte'));
    expect(text).toContain(
      'Tâches refusées sans raison par la plateforme ou ses clients, d’après au moins 5 membres 15 sur 100',
    );
    expect(text).toContain('26 % du SMIC brut (12,02 €, janvier 2026)');
  });

  test('shows its tasks and clients, and offers to report one', async () => {
    const { body } = await site.get('/fr/plateformes/clickworker/taches');
    expect(body).toContain(`href="/fr/taches/${taskId}"`);
    expect(body).toContain('href="/fr/clients/sillage-donnees"');
    expect(body).toContain('href="/fr/declarer/tache?plateforme=clickworker"');
    expect(body).toContain('href="/fr/taches?plateforme=clickworker"');
  });

  test('has no slip of zeros where nobody said anything', async () => {
    expect(await read('/fr/plateformes/isahit')).toContain('Personne n’a encore rien déclaré');
  });
});
