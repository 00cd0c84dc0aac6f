import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { multipart } from '#tests/support/forms.ts';
import { makeJpegWithPlace } from '#tests/support/pictures.ts';
import {
  findCheckOfProof,
  doubtProofAs,
  listStoredFiles,
  makeEstablishedMember,
  makeProof,
  readProof,
  listRecordedKinds,
  readProofStatements,
  type TestProof,
} from './proof-verification.testing.ts';

let site: TestApp;
let proof: TestProof;
let flagger: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  proof = await makeProof(site);
  flagger = await makeEstablishedMember(site);
});

const flag = (member = flagger): Promise<{ statusCode: number }> =>
  doubtProofAs(site, proof, 'personal-data', 'On lit un nom en haut.')(member);
const uncover = (member: TestMember | null): Promise<{ statusCode: number }> =>
  site.post(`/api/payouts/${proof.id}/uncover`, {}, member?.cookie);

describe('a picture said to show personal data', () => {
  test('is covered at once, for all but its author', async () => {
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    await flag();
    for (const member of [undefined, flagger, await makeEstablishedMember(site)]) {
      expect(await listStoredFiles(site, proof, member)).toEqual([404, 404]);
      expect(await readProof(site, proof, member)).toMatchObject({
        covered: true,
        screenshot: null,
      });
    }
    expect(await listStoredFiles(site, proof, proof.author)).toEqual([200, 200]);
    expect((await readProof(site, proof, proof.author)).screenshot).not.toBeNull();
    expect(await listRecordedKinds(site)).toContain('picture-covered');
  });

  test('is shown on no page and in no list', async () => {
    await flag();
    const paths = [
      '/fr',
      '/fr/preuves',
      `/fr/preuves/${proof.id}`,
      '/fr/plateformes/clickworker',
      '/api/payouts?screenshot=on',
    ];
    for (const path of paths) {
      const { body, statusCode } = await site.get(path);
      expect(statusCode, path).toBe(200);
      expect(body, path).not.toContain(proof.key);
    }
  });

  test('stays in no cache of its author’s', async () => {
    await flag();
    const { headers } = await site.get(`/files/${proof.key}/reading.webp`, proof.author.cookie);
    expect(headers['cache-control']).toBe('private, no-store');
  });

  test('is one that its author is told about, and what she can do', async () => {
    await flag();
    const page = await site.get(`/fr/preuves/${proof.id}`, proof.author.cookie);
    expect(page.body).toContain('Votre image est couverte');
    expect(page.body).toContain(`/fr/preuves/${proof.id}/modifier`);
    expect(page.body).toContain(`/api/payouts/${proof.id}/uncover`);
    const mine = await site.get('/fr/mes-preuves', proof.author.cookie);
    expect(mine.body).toContain('image couverte');
    expect((await site.get(`/fr/preuves/${proof.id}`)).body).toContain('Image couverte');
  });

  test('comes back by itself after 48 hours', async () => {
    await flag();
    const start = site.clock.now;
    site.clock.now = new Date(start.getTime() + 48 * 3_600_000 - 1);
    expect(await listStoredFiles(site, proof)).toEqual([404, 404]);
    site.clock.now = new Date(start.getTime() + 48 * 3_600_000);
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    expect(await readProof(site, proof)).toMatchObject({ covered: false });
  });

  test('is covered once: no second word covers it again', async () => {
    await flag();
    await uncover(proof.author);
    expect((await flag(await makeEstablishedMember(site))).statusCode).toBe(200);
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    // Nor where every doubt was taken back first, and said again.
    await site.database.prisma.proofStatement.deleteMany({ where: { payoutId: proof.id } });
    await flag();
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
  });

  test('is shown again when who said so takes it back', async () => {
    await flag();
    await site.post(`/api/payouts/${proof.id}/voice/withdraw`, {}, flagger.cookie);
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    expect((await findCheckOfProof(site, proof)).state).toBe('dismissed');
  });

  test('can be neither confirmed nor doubted meanwhile', async () => {
    await flag();
    const { cookie } = await makeEstablishedMember(site);
    const answer = await site.post(`/api/payouts/${proof.id}/confirm`, {}, cookie);
    expect(answer.statusCode).toBe(409);
  });

  test('is replaced by a redacted one, which is shown', async () => {
    await flag();
    const facts = {
      outcome: 'received',
      expected: '27,43',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-10',
      receivedOn: '2026-11-14',
    };
    const form = multipart(facts, { bytes: await makeJpegWithPlace() });
    const path = `/api/payouts/${proof.id}`;
    const answer = await site.post(path, {}, proof.author.cookie, form);
    expect(answer.statusCode).toBe(200);
    const shown = await readProof(site, proof);
    expect(shown).toMatchObject({ covered: false, checks: [] });
    expect(shown.screenshot).not.toBeNull();
    expect((await findCheckOfProof(site, proof)).state).toBe('dismissed');
  });
});

describe('showing one’s own picture again', () => {
  test('lifts the cover, and leaves the question open', async () => {
    await flag();
    expect((await uncover(proof.author)).statusCode).toBe(200);
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    expect((await readProofStatements(site, proof)).checks).toMatchObject([{ state: 'open' }]);
    expect(await listRecordedKinds(site)).toContain('picture-uncovered');
  });

  test('is for its author, where it is covered', async () => {
    expect((await uncover(proof.author)).statusCode).toBe(409);
    await flag();
    expect((await uncover(null)).statusCode).toBe(401);
    expect((await uncover(await makeMember(site, { moderator: true }))).statusCode).toBe(403);
    const gone = await site.post('/api/payouts/zzzzzzzzzzzz/uncover', {}, flagger.cookie);
    expect(gone.statusCode).toBe(404);
    expect(await listStoredFiles(site, proof)).toEqual([404, 404]);
  });
});

describe('a decision on it', () => {
  const decide = async (rule: string): Promise<number> => {
    const { id } = await findCheckOfProof(site, proof);
    const { cookie } = await makeMember(site, { moderator: true });
    const body = { rule, reason: 'Le nom est lisible.' };
    return (await site.post(`/api/checks/${id}/decision`, body, cookie)).statusCode;
  };

  beforeEach(async () => {
    // A young community, in which one moderator decides alone.
    await site.database.prisma.member.updateMany({ data: { establishedOn: null } });
    flagger = await makeEstablishedMember(site);
    await flag();
  });

  test('keeps it covered for good; its author cannot show it', async () => {
    expect(await decide('personal-data')).toBe(200);
    site.clock.advanceDays(40);
    expect(await listStoredFiles(site, proof)).toEqual([404, 404]);
    expect(await listStoredFiles(site, proof, proof.author)).toEqual([200, 200]);
    expect((await uncover(proof.author)).statusCode).toBe(409);
    // It proves as much as before.
    expect((await readProof(site, proof)).proof).toBe('screenshot');
    const page = await site.get(`/fr/preuves/${proof.id}`, proof.author.cookie);
    expect(page.body).toContain('Une décision la garde couverte');
    site.clock.advanceDays(-40);
  });

  test('shows it again at once where there is nothing personal', async () => {
    expect(await decide('unfounded')).toBe(200);
    expect(await listStoredFiles(site, proof)).toEqual([200, 200]);
    expect((await flag(await makeEstablishedMember(site))).statusCode).toBe(409);
  });

  test('is taken by who may see it: a moderator who is no party', async () => {
    const moderator = await makeMember(site, { moderator: true });
    expect(await listStoredFiles(site, proof, moderator)).toEqual([200, 200]);
    const { id } = await findCheckOfProof(site, proof);
    const seen = await site.get(`/api/checks/${id}`, moderator.cookie);
    expect(seen.json<{ picture: object | null }>().picture).not.toBeNull();
    const member = await makeEstablishedMember(site);
    const unseen = await site.get(`/api/checks/${id}`, member.cookie);
    expect(unseen.json<{ picture: object | null }>().picture).toBeNull();
    const blind = await site.post(`/api/checks/${id}/opinion`, { verdict: 'right' }, member.cookie);
    expect(blind.statusCode).toBe(409);
  });
});
