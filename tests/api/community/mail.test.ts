import { describe, expect, test } from 'vitest';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { deleteUnconfirmedAddresses } from '#server/community/mail/actions.ts';
import { sendDigests } from '#server/community/mail/send-digests.ts';
import { MAX_CONFIRMATION_MAILS_SITEWIDE_A_DAY } from '#shared/community/mail.ts';
import { OTHER_PASSWORD, PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import {
  READER_EMAIL,
  readDigestAddress,
  requestDigest,
  readCodeInLastMail,
  makeConfirmedReader,
  parts,
  postToMailSite,
  server,
  site,
  makeUnreadNews,
  useMailSite,
} from './mail.testing.ts';

useMailSite();

describe('an address', () => {
  test('is asked once whether it is hers, and gets nothing before it says so', async () => {
    const member = await makeMember(site);
    expect((await requestDigest(member)).statusCode).toBe(200);
    expect(server.mails.map(({ to }) => to)).toEqual([[READER_EMAIL]]);
    expect(await readDigestAddress(member)).toEqual({
      email: READER_EMAIL,
      frequency: 'daily',
      confirmed: false,
    });
    await makeUnreadNews(member);
    expect(await sendDigests(parts, site.clock.now)).toBe(0);
    const answer = await postToMailSite('/api/mail/confirm', { code: readCodeInLastMail() });
    expect(answer.statusCode).toBe(200);
    expect(await readDigestAddress(member)).toMatchObject({ confirmed: true });
  });

  test('is nowhere in the database, nor is the code', async () => {
    await makeConfirmedReader();
    const rows = JSON.stringify(await site.database.prisma.mailAddress.findMany());
    expect(rows).not.toContain('aina');
    expect(rows).not.toContain('courriel.example');
  });

  test('that nobody confirms is forgotten after three days', async () => {
    const member = await makeMember(site);
    await requestDigest(member);
    const later = (days: number): Date => new Date(site.clock.now.getTime() + days * 86_400_000);
    const { prisma } = site.database;
    await prisma.$transaction((tx) => deleteUnconfirmedAddresses(tx, later(3)));
    expect(await readDigestAddress(member)).not.toBeNull();
    await prisma.$transaction((tx) => deleteUnconfirmedAddresses(tx, later(4)));
    expect(await readDigestAddress(member)).toBeNull();
  });

  test('that was confirmed is not asked again where only the rhythm changes', async () => {
    const member = await makeConfirmedReader();
    await requestDigest(member, { frequency: 'weekly' });
    expect(server.mails).toEqual([]);
    expect(await readDigestAddress(member)).toEqual({
      email: READER_EMAIL,
      frequency: 'weekly',
      confirmed: true,
    });
  });

  test('in the place of another is asked anew; the code of the first is void', async () => {
    const member = await makeMember(site);
    await requestDigest(member);
    const first = readCodeInLastMail();
    await requestDigest(member, { email: 'autre@courriel.example' });
    expect((await postToMailSite('/api/mail/confirm', { code: first })).statusCode).toBe(404);
    expect(
      (await postToMailSite('/api/mail/confirm', { code: readCodeInLastMail() })).statusCode,
    ).toBe(200);
  });

  test('that the server refuses is not kept, and she is told to try again', async () => {
    const member = await makeMember(site);
    server.refuse(true);
    const answer = await requestDigest(member);
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('aina');
    expect(await readDigestAddress(member)).toBeNull();
  });

  test('gets few questions a day, whoever asks, and none once it refused', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      statuses.push((await requestDigest(await makeMember(site))).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    await postToMailSite('/api/mail/end', { code: readCodeInLastMail() });
    site.clock.advanceDays(1);
    const refused = await requestDigest(await makeMember(site), {
      email: READER_EMAIL.toUpperCase(),
    });
    expect(refused.json()).toMatchObject({
      error: { fields: { email: { code: 'address-refused' } } },
    });
    expect(JSON.stringify(await site.database.prisma.mailAsked.findMany())).not.toContain('aina');
  });

  test('is not asked once the site asked many addresses that day: nobody floods others through it', async () => {
    const day = new Date(site.clock.now.toISOString().slice(0, 10));
    const asked = { addressHash: 'of others', day, count: MAX_CONFIRMATION_MAILS_SITEWIDE_A_DAY };
    await site.database.prisma.mailAsked.create({ data: asked });
    expect((await requestDigest(await makeMember(site))).statusCode).toBe(429);
    expect(server.mails).toEqual([]);
    expect(await site.database.prisma.mailAddress.count()).toBe(0);
  });

  test('that was confirmed stays where the question to another cannot be sent', async () => {
    const member = await makeConfirmedReader();
    server.refuse(true);
    expect((await requestDigest(member, { email: 'autre@courriel.example' })).statusCode).toBe(503);
    expect(await readDigestAddress(member)).toEqual({
      email: READER_EMAIL,
      frequency: 'daily',
      confirmed: true,
    });
  });

  test('is forgotten when her password is another, like the address of her private feed', async () => {
    const member = await makeMember(site);
    const { prisma } = site.database;
    const passwordHash = await hashPassword(PASSWORD);
    await prisma.member.update({ where: { id: member.id }, data: { passwordHash } });
    await requestDigest(member);
    await postToMailSite('/api/me/private-feed', { change: 'make' }, member.cookie);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    expect((await postToMailSite('/api/me/password', change, member.cookie)).statusCode).toBe(200);
    expect(await readDigestAddress(member)).toBeNull();
    const where = { memberId: member.id };
    expect(await prisma.memberChoices.findUnique({ where })).toMatchObject({ feedHash: null });
  });
});

describe('the routes', () => {
  test('refuse what is no address, and keep what was typed', async () => {
    const member = await makeMember(site);
    for (const email of ['aina', 'a@b, c@d.example', 'a@b.example\r\nBcc: x@y.example', '']) {
      const answer = await requestDigest(member, { email });
      expect(answer.statusCode, email).toBe(422);
    }
    expect(server.mails).toEqual([]);
  });

  test('are for members, but for those in the mails', async () => {
    expect(
      (await postToMailSite('/api/me/mail', { email: READER_EMAIL, frequency: 'daily' }))
        .statusCode,
    ).toBe(401);
    expect((await postToMailSite('/api/me/mail/end', {})).statusCode).toBe(401);
    expect((await postToMailSite('/api/mail/confirm', { code: 'A'.repeat(43) })).statusCode).toBe(
      404,
    );
  });

  test('end her digest, and never that of another', async () => {
    const [member, other] = [await makeConfirmedReader(), await makeConfirmedReader()];
    await postToMailSite('/api/me/mail/end', {}, member.cookie);
    expect([await readDigestAddress(member), await readDigestAddress(other)]).toEqual([
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
    const form = { email: READER_EMAIL, frequency: 'daily' };
    expect((await quiet.post('/api/me/mail', form, member.cookie)).statusCode).toBe(403);
  });
});
