import { beforeAll, describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { ownTaskReportsResponse } from '#shared/evidence/tasks.ts';
import { BROWSER } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeTaskReport, TASK_REPORT } from '#tests/support/tasks.ts';

const HOSTILE = `"><img src=x onerror=alert(1)>`;

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

/** A form as a browser without a script sends it. */
function submit(path: string, fields: Record<string, string | readonly string[]>, by = member) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return site.post(path, {}, by.cookie, { ...BROWSER, payload: body.toString() });
}

const FORM = { _form: 'task-report', _from: '/fr/declarer/tache', ...TASK_REPORT, paid: '3' };

describe('the form of a task report', () => {
  test('is open to visitors, its correction to members', async () => {
    const open = (url: string) =>
      site.app.inject({ url, headers: { host: 'localhost', accept: 'text/html' } });
    expect((await open('/fr/declarer/tache')).statusCode).toBe(200);
    const path = '/fr/taches/retours/abcdefghijkl/modifier';
    const { statusCode, headers } = await open(path);
    expect([statusCode, headers.location]).toEqual([
      303,
      `/fr/connexion?next=${encodeURIComponent(path)}`,
    ]);
  });

  test('comes filled in with what the address says', async () => {
    const { body } = await site.get(
      `/en/report/task?plateforme=clickworker&reward=31&currency=USD&title=${encodeURIComponent(HOSTILE)}`,
      member.cookie,
    );
    expect(body).toContain('<h1>Report a task on Clickworker</h1>');
    expect(body).toMatch(/name="reward"[^>]*value="0\.31"/);
    expect(body).toMatch(/<option value="USD" selected="">/);
    expect(body).not.toContain('<img src=x');
  });

  test('publishes without a script, several boxes ticked', async () => {
    const response = await submit('/api/task-reports', {
      ...FORM,
      title: 'Sans script',
      mode: 'series',
      pending: '',
      ethics: ['shocking', 'deceives'],
    });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('/fr/mes-preuves?done=task-report-published');
    const page = await site.get(String(response.headers.location), member.cookie);
    expect(page.body).toContain('Sans script');
    expect(page.body).toContain('C’est noté. Votre témoignage comptera');
    expect(page.body).toMatch(/Comptera dans les chiffres le lundi \d+/);
  });

  test('comes back with all that was typed, and what is wrong', async () => {
    const typed = { title: 'À reprendre', time: 'une heure', client: 'Acme' };
    const response = await submit('/api/task-reports', { ...FORM, ...typed, ethics: ['other'] });
    expect(response.statusCode).toBe(422);
    for (const value of ['À reprendre', 'une heure', 'Acme']) {
      expect(response.body).toContain(`value="${value}"`);
    }
    expect(response.body).toContain('Écrivez une durée comme');
    expect(response.body).toMatch(/name="ethics" checked="" value="other"/);
    // What is folded away opens, since it is filled in.
    expect(response.body).toMatch(/<details open="">\s*<summary>Client/);
  });

  test('says when and how the report counts, and asks for no text or signature', async () => {
    const { body } = await site.get('/fr/declarer/tache', member.cookie);
    const seen = messagesFor('fr').tasks.form.seen({ day: 'lundi 14 décembre 2026' });
    expect(body).toContain(seen);
    expect(body).not.toMatch(/name="(?:text|signed|alike)"/);
  });

  test('says how to add a platform that is not there', async () => {
    const response = await submit('/api/task-reports', { ...FORM, platform: 'Inconnue 9' });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Nous ne connaissons aucune plateforme de ce nom.');
    expect(response.body).toContain('href="/fr/plateformes/ajouter"');
  });
});

describe('the page that edits a task report', () => {
  test('shows exact values, which sent back unchanged change nothing', async () => {
    const author = await makeMember(site);
    const { id } = await makeTaskReport(site, {
      member: author,
      title: 'Modifiable',
      paid: 1_237,
      pending: 2,
      time: '10 h 17 min 7 s',
      client: 'Atelier Données',
      notAPerson: true,
      recommends: 'no',
      waits: true,
    });
    const read = async () =>
      ownTaskReportsResponse.parse((await site.get('/api/me/task-reports', author.cookie)).json());
    const before = await read();
    const { body } = await site.get(`/fr/taches/retours/${id}/modifier`, author.cookie);
    expect(body).toContain('On vous a répondu depuis');
    const fields: Record<string, string[]> = {};
    const form = body.slice(
      body.indexOf('action="/api/task-reports/'),
      body.indexOf('</form>', body.indexOf('action="/api/task-reports/')),
    );
    for (const [tag] of form.matchAll(/<(?:input|option)[^>]*>/g)) {
      const value = /value="([^"]*)"/.exec(tag)?.[1] ?? 'on';
      const name = /name="([^"]*)"/.exec(tag)?.[1] ?? 'currency';
      const open = /type="(?:radio|checkbox)"|<option/.test(tag);
      if (open && !/ (?:checked|selected)=/.test(tag)) continue;
      fields[name] = [...(fields[name] ?? []), value];
    }
    const response = await submit(`/api/task-reports/${id}`, fields, author);
    expect(response.statusCode, response.body.slice(0, 500)).toBe(303);
    // But a Monday is drawn again.
    const dueOn = expect.any(String);
    const hers = before.reports.map((report) => ({ ...report, dueOn }));
    expect(await read()).toEqual({ ...before, reports: hers });
  });

  test('is not found for anybody else', async () => {
    const { id } = await makeTaskReport(site);
    const page = await site.get(`/en/tasks/reports/${id}/edit`, member.cookie);
    expect(page.statusCode).toBe(404);
  });
});

describe('my evidence', () => {
  test('lists my task reports, with how to edit them', async () => {
    const author = await makeMember(site);
    const { id } = await makeTaskReport(site, { member: author, title: 'La mienne' });
    const { body } = await site.get('/fr/mes-preuves', author.cookie);
    expect(body).toContain('La mienne');
    expect(body).toContain(`/fr/taches/retours/${id}/modifier`);
    const gone = await submit(
      `/api/task-reports/${id}/withdraw`,
      { _form: 'withdraw', _from: `/fr/taches/retours/${id}/modifier` },
      author,
    );
    expect(gone.headers.location).toBe('/fr/mes-preuves?done=task-report-withdrawn');
    const after = await site.get(String(gone.headers.location), author.cookie);
    expect(after.body).toContain('Votre retour de tâche est retiré.');
    expect(after.body).not.toContain('La mienne');
  });
});
