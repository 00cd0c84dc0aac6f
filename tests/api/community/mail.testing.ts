import { afterAll, beforeAll, beforeEach } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import type { DigestDeps } from '#server/community/mail/send-digests.ts';
import { createMailer } from '#server/community/mail/mailer.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';

export const PUBLIC_URL = 'https://contrenote.example';
export const READER_EMAIL = 'aina@courriel.example';

export let site: TestApp;
export let server: MailServer;
export let parts: DigestDeps;
export let appen: string;

/** A site that sends its mails to a server of this machine, for the tests of one file. */
export function useMailSite(environment: Record<string, string> = {}): void {
  beforeAll(async () => {
    server = await startMailServer();
    const mail = { url: server.url, from: 'Contrenote <nouvelles@contrenote.example>' };
    site = await createTestApp({
      environment: { ...environment, SMTP_URL: mail.url, MAIL_FROM: mail.from, PUBLIC_URL },
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
    server.whileItWaits(() => Promise.resolve());
    await site.database.prisma.mailAddress.deleteMany();
    await site.database.prisma.mailAsked.deleteMany();
  });
}

export function postToMailSite(path: string, body: object, cookie?: string) {
  return site.post(path, body, cookie, { headers: { origin: PUBLIC_URL } });
}

export function requestDigest({ cookie }: TestMember, more: object = {}) {
  return postToMailSite(
    '/api/me/mail',
    { email: READER_EMAIL, frequency: 'daily', ...more },
    cookie,
  );
}

/** The code in the last mail that came. */
export function readCodeInLastMail(): string {
  return /[?&]code=([A-Za-z0-9_-]{43})/.exec(server.mails.at(-1)?.mail.text ?? '')?.[1] ?? '';
}

/** A member whose address is confirmed. */
export async function makeConfirmedReader(more: object = {}): Promise<TestMember> {
  const member = await makeMember(site);
  await requestDigest(member, more);
  await postToMailSite('/api/mail/confirm', { code: readCodeInLastMail() });
  server.mails.length = 0;
  return member;
}

export async function makeUnreadNews({ id }: TestMember, subject = appen): Promise<void> {
  await site.database.prisma.$transaction((tx) =>
    notify(
      tx,
      [id],
      { kind: 'platform-standing', subject, facts: { before: 'promising', after: 'doubtful' } },
      site.clock.now,
    ),
  );
}

/** Members with news whose addresses were sealed with another key. */
export async function makeMembersWithUnreadableAddress(count: number): Promise<void> {
  const { sql } = site.database;
  await sql(
    `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
     SELECT 'unreadable' || n, 'unreadable' || n, 'unreadable' || n, '', 'fr', now()
       FROM generate_series(1, $1::int) n`,
    [count],
  );
  await sql(
    `INSERT INTO mail_address (member_id, sealed, frequency, code_hash, confirmed_on, created_on)
     SELECT id, 'not to be opened', 'daily', id, '2026-01-01', '2026-01-01'
       FROM member WHERE pseudonym_key LIKE 'unreadable%'`,
  );
  await sql(
    `INSERT INTO inbox_item (id, member_id, kind, subject, facts, at)
     SELECT id, id, 'platform-standing', $1, '{}', now()
       FROM member WHERE pseudonym_key LIKE 'unreadable%'`,
    [appen],
  );
}

export function readDigestAddress({ cookie }: TestMember): Promise<unknown> {
  return site
    .get('/api/me/mail', cookie)
    .then((answer) => answer.json<{ address: unknown }>().address);
}
