import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { ADDRESS_RATES } from '#server/http/address-limits.ts';
import { WRONG_PASSWORD_RATE } from '#server/identity/accounts/sign-in-rate-limit.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieOf,
  sendForm,
  signUp,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeThread } from '#tests/support/forum.ts';
import { postForm } from '#tests/support/forms.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';

/**
 * A visitor sends a form that takes a picture, and the account that it belongs to is made with it, or
 * neither is. Payouts, task reports and reviews have tests of their own in `tests/api/evidence/`.
 */

type Kind = {
  readonly name: string;
  /** The path of the members' route. */
  readonly path: () => string;
  /** The form's page, and its name there. */
  readonly page: () => { _from: string; _form: string };
  readonly body: Readonly<Record<string, string>>;
  /** A field that is wrong, and how it is refused. */
  readonly wrong: readonly [field: string, value: string, code: string];
  /** A body that only the transaction refuses, and how. */
  readonly late: readonly [body: Readonly<Record<string, string>>, field: string, code: string];
  /** Where an existing account is led to. */
  readonly receipt: RegExp;
  readonly count: () => Promise<number>;
};

let site: TestApp;
let threadId: string;
let picture: Buffer;
let personal: Buffer;
beforeAll(async () => {
  site = await createTestApp();
  ({ id: threadId } = await makeThread(site));
  picture = await drawScreen(linesOf(1));
  personal = await drawScreen(linesOf(1, [['Compte', 'amina.rakoto@example.org']]));
});

const links = 'https://a.example https://b.example https://c.example';
const INCIDENT: Kind = {
  name: 'an incident',
  path: () => '/api/incidents',
  page: () => ({ _from: '/fr/declarer/incident', _form: 'incident' }),
  body: {
    platform: 'clickworker',
    kind: 'posts-bought',
    happenedOn: '2026-09-17',
    asks: 'praise',
    reward: '2,13',
    currency: 'EUR',
    text: 'Il fallait écrire cinq étoiles.',
  },
  wrong: ['platform', 'Nulle part', 'unknown-platform'],
  late: [{ client: 'amina.rakoto@example.org', notAPerson: 'on' }, 'client', 'names-person'],
  receipt: /^\/fr\/plateformes\/clickworker\/a-propos\?done=incident-published$/,
  count: () => site.database.prisma.incident.count(),
};
const THREAD: Kind = {
  name: 'a topic',
  path: () => '/api/forum/threads',
  page: () => ({ _from: '/fr/forum/nouveau-sujet', _form: 'thread' }),
  body: {
    category: 'paiements',
    title: 'Paie-t-elle encore ?',
    text: 'J’attends depuis trois semaines.',
    platform: 'clickworker',
  },
  wrong: ['category', 'nulle-part', 'invalid'],
  late: [{ text: links }, 'text', 'too-many-links'],
  receipt: /^\/fr\/forum\/sujets\/[0-9a-z]{12}\?done=thread-started$/,
  count: () => site.database.prisma.forumThread.count(),
};
const POST: Kind = {
  name: 'a reply',
  path: () => `/api/forum/threads/${threadId}/posts`,
  page: () => ({ _from: `/fr/forum/sujets/${threadId}`, _form: 'reply' }),
  body: { text: 'J’ai été payée hier.' },
  wrong: ['text', 'x'.repeat(20_001), 'too-long'],
  late: [{ text: links }, 'text', 'too-many-links'],
  receipt: /^\/fr\/forum\/sujets\/[0-9a-z]{12}\?page=1&done=posted#m\d+$/,
  count: () => site.database.prisma.forumPost.count(),
};

function fieldsOf(response: LightMyRequestResponse): Record<string, string> {
  const { fields = {} } = response.json<ErrorResponse>().error;
  return Object.fromEntries(Object.entries(fields).map(([name, { code }]) => [name, code]));
}

function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)?.[1] ?? '';
}

let last = 0;
describe.each([INCIDENT, THREAD, POST])('$name', (kind) => {
  const path = (): string => `${kind.path()}/with-account`;
  /** A form whose pseudonym and key nobody sent before. */
  const form = (overrides: Record<string, string> = {}): Record<string, string> => {
    last += 1;
    return {
      ...kind.body,
      account: 'new',
      pseudonym: `lune rousse ${last}`,
      password: PASSWORD,
      _key: `form-of-a-visitor-${last}`,
      ...overrides,
    };
  };
  const counts = async (): Promise<[members: number, pieces: number]> => [
    await site.database.prisma.member.count(),
    await kind.count(),
  ];

  test('makes the account with it, and signs in', async () => {
    const before = await counts();
    const fields = form();
    const response = await site.post(path(), fields);
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json<{ path: string }>().path).toMatch(
      /^\/fr\/phrase-de-secours\?next=[^&]+&done=signed-up$/,
    );
    expect(await viewerOf(site, cookieOf(response))).toBe(fields['pseudonym']);
    expect(await counts()).toEqual([before[0] + 1, before[1] + 1]);
  });

  test('signs in with an existing account, and leads to what it wrote', async () => {
    const { pseudonym = '' } = form();
    await signUp(site, pseudonym);
    const response = await site.post(path(), form({ account: 'existing', pseudonym }));
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json<{ path: string }>().path).toMatch(kind.receipt);
    expect(await viewerOf(site, cookieOf(response))).toBe(pseudonym);
  });

  test('says all that is wrong at once, and leaves neither account nor piece', async () => {
    const before = await counts();
    const [field, value, code] = kind.wrong;
    const wrong = form({ [field]: value, pseudonym: 'x', password: 'court' });
    expect(fieldsOf(await site.post(path(), wrong))).toEqual({
      [field]: code,
      pseudonym: 'too-short',
      password: 'too-short',
    });
    const [body, lateField, lateCode] = kind.late;
    const late = await site.post(path(), form(body));
    expect(fieldsOf(late)).toEqual({ [lateField]: lateCode });
    expect(late.headers['set-cookie']).toBeUndefined();
    expect(await counts()).toEqual(before);
  });

  test('sent again after a lost answer, leads to the same piece, and only with the password', async () => {
    const fields = form();
    const first = await site.post(path(), fields);
    const again = await site.post(path(), fields);
    expect(again.statusCode, again.body).toBe(201);
    expect(again.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
    const guess = await site.post(path(), { ...fields, password: OTHER_PASSWORD });
    expect(fieldsOf(guess)).toEqual({ password: 'no-match' });
  });

  test('guesses no more passwords than the form to sign in, whatever else is wrong', async () => {
    const { pseudonym = '' } = form();
    await signUp(site, pseudonym);
    const before = await counts();
    const [field, value, code] = kind.wrong;
    const guess = form({
      account: 'existing',
      pseudonym,
      password: OTHER_PASSWORD,
      [field]: value,
    });
    for (let count = 0; count < WRONG_PASSWORD_RATE.burst; count += 1) {
      expect(fieldsOf(await site.post(path(), guess))).toEqual({
        [field]: code,
        password: 'no-match',
      });
    }
    expect((await site.post(path(), guess)).statusCode).toBe(403);
    expect(await counts()).toEqual(before);
  });

  test('without a script, a refused form keeps what was typed and the picture, for her alone', async () => {
    const before = await counts();
    // As of a page that is the same for all visitors: without a key.
    const { _key, ...fields } = form({ password: 'court' });
    const typed: Record<string, string> = { ...fields, ...kind.page() };
    const refused = await postForm(site, path(), typed, { file: { bytes: picture }, html: true });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(`value="${typed['pseudonym']}"`);
    expect(refused.body).toContain(typed['text']);
    expect(refused.body).not.toContain('value="court"');
    const key = hiddenField(refused.body, '_key');
    const kept = hiddenField(refused.body, '_image');
    expect((await site.get(`/files/kept/form/${kept}`)).statusCode).toBe(401);
    expect((await site.get(`/files/kept/form/${kept}?form=${_key}`)).statusCode).toBe(404);
    expect((await site.get(`/files/kept/form/${kept}?form=${key}`)).statusCode).toBe(200);
    const fixed = { ...typed, _key: key, _image: kept, password: PASSWORD };
    const sent = await postForm(
      site,
      path(),
      { ...fixed, _marks: hiddenField(refused.body, '_marks') },
      { file: '', html: true },
    );
    expect(sent.statusCode, sent.body.slice(0, 500)).toBe(303);
    expect(await counts()).toEqual([before[0] + 1, before[1] + 1]);
    expect(
      await site.database.prisma.screenshot.count({ where: { key: kept.slice(0, 64) } }),
    ).toBeGreaterThan(0);
  });

  test('asks about a picture that seems to show personal data, before anything is made', async () => {
    const before = await counts();
    const response = await postForm(site, path(), form(), { file: { bytes: personal } });
    expect(fieldsOf(response)).toEqual({ screenshot: 'image-shows-personal' });
    expect(await counts()).toEqual(before);
  });

  test('counts as a sign-up of its address: past the limit it needs a proof of work', async () => {
    const crowded = await createTestApp();
    const other = (await makeThread(crowded)).id;
    const there = path().replace(threadId, other);
    const refuse = { ...form(), password: 'court' };
    for (let count = 0; count < ADDRESS_RATES['sign-up'].burst; count += 1)
      expect((await crowded.post(there, refuse)).statusCode).toBe(422);
    const page = kind.page();
    const from = page._from.replace(threadId, other);
    const late = await postForm(
      crowded,
      there,
      { ...form(), ...page, _from: from },
      { file: { bytes: picture }, html: true },
    );
    expect(late.statusCode).toBe(403);
    // Nothing of the picture was kept, so nothing was processed.
    expect(hiddenField(late.body, '_image')).toBe('');
    const ticket = hiddenField(late.body, '_ticket');
    crowded.clock.now = new Date(crowded.clock.now.getTime() + 61_000);
    const sent = await crowded.post(there, { ...form(), _ticket: ticket });
    expect(sent.statusCode, sent.body).toBe(201);
  });

  test('stands open to a visitor, with the account at its end; a member has the form as before', async () => {
    const { body } = await site.get(kind.page()._from);
    expect(body).toContain(`action="${path()}"`);
    expect(body.indexOf('name="pseudonym"')).toBeGreaterThan(body.indexOf('name="text"'));
    const member = await site.get(kind.page()._from, await signUp(site, form()['pseudonym'] ?? ''));
    expect(member.body).toContain(`action="${kind.path()}"`);
    expect(member.body).not.toContain('name="password"');
  });
});

describe('the reply below a topic', () => {
  test('is the same for all visitors, so that its page can be cached: it carries no key', async () => {
    const page = `/fr/forum/sujets/${threadId}`;
    const [one, other] = [await site.get(page), await site.get(page)];
    expect(one.body).toContain('name="_key" value=""');
    expect(other.body).toBe(one.body);
  });

  test('asked for a picture, returns with its field and what was typed, and counts for nothing', async () => {
    const typed = {
      _from: `/fr/forum/sujets/${threadId}`,
      _form: 'reply',
      text: 'Voici mon écran.',
      _picture: 'yes',
    };
    const path = `/api/forum/threads/${threadId}/posts/with-account`;
    for (let count = 0; count < ADDRESS_RATES['sign-up'].burst; count += 1)
      await sendForm(site, path, typed);
    const { statusCode, body } = await sendForm(site, path, typed);
    expect(statusCode).toBe(422);
    expect(body).toContain('Voici mon écran.');
    expect(body).toContain('name="screenshot"');
    expect(body).not.toContain('class="challenge"');
    expect(body).not.toContain('Quelque chose ne va pas');
  });

  test('is refused in a closed topic, whoever sends it, and makes no account', async () => {
    const { id } = await makeThread(site);
    await site.database.prisma.forumThread.update({
      where: { id },
      data: { closedOn: site.clock.now, closedRule: 'settled', closedReason: 'Répondu.' },
    });
    const before = await site.database.prisma.member.count();
    const form = { text: 'Encore.', pseudonym: 'Trop Tard', password: PASSWORD };
    const response = await site.post(`/api/forum/threads/${id}/posts/with-account`, form);
    expect(response.statusCode).toBe(409);
    expect(response.json()).toEqual({ error: { code: 'thread-closed' } });
    const page = await site.get(`/fr/forum/sujets/${id}`);
    expect(page.body).not.toContain('name="text"');
    const nowhere = '/api/forum/threads/zzzzzzzzzzzz/posts/with-account';
    expect((await site.post(nowhere, form)).statusCode).toBe(404);
    expect(await site.database.prisma.member.count()).toBe(before);
  });

  test('of a member whose session ended is kept, with the account at its end', async () => {
    const typed = { _from: `/fr/forum/sujets/${threadId}`, _form: 'reply', text: 'Je reviens.' };
    const { body } = await sendForm(site, `/api/forum/threads/${threadId}/posts`, typed);
    expect(body).toContain('Je reviens.');
    expect(body).toContain(`action="/api/forum/threads/${threadId}/posts/with-account"`);
    expect(body).toContain('name="pseudonym"');
  });
});
