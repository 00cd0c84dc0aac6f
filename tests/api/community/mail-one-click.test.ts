import { describe, expect, test } from 'vitest';
import { sendDigests } from '#server/community/mail/send-digests.ts';
import { buildMailMessage } from '#server/community/mail/mailer.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { multipart } from '#tests/support/forms.ts';
import {
  READER_EMAIL,
  readDigestAddress,
  readCodeInLastMail,
  makeConfirmedReader,
  parts,
  server,
  site,
  makeUnreadNews,
  useMailSite,
} from './mail.testing.ts';

useMailSite();

describe('one click in a mail program (RFC 8058)', () => {
  const CLICK = 'List-Unsubscribe=One-Click';

  /** Where a digest lets mail programs end it, and its reader. */
  async function makeOffer(): Promise<{ member: TestMember; url: string }> {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    await sendDigests(parts, site.clock.now);
    const header = headerOf('list-unsubscribe');
    return { member, url: /^<https:\/\/contrenote\.example(\/[^>]+)>$/.exec(header)?.[1] ?? '' };
  }

  function headerOf(name: string): string {
    const lines = server.mails.at(-1)?.mail.headerLines ?? [];
    const line = lines.find(({ key }) => key === name)?.line ?? '';
    return line.replaceAll(/\r?\n\s+/g, ' ').replace(/^[^:]+:\s*/, '');
  }

  function click(url: string, payload = CLICK, headers: Record<string, string> = {}) {
    const type = 'application/x-www-form-urlencoded';
    return site.app.inject({
      method: 'POST',
      url,
      headers: { host: 'contrenote.example', 'content-type': type, ...headers },
      payload,
    });
  }

  test('ends the digest, from a mail provider that has no session and no origin', async () => {
    const { member, url } = await makeOffer();
    expect(headerOf('list-unsubscribe-post')).toBe(CLICK);
    const answer = await click(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await readDigestAddress(member)).toBeNull();
    // Providers ask again where an answer was lost.
    expect((await click(url)).statusCode).toBe(200);
  });

  test('is understood as a multipart form, and from whatever origin', async () => {
    const { member, url } = await makeOffer();
    const form = multipart({ 'List-Unsubscribe': 'One-Click' });
    const answer = await click(url, form.payload.toString(), { ...form.headers, origin: 'null' });
    expect(answer.statusCode).toBe(200);
    expect(await readDigestAddress(member)).toBeNull();
  });

  test('never sends on to another page, which providers do not follow', async () => {
    const { url } = await makeOffer();
    expect((await click(url, CLICK, { accept: 'text/html' })).statusCode).toBe(200);
  });

  test('ends nothing where the token is another, or the body says something else', async () => {
    const { member, url } = await makeOffer();
    const forged = url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await click(forged)).statusCode).toBe(200);
    for (const path of [url.replace(/code=.*/, 'code=..'), url.split('?')[0] ?? '']) {
      expect((await click(path)).statusCode).toBe(422);
    }
    for (const body of ['', 'List-Unsubscribe=No', 'code=x']) {
      expect((await click(url, body)).statusCode).toBe(422);
    }
    expect(await readDigestAddress(member)).not.toBeNull();
  });

  test('shows who opens its address the page that asks first: scanners open every link', async () => {
    const { member, url } = await makeOffer();
    const answer = await site.get(url);
    expect(answer.statusCode).toBe(302);
    const page = await site.get(String(answer.headers.location));
    expect(page.body).toContain('action="/api/mail/end"');
    expect(await readDigestAddress(member)).not.toBeNull();
  });

  test('is the only write that another origin may send', async () => {
    const { member } = await makeOffer();
    const code = readCodeInLastMail();
    for (const path of ['/api/mail/end', '/api/mail/confirm', '/api/me/mail/end']) {
      const body = JSON.stringify({ code });
      const headers = { 'content-type': 'application/json', cookie: member.cookie };
      expect((await click(path, body, headers)).statusCode, path).toBe(403);
    }
    expect(await readDigestAddress(member)).not.toBeNull();
  });

  test('is not offered over http, where nobody may use it', () => {
    const { headers } = buildMailMessage({
      from: 'a@contrenote.example',
      mail: {
        to: READER_EMAIL,
        subject: 'x',
        text: 'x',
        oneClickUrl: 'http://127.0.0.1/mail/one-click',
      },
    });
    expect(headers).not.toHaveProperty('List-Unsubscribe-Post');
  });
});
