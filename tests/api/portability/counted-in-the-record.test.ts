import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts, showNow, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { postForm } from '#tests/support/forms.ts';
import { makeJpegWithPlace, makePlainPng } from '#tests/support/screenshots.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { PAYOUT_FORM } from '#tests/support/payout-form.ts';
import {
  confirmProofAs,
  doubtProofAs,
  makeEstablishedMember,
} from '#tests/api/evidence/proof-verification.testing.ts';

/** Numbers and links that others change are compared with the record, and each change of one is in it. */

let site: TestApp;
let author: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  author = await makeMember(site);
});

async function send(member: TestMember, path: string, body: object): Promise<string> {
  const sent = await site.post(path, body, member.cookie);
  expect(sent.statusCode, sent.body).toBeLessThan(300);
  return sent.json<{ id: string }>().id;
}

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

describe('"me too"', () => {
  const STUCK = {
    platform: 'bpeek',
    kind: 'balance-stuck',
    happenedOn: '2026-11-02',
    reason: 'none',
    appeal: 'not-tried',
  };
  let id: string;
  let others: readonly TestMember[];
  beforeAll(async () => {
    id = await send(author, '/api/incidents', STUCK);
    await showAllPosts(site);
    others = await Promise.all([makeMember(site), makeMember(site), makeMember(site)]);
    for (const other of others) await send(other, `/api/incidents/${id}/echo`, {});
    await showAllPosts(site);
  });

  test('removed, or added, by the operator is named with the numbers', async () => {
    expect(await faults()).toEqual([]);
    await site.database.sql('CREATE TABLE kept AS SELECT * FROM incident_echo');
    await site.database.sql('DELETE FROM incident_echo');
    expect(await faults()).toEqual([
      `counted otherwise than the record does: incident/${id} (0 “me too”, 3 in the record)`,
    ]);
    await site.database.sql('INSERT INTO incident_echo SELECT * FROM kept');
    await site.database.sql('DROP TABLE kept');
    expect(await faults()).toEqual([]);
  });

  test('taken back leaves an entry, which says nothing of who it was', async () => {
    const [first] = others;
    if (first === undefined) throw new Error('nobody');
    await send(first, `/api/incidents/${id}/echo/withdraw`, {});
    expect(await faults()).toEqual([]);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `incident/${id}`, kind: { startsWith: 'incident-echo' } },
    });
    expect(entries).toHaveLength(4);
    for (const { actor, author: by, salt } of entries) {
      expect([actor, by]).toEqual([null, null]);
      expect(salt).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(new Set(entries.map(({ commitment }) => commitment)).size).toBe(4);
  });

  test('dropped since the incident became another kind leaves an entry each', async () => {
    const other = { ...STUCK, kind: 'account-closed', appeal: 'unanswered' };
    await send(author, `/api/incidents/${id}`, other);
    expect(await faults()).toEqual([]);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-published',
      'incident-echoed',
      'incident-echoed',
      'incident-echoed',
      'incident-echo-withdrawn',
      'incident-echo-withdrawn',
      'incident-echo-withdrawn',
      'incident-corrected',
    ]);
  });
});

test('a moved topic is where the decision put it, and nowhere else', async () => {
  const moderator = await makeMember(site, { moderator: true });
  const begin = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi.' };
  const id = await send(author, '/api/forum/threads', begin);
  const move = { decision: 'move', category: 'astuces', reason: 'Mieux placé là.' };
  const decided = await decideByTwo(site, `/api/forum/threads/${id}/decisions`, move, moderator);
  expect(decided.statusCode, decided.body).toBe(201);
  expect(await faults()).toEqual([]);
  await site.database.sql(
    `UPDATE forum_thread SET platform_id = (SELECT min(id) FROM platform) WHERE id = '${id}'`,
  );
  expect(await faults()).toEqual([`changed without an entry: thread/${id}`]);
  await site.database.sql(`UPDATE forum_thread SET platform_id = NULL WHERE id = '${id}'`);
});

test('statements on a picture that was replaced are about an earlier one, in the record too', async () => {
  const send = async (path: string, bytes: Buffer): Promise<string> => {
    const options = { cookie: author.cookie, file: { bytes } };
    const sent = await postForm(site, path, PAYOUT_FORM, options);
    expect(sent.statusCode, sent.body).toBeLessThan(300);
    return sent.json<{ id: string }>().id;
  };
  const id = await showNow(site, await send('/api/payouts', await makePlainPng()));
  await confirmProofAs(site, { id })(await makeEstablishedMember(site));
  await doubtProofAs(site, { id })(await makeEstablishedMember(site));
  expect(await faults()).toEqual([]);
  await send(`/api/payouts/${id}`, await makeJpegWithPlace());
  expect(await faults()).toEqual([]);
  const voices = await site.database.prisma.proofStatement.findMany({ where: { payoutId: id } });
  expect(voices).toHaveLength(2);
  for (const voice of voices)
    expect((await kindsInRecord(site, `voice/${voice.id}`)).at(-1)).toBe('content-stated');
});
