import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts, type TestMember } from '#tests/support/factories.ts';
import { makeTaskWithFigures } from '#tests/support/tasks.ts';
import {
  CLIENT_RATINGS,
  CHANGE_REASON,
  changeClientAs,
  findLatestClientChange,
  makeClient,
  readClient,
  undoClientChangeAs,
} from '#tests/api/directory/clients.testing.ts';

const words = messagesFor('fr').clients;
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { established: true });
});

function open(path: string, cookie?: string): Promise<LightMyRequestResponse> {
  const headers = { host: 'localhost', accept: 'text/html', ...(cookie ? { cookie } : {}) };
  return site.app.inject({ url: path, headers });
}

/** A form as a browser without a script sends it. */
function send(path: string, from: string, form: string, fields: [string, string][]) {
  return site.post(path, {}, member.cookie, {
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams([['_form', form], ['_from', from], ...fields]).toString(),
  });
}

describe('the page of a client', () => {
  test('says before all else what is earned an hour, beside the minimum wage', async () => {
    const report = {
      client: 'Pesée Juste',
      notAPerson: true,
      refusedWithoutReason: 1,
      breaksTerms: true,
      ethics: ['others-data'],
      approvalDays: 4,
    };
    await makeTaskWithFigures(site, report);
    const { body } = await open('/fr/clients/pesee-juste');
    const text = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    // Three at 30 cents in 20 minutes.
    expect(text).toContain('2,70 € de l’heure, d’après au moins 5 membres.');
    expect(text).toMatch(/\d+ % du SMIC brut/);
    expect(text).toMatch(/Refus 25 % Validation 5 jours/);
    expect(text).toMatch(/Refusées sans raison 25 %/);
    expect(body).toContain(words.page.breaksTerms({ count: 5 }));
    expect(body).toContain(words.page.ethics['others-data']({ count: 5 }));
    expect(text).toContain('Trier des images');
  });

  test('without a report, a review or a guess invites to be the first', async () => {
    const { slug, name } = await makeClient(site);
    const { body } = await open(`/fr/clients/${slug}`);
    for (const sentence of [
      words.page.noReports,
      words.page.reviewsNone,
      words.page.guessesNone,
      words.page.identitiesNone,
    ]) {
      expect(body).toContain(sentence);
    }
    expect(body).toContain(`client=${new URLSearchParams({ '': name }).toString().slice(1)}`);
  });

  test('labels guesses as such, and sends no reader on with our name', async () => {
    const { slug } = await makeClient(site);
    const guess = {
      text: 'Une filiale <b>',
      source: 'https://lac.example/p?q=1',
      notAPerson: true,
    };
    await site.post(`/api/clients/${slug}/guesses`, guess, member.cookie);
    const { body } = await open(`/fr/clients/${slug}`);
    expect(body).toContain(words.page.guessesSay);
    expect(body).toContain(words.page.guess);
    expect(body).toContain('Une filiale &lt;b&gt;');
    expect(body).toMatch(/href="https:\/\/lac\.example\/p\?q=1" rel="nofollow ugc noopener/);
    expect(body).not.toContain('/withdraw');
    const own = await open(`/fr/clients/${slug}`, member.cookie);
    expect(own.body).toContain('/withdraw');
  });

  test('shows members’ marks, each with its platform and quarter', async () => {
    const { slug } = await makeClient(site);
    const review = {
      ...CLIENT_RATINGS,
      platform: 'appen',
      experiencedMonth: '2026-09',
      text: 'Lent.',
    };
    await site.post(`/api/clients/${slug}/review`, review, member.cookie);
    await showAllPosts(site);
    const { body } = await open(`/fr/clients/${slug}`);
    expect(body).toContain('sur Appen');
    expect(body).toContain('travail fait entre juillet et septembre 2026');
    const form = await open(`/fr/clients/${slug}/noter?plateforme=appen`, member.cookie);
    expect(form.body).toMatch(/<input[^>]*name="speed"[^>]*checked=""[^>]*value="5"/);
    expect(form.body).toContain('Lent.');
  });
});

describe('changing a client without a script', () => {
  test('a split takes what was ticked, and leads to the history', async () => {
    const client = await makeClient(site);
    for (const alias of ['Part Une', 'Part Deux', 'Part Trois']) {
      await changeClientAs(site, member, client, 'names', { name: alias, notAPerson: true });
    }
    const { names } = await readClient(site, client.slug);
    const chosen = names.filter(({ text }) => ['Part Une', 'Part Deux'].includes(text));
    const page = `/fr/clients/${client.slug}/modifier`;
    expect((await open(page, member.cookie)).body).toContain(`value="${chosen[0]?.id}"`);
    const answer = await send(`/api/clients/${client.slug}/split`, page, 'client-split', [
      ...chosen.map(({ id }): [string, string] => ['names', id]),
      ['name', 'Part Une'],
      ['reason', CHANGE_REASON],
      ['notAPerson', 'on'],
    ]);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/fr/clients/${client.slug}/historique?done=changed`);
    const { body } = await open(String(answer.headers.location));
    expect(body).toContain(words.history.done.changed);
    expect(body).toContain(words.history.kinds.split);
    expect(body).toContain('Part Deux');
    expect((await readClient(site, client.slug)).names).toHaveLength(2);
  });

  test('a refused form comes back open, with what was typed and a sentence', async () => {
    const client = await makeClient(site);
    const page = `/fr/clients/${client.slug}/modifier`;
    const answer = await send(`/api/clients/${client.slug}/join`, page, 'client-join', [
      ['other', 'Personne de ce nom'],
      ['reason', CHANGE_REASON],
    ]);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toMatch(/<details open=""[^>]*id="join"/);
    expect(answer.body).toContain('value="Personne de ce nom"');
    expect(answer.body).toContain(messagesFor('fr').errors.fields['unknown-client']);
  });

  test('an undoing that is no longer possible says what to do first', async () => {
    const [one, other, third] = [
      await makeClient(site),
      await makeClient(site),
      await makeClient(site),
    ];
    await changeClientAs(site, member, one, 'join', { other: other.slug });
    const inner = await findLatestClientChange(site, one);
    await changeClientAs(site, member, third, 'join', { other: one.slug });
    expect(await undoClientChangeAs(site, member, inner)).toBe(409);
    const page = `/fr/clients/${third.slug}/historique`;
    const path = `/api/client-revisions/${inner}/undo`;
    const answer = await send(path, page, `undo-${inner}`, [['reason', CHANGE_REASON]]);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain(words.history.conflict);
    const { body } = await open(page, member.cookie);
    expect(body).not.toContain(`/api/client-revisions/${inner}/undo`);
  });

  test('is for members: visitors are sent to sign in, and see no form', async () => {
    const { slug } = await makeClient(site);
    for (const page of ['modifier', 'noter']) {
      expect((await open(`/fr/clients/${slug}/${page}`)).statusCode).toBe(303);
    }
    expect((await open('/fr/clients/ajouter')).statusCode).toBe(303);
    expect((await open(`/fr/clients/${slug}/historique`)).body).not.toContain('/undo');
    expect((await open('/fr/clients/personne/modifier', member.cookie)).statusCode).toBe(404);
  });
});

describe('the list of clients', () => {
  test('offers to add who is not found, with the name typed', async () => {
    const { body } = await open('/fr/clients?q=Tout+Inconnu');
    expect(body).toContain(words.noneNamed({ typed: 'Tout Inconnu' }));
    expect(body).toContain('href="/fr/clients/ajouter?name=Tout+Inconnu"');
    const form = await open('/fr/clients/ajouter?name=Tout+Inconnu', member.cookie);
    expect(form.body).toContain('value="Tout Inconnu"');
  });
});
