import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import { MAX_DIGESTS_PER_RUN, sendDigests } from '#server/community/mail/send-digests.ts';
import { createMailer } from '#server/community/mail/mailer.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { makePayout } from '#tests/support/factories.ts';
import {
  READER_EMAIL,
  PUBLIC_URL,
  readDigestAddress,
  readCodeInLastMail,
  makeConfirmedReader,
  makeMembersWithUnreadableAddress,
  parts,
  postToMailSite,
  server,
  site,
  makeUnreadNews,
  useMailSite,
} from './mail.testing.ts';

useMailSite();

const HOUR_MS = 3_600_000;

describe('a digest', () => {
  test('says each new line with its address, once', async () => {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
    const { to, mail } = server.mails[0] ?? {};
    expect(to).toEqual([READER_EMAIL]);
    expect(mail?.subject).toBe(messagesFor('fr').reach.mail.subject({ count: 1 }));
    expect(mail?.text).toMatch(/^- Appen\s: l’avis du site/);
    expect(mail?.text).toContain(`${PUBLIC_URL}/fr/plateformes/appen/statuts`);
    expect(mail?.html).toBe(false);
    expect(mail?.attachments).toEqual([]);
    site.clock.advanceDays(1);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
  });

  test('says nothing of her own evidence that would tell whose it is', async () => {
    const member = await makeConfirmedReader();
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
    const daily = await makeConfirmedReader();
    const weekly = await makeConfirmedReader({ frequency: 'weekly' });
    const came: number[] = [];
    const platforms = (await site.database.prisma.platform.findMany()).map(({ id }) => id);
    for (let day = 0; day < 8; day += 1) {
      await makeUnreadNews(daily, platforms[day]);
      await makeUnreadNews(weekly, platforms[day]);
      came.push(await sendDigests(parts, site.clock.now));
      expect(await sendDigests(parts, site.clock.now)).toBe(0);
      site.clock.advanceDays(1);
    }
    expect(came).toEqual([2, 1, 1, 1, 1, 1, 1, 2]);
  });

  test('that could not be sent comes later, whole', async () => {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    server.refuse(true);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
    server.refuse(false);
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
  });

  test('is marked as sent before it goes out: who is killed then sends none twice', async () => {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    const unsent = { where: { memberId: member.id, mailedAt: null } };
    const counts: number[] = [];
    server.whileItWaits(async () => {
      counts.push(await site.database.prisma.inboxItem.count(unsent));
    });
    expect(await sendDigests(parts, site.clock.now)).toBe(1);
    expect(counts).toEqual([0]);
  });

  test('waits for nobody whose address cannot be opened, however many they are', async () => {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    await site.database.prisma.mailAddress.updateMany({
      data: { lastSentOn: new Date('2026-01-01') },
    });
    await makeMembersWithUnreadableAddress(MAX_DIGESTS_PER_RUN);
    const sent = async (): Promise<number> => {
      site.clock.now = new Date(site.clock.now.getTime() + HOUR_MS);
      return sendDigests(parts, site.clock.now);
    };
    expect((await sent()) + (await sent())).toBe(1);
    // What was sealed with a key that is lost may be opened again by who finds it.
    expect(await site.database.prisma.mailAddress.count()).toBe(MAX_DIGESTS_PER_RUN + 1);
  });

  test('is tried with no further reader once the mail server is gone, and comes to each later', async () => {
    for (let nth = 0; nth < 3; nth += 1) await makeUnreadNews(await makeConfirmedReader());
    let calls = 0;
    const silent = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'a@contrenote.example' });
    expect(await sendDigests({ ...parts, mailer }, site.clock.now)).toBe(0);
    expect(calls).toBe(1);
    silent.close();
    expect(await sendDigests(parts, site.clock.now)).toBe(3);
  });

  test('ends by the link in it, without signing in', async () => {
    const member = await makeConfirmedReader();
    await makeUnreadNews(member);
    await sendDigests(parts, site.clock.now);
    const list: unknown = server.mails[0]?.mail.headers.get('list');
    expect(JSON.stringify(list)).toContain(readCodeInLastMail());
    const page = await site.get(`/fr/nouvelles/courriel?code=${readCodeInLastMail()}&fin=1`);
    expect(page.body).toContain('action="/api/mail/end"');
    expect((await postToMailSite('/api/mail/end', { code: readCodeInLastMail() })).statusCode).toBe(
      200,
    );
    expect(await readDigestAddress(member)).toBeNull();
    expect((await postToMailSite('/api/mail/end', { code: readCodeInLastMail() })).statusCode).toBe(
      200,
    );
  });
});
