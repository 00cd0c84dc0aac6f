import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '#server/accounts/passwords.ts';
import { notify } from '#server/inbox/notify.ts';
import { forgetUnconfirmed } from '#server/mail/actions.ts';
import { sendDigests, type DigestParts } from '#server/mail/digest.ts';
import { createMailer } from '#server/mail/mailer.ts';
import { openSecrets } from '#server/secrets.ts';
import { MAX_QUESTIONS_IN_ALL } from '#shared/mail.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { OTHER_PASSWORD, PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';

const PUBLIC_URL = 'https://contrenote.example';
const EMAIL = 'aina@courriel.example';

let site: TestApp;
let server: MailServer;
let parts: DigestParts;
let appen: string;

beforeAll(async () => {
  server = await startMailServer();
  const mail = { url: server.url, from: 'Contrenote <nouvelles@contrenote.example>' };
  site = await createTestApp({
    environment: { SMTP_URL: mail.url, MAIL_FROM: mail.from, PUBLIC_URL },
  });
  const mailer = createMailer(mail);
  afterAll(() => mailer.close());
  const secrets = openSecrets(null, site.dataDir);
  parts = { database: site.database, secrets, mailer, origin: PUBLIC_URL };
  appen = await platformId(site, 'appen');
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.mails.length = 0;
  server.refuse(false);
  await site.database.prisma.mailAddress.deleteMany();
  await site.database.prisma.mailAsked.deleteMany();
});

function post(path: string, body: object, cookie?: string) {
  return site.post(path, body, cookie, { headers: { origin: PUBLIC_URL } });
}

function ask({ cookie }: TestMember, more: object = {}) {
  return post('/api/me/mail', { email: EMAIL, frequency: 'daily', ...more }, cookie);
}

/** The code in the last mail that came. */
function codeInMail(): string {
  return /[?&]code=([A-Za-z0-9_-]{43})/.exec(server.mails.at(-1)?.mail.text ?? '')?.[1] ?? '';
}

/** A member whose address is confirmed. */
async function makeReader(more: object = {}): Promise<TestMember> {
  const member = await makeMember(site);
  await ask(member, more);
  await post('/api/mail/confirm', { code: codeInMail() });
  server.mails.length = 0;
  return member;
}

async function tell({ id }: TestMember, subject = appen): Promise<void> {
  await site.database.prisma.$transaction((tx) =>
    notify(
      tx,
      [id],
      { kind: 'platform-standing', subject, facts: { before: 'promising', after: 'doubtful' } },
      site.clock.now,
    ),
  );
}

function addressOf({ cookie }: TestMember): Promise<unknown> {
  return site
    .get('/api/me/mail', cookie)
    .then((answer) => answer.json<{ address: unknown }>().address);
}

describe('an address', () => {
  test('is asked once whether it is hers, and gets nothing before it says so', async () => {
    const member = await makeMember(site);
    expect((await ask(member)).statusCode).toBe(200);
    expect(server.mails.map(({ to }) => to)).toEqual([[EMAIL]]);
    expect(await addressOf(member)).toEqual({ email: EMAIL, frequency: 'daily', confirmed: false });
    await tell(member);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
    const answer = await post('/api/mail/confirm', { code: codeInMail() });
    expect(answer.statusCode).toBe(200);
    expect(await addressOf(member)).toMatchObject({ confirmed: true });
  });

  test('is nowhere in the database, nor is the code', async () => {
    await makeReader();
    const rows = JSON.stringify(await site.database.prisma.mailAddress.findMany());
    expect(rows).not.toContain('aina');
    expect(rows).not.toContain('courriel.example');
  });

  test('that nobody confirms is forgotten after three days', async () => {
    const member = await makeMember(site);
    await ask(member);
    const later = (days: number): Date => new Date(site.clock.now.getTime() + days * 86_400_000);
    const { prisma } = site.database;
    await prisma.$transaction((tx) => forgetUnconfirmed(tx, later(3)));
    expect(await addressOf(member)).not.toBeNull();
    await prisma.$transaction((tx) => forgetUnconfirmed(tx, later(4)));
    expect(await addressOf(member)).toBeNull();
  });

  test('that was confirmed is not asked again where only the rhythm changes', async () => {
    const member = await makeReader();
    await ask(member, { frequency: 'weekly' });
    expect(server.mails).toEqual([]);
    expect(await addressOf(member)).toEqual({ email: EMAIL, frequency: 'weekly', confirmed: true });
  });

  test('in the place of another is asked anew; the code of the first is void', async () => {
    const member = await makeMember(site);
    await ask(member);
    const first = codeInMail();
    await ask(member, { email: 'autre@courriel.example' });
    expect((await post('/api/mail/confirm', { code: first })).statusCode).toBe(404);
    expect((await post('/api/mail/confirm', { code: codeInMail() })).statusCode).toBe(200);
  });

  test('that the server refuses is not kept, and she is told to try again', async () => {
    const member = await makeMember(site);
    server.refuse(true);
    const answer = await ask(member);
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('aina');
    expect(await addressOf(member)).toBeNull();
  });

  test('gets few questions a day, whoever asks, and none once it refused', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      statuses.push((await ask(await makeMember(site))).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    await post('/api/mail/end', { code: codeInMail() });
    site.clock.advanceDays(1);
    const refused = await ask(await makeMember(site), { email: EMAIL.toUpperCase() });
    expect(refused.json()).toMatchObject({
      error: { fields: { email: { code: 'address-refused' } } },
    });
    expect(JSON.stringify(await site.database.prisma.mailAsked.findMany())).not.toContain('aina');
  });

  test('is not asked once the site asked many addresses that day: nobody floods others through it', async () => {
    const day = new Date(site.clock.now.toISOString().slice(0, 10));
    const asked = { addressHash: 'of others', day, count: MAX_QUESTIONS_IN_ALL };
    await site.database.prisma.mailAsked.create({ data: asked });
    expect((await ask(await makeMember(site))).statusCode).toBe(429);
    expect(server.mails).toEqual([]);
    expect(await site.database.prisma.mailAddress.count()).toBe(0);
  });

  test('that was confirmed stays where the question to another cannot be sent', async () => {
    const member = await makeReader();
    server.refuse(true);
    expect((await ask(member, { email: 'autre@courriel.example' })).statusCode).toBe(503);
    expect(await addressOf(member)).toEqual({ email: EMAIL, frequency: 'daily', confirmed: true });
  });

  test('is forgotten when her password is another, like the address of her private feed', async () => {
    const member = await makeMember(site);
    const { prisma } = site.database;
    const passwordHash = await hashPassword(PASSWORD);
    await prisma.member.update({ where: { id: member.id }, data: { passwordHash } });
    await ask(member);
    await post('/api/me/private-feed', { change: 'make' }, member.cookie);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    expect((await post('/api/me/password', change, member.cookie)).statusCode).toBe(200);
    expect(await addressOf(member)).toBeNull();
    const where = { memberId: member.id };
    expect(await prisma.memberChoices.findUnique({ where })).toMatchObject({ feedHash: null });
  });
});

describe('a digest', () => {
  test('says each new line with its address, once', async () => {
    const member = await makeReader();
    await tell(member);
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
    const { to, mail } = server.mails[0] ?? {};
    expect(to).toEqual([EMAIL]);
    expect(mail?.subject).toBe(messagesFor('fr').reach.mail.subject(1));
    expect(mail?.text).toMatch(/^- Appen\s: statut/);
    expect(mail?.text).toContain(`${PUBLIC_URL}/fr/plateformes/appen/statuts`);
    expect(mail?.html).toBe(false);
    expect(mail?.attachments).toEqual([]);
    site.clock.advanceDays(1);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
  });

  test('says nothing of her own evidence that would tell whose it is', async () => {
    const member = await makeReader();
    const { id } = await makePayout(site, { member, slug: 'appen', state: 'waiting' });
    await site.database.prisma.$transaction((tx) =>
      notify(tx, [member.id], { kind: 'claim-reminder', subject: id }, site.clock.now),
    );
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
    const text = server.mails[0]?.mail.text ?? '';
    expect(text).toContain(messagesFor('fr').inbox.own);
    expect(text).not.toContain('Appen');
    expect(text).not.toContain(id);
  });

  test('comes once a day at most, or once a week', async () => {
    const daily = await makeReader();
    const weekly = await makeReader({ frequency: 'weekly' });
    const came: number[] = [];
    const platforms = (await site.database.prisma.platform.findMany()).map(({ id }) => id);
    for (let day = 0; day < 8; day += 1) {
      await tell(daily, platforms[day]);
      await tell(weekly, platforms[day]);
      came.push(await sendDigests(parts, site.clock.now));
      expect(await sendDigests(parts, site.clock.now)).toBe(0);
      site.clock.advanceDays(1);
    }
    expect(came).toEqual([2, 1, 1, 1, 1, 1, 1, 2]);
  });

  test('that could not be sent comes later, whole', async () => {
    const member = await makeReader();
    await tell(member);
    server.refuse(true);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
    server.refuse(false);
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
  });

  test('ends by the link in it, without signing in', async () => {
    const member = await makeReader();
    await tell(member);
    await sendDigests(parts, site.clock.now);
    const list: unknown = server.mails[0]?.mail.headers.get('list');
    expect(JSON.stringify(list)).toContain(codeInMail());
    const page = await site.get(`/fr/nouvelles/courriel?code=${codeInMail()}&fin=1`);
    expect(page.body).toContain('action="/api/mail/end"');
    expect((await post('/api/mail/end', { code: codeInMail() })).statusCode).toBe(200);
    expect(await addressOf(member)).toBeNull();
    expect((await post('/api/mail/end', { code: codeInMail() })).statusCode).toBe(200);
  });
});

describe('the routes', () => {
  test('refuse what is no address, and keep what was typed', async () => {
    const member = await makeMember(site);
    for (const email of ['aina', 'a@b, c@d.example', 'a@b.example\r\nBcc: x@y.example', '']) {
      const answer = await ask(member, { email });
      expect(answer.statusCode, email).toBe(422);
    }
    expect(server.mails).toEqual([]);
  });

  test('are for members, but for those in the mails', async () => {
    expect((await post('/api/me/mail', { email: EMAIL, frequency: 'daily' })).statusCode).toBe(401);
    expect((await post('/api/me/mail/end', {})).statusCode).toBe(401);
    expect((await post('/api/mail/confirm', { code: 'A'.repeat(43) })).statusCode).toBe(404);
  });

  test('end her digest, and never that of another', async () => {
    const [member, other] = [await makeReader(), await makeReader()];
    await post('/api/me/mail/end', {}, member.cookie);
    expect([await addressOf(member), await addressOf(other)]).toEqual([
      null,
      expect.objectContaining({ confirmed: true }),
    ]);
  });

  test('offer nothing where the site sends no mails', async () => {
    const quiet = await createTestApp();
    const member = await makeMember(quiet);
    expect((await quiet.get('/api/me/mail', member.cookie)).json()).toEqual({
      offered: false,
      address: null,
    });
    const form = { email: EMAIL, frequency: 'daily' };
    expect((await quiet.post('/api/me/mail', form, member.cookie)).statusCode).toBe(403);
  });
});
