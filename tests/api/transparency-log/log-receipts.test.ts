import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNoteSigner, nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { eraseSalts, insertEntries } from '#server/transparency-log/append-entries.ts';
import { AUTHOR_FORM, commitRow, commitmentOf } from '#shared/transparency-log/commitments.ts';
import { leafBytes, verifyInclusion } from '#shared/transparency-log/merkle.ts';
import {
  isSignedBy,
  openCheckpoint,
  readProof,
  readVerifierKey,
  signatureLine,
} from '#shared/transparency-log/signed-notes.ts';
import {
  logEntriesResponse,
  logState,
  type LogState,
} from '#shared/transparency-log/log-entries.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeReview, type TestMember } from '#tests/support/factories.ts';
import { fetchCheckpoint, sequence } from '#tests/support/log-sequencer.ts';
import { flagSubjectAs, makeFlaggablePost } from '#tests/api/governance/cases.testing.ts';

let site: TestApp;
let author: TestMember;
let flagger: TestMember;
let stranger: TestMember;
let subject: string;
let number: number;
const content = { decision: 'd', rule: 'insult' };
beforeAll(async () => {
  site = await createTestApp();
  author = await makeMember(site);
  flagger = await makeMember(site);
  stranger = await makeMember(site);
  subject = `review/${(await makeReview(site, { member: author })).id}`;
  await site.database.prisma.$transaction((tx) =>
    insertEntries(tx, site.clock.now, [{ kind: 'review-hidden', subject, content }]),
  );
  await sequence(site);
  number = await leafOf('review-hidden');
});

async function leafOf(kind: string): Promise<number> {
  const response = await site.get(`/api/record?subject=${encodeURIComponent(subject)}`);
  const { entries } = logEntriesResponse.parse(response.json());
  return entries.find((entry) => entry.kind === kind)?.leaf ?? -1;
}

async function state(): Promise<LogState> {
  return logState.parse((await site.get('/api/record/log')).json());
}

type Extra = {
  leaf: string;
  opening?: { salt: string | null };
};

/** Checks a proof as anybody can, years later: with the file and the key of the log alone. */
async function check(file: string, keyLine: string): Promise<Extra> {
  const proof = readProof(file);
  const key = await readVerifierKey(nodeCrypto.sha256, keyLine);
  if (proof === null || key === null) throw new Error('not read');
  const tree = await openCheckpoint(nodeCrypto, proof.checkpoint, key);
  if (tree === null) throw new Error('not signed');
  const extra = JSON.parse(Buffer.from(proof.extra ?? []).toString()) as Extra;
  const leaf = await nodeCrypto.sha256(leafBytes(Buffer.from(extra.leaf)));
  const holds = await verifyInclusion(nodeCrypto.sha256, tree, proof.index, leaf, proof.proof);
  expect(holds).toBe(true);
  return extra;
}

describe('a proof that an act is in the record', () => {
  test('is for anybody, and opens nothing', async () => {
    const response = await site.get(`/record/proof/${number}.tlog-proof`);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toContain('.tlog-proof"');
    const [log] = (await state()).logs;
    const { leaf, opening } = await check(response.body, log?.key ?? '');
    expect(JSON.parse(leaf)).toMatchObject({ act: 'review-hidden', subject });
    expect(opening).toBeUndefined();
    expect(response.body).not.toContain(author.id);
  });

  test('opens what was done to whose thing it is, and to none else', async () => {
    const [log] = (await state()).logs;
    const read = async ({ cookie }: TestMember) => {
      const { body, headers } = await site.get(`/record/receipt/${number}.tlog-proof`, cookie);
      expect(headers['cache-control']).toBe('private, no-store');
      return check(body, log?.key ?? '');
    };
    const hers = await read(author);
    const leaf = JSON.parse(hers.leaf) as { content: string; actor: string | null };
    const parts = { facts: content, added: {}, words: {}, addedWords: {}, author: null };
    const opened = commitRow(AUTHOR_FORM, hers.opening?.salt ?? '', parts, null);
    expect(opened.commitment).toBe(leaf.content);
    expect(leaf.actor).toBeNull();
    for (const other of [flagger, stranger]) expect((await read(other)).opening).toBeUndefined();
  });

  test('opens a flag to who made it, and to no other who flagged the same', async () => {
    const { subject: about } = await makeFlaggablePost(site);
    expect((await flagSubjectAs(site, about, flagger)).statusCode).toBe(201);
    expect((await flagSubjectAs(site, about, stranger, { reason: 'advertising' })).statusCode).toBe(
      201,
    );
    await sequence(site);
    const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
      where: { subject: about },
    });
    const [log] = (await state()).logs;
    const flags = await site.database.prisma.recordEntry.findMany({
      where: { subject: `case/${caseId}`, kind: 'flag-made' },
      orderBy: { id: 'asc' },
    });
    const opened: string[] = [];
    for (const [nth, { leaf, commitment }] of flags.entries()) {
      for (const [who, { cookie }] of Object.entries({ flagger, stranger, author })) {
        const { body } = await site.get(`/record/receipt/${leaf}.tlog-proof`, cookie);
        const { opening } = await check(body, log?.key ?? '');
        if (opening === undefined) continue;
        const reason = ['insult', 'advertising'][nth];
        const said = { case: caseId, about, reason, ratedParty: false };
        expect(commitmentOf(opening.salt ?? '', said)).toBe(commitment);
        opened.push(`${nth} to ${who}`);
      }
    }
    expect(opened).toEqual(['0 to flagger', '1 to stranger']);
  });

  test('stands when the salts are erased, and says nothing then', async () => {
    const published = { kind: 'review-published', subject, content: 1 };
    await site.database.prisma.$transaction((tx) => insertEntries(tx, site.clock.now, [published]));
    await sequence(site);
    await site.database.prisma.$transaction((tx) => eraseSalts(tx, subject));
    const [log] = (await state()).logs;
    const read = async (leaf: number): Promise<Extra> => {
      const { body } = await site.get(`/record/receipt/${leaf}.tlog-proof`, author.cookie);
      return check(body, log?.key ?? '');
    };
    expect((await read(await leafOf('review-published'))).opening?.salt).toBeNull();
    // What was decided about it stays for everybody to read, and to check.
    expect((await read(number)).opening?.salt).not.toBeNull();
  });

  test.each(['99999.tlog-proof', 'x.tlog-proof', '01.tlog-proof', '1', '-1.tlog-proof'])(
    'is not there for %s',
    async (file) => {
      expect((await site.get(`/record/proof/${file}`)).statusCode).toBe(404);
      const { statusCode } = await site.get(`/record/receipt/${file}`, author.cookie);
      expect(statusCode).toBe(404);
    },
  );

  test('with an opening is for who is signed in', async () => {
    expect((await site.get(`/record/receipt/${number}.tlog-proof`)).statusCode).toBe(401);
  });

  test('waits for the next checkpoint', async () => {
    await site.database.prisma.$transaction((tx) =>
      insertEntries(tx, site.clock.now, [{ kind: 'review-restored', subject, content: 1 }]),
    );
    expect((await state()).pending).toBe(1);
    expect(await leafOf('review-restored')).toBe(-1);
    await sequence(site);
    expect((await state()).pending).toBe(0);
    expect(await leafOf('review-restored')).toBeGreaterThan(number);
  });
});

test('acts about one thing alone are listed, and nothing else', async () => {
  const response = await site.get(`/api/record?subject=${encodeURIComponent(subject)}`);
  const { entries } = logEntriesResponse.parse(response.json());
  expect(entries.map((entry) => entry.kind).toSorted()).toEqual([
    'review-hidden',
    'review-published',
    'review-restored',
  ]);
  for (const wrong of ['x', 'review/', "review/';--", 'Review/1'])
    expect((await site.get(`/api/record?subject=${encodeURIComponent(wrong)}`)).statusCode).toBe(
      422,
    );
});

describe('a witness', () => {
  const send = (payload: string, origin = ORIGIN) =>
    site.app.inject({
      method: 'POST',
      url: '/record/cosignature',
      payload,
      headers: { host: 'localhost', origin, 'content-type': 'text/plain' },
    });

  test('that the operator knows signs beside the log', async () => {
    const witness = await createNoteSigner('union.example', Buffer.alloc(32, 7), 'witness');
    const { note } = await fetchCheckpoint(site);
    const seconds = Math.floor(site.clock.now.getTime() / 1000);
    const signed = `${note.body}\n${witness.sign(note.body, seconds)}`;
    expect((await send(signed)).statusCode).toBe(403);
    writeFileSync(join(site.dataDir, 'witnesses.txt'), `# a union\n${witness.line}\n`);
    expect((await send(signed)).statusCode).toBe(204);
    expect((await send(signed)).statusCode).toBe(204);
    const { checkpoint, witnesses } = await state();
    expect(checkpoint?.note).toContain(witness.sign(note.body, seconds));
    expect(checkpoint?.note.match(/^— union\.example/gm)).toHaveLength(1);
    expect(witnesses).toEqual([
      {
        name: 'union.example',
        size: checkpoint?.size,
        signedAt: new Date(seconds * 1000).toISOString(),
      },
    ]);
    const served = (await site.get('/record/checkpoint')).body;
    expect(served).toBe(checkpoint?.note);
    expect(await fetchCheckpoint(site)).toBeTruthy();
  });

  test('keeps its signature whatever anybody appends to it under its name', async () => {
    const witness = await createNoteSigner('union.example', Buffer.alloc(32, 7), 'witness');
    const before = (await site.get('/record/checkpoint')).body;
    const line = before.split('\n').find((one) => one.startsWith('— union.example'));
    expect(line).toBeDefined();
    const id = Uint8Array.from(witness.key.id, (byte) => byte ^ 0xff);
    // As long as a cosignature, and of a moment that could be.
    const junk = signatureLine({ name: 'union.example', id }, new Uint8Array(72));
    for (const text of [before.replace(`${line}\n`, `${junk}${line}\n`), `${before}${junk}`]) {
      await send(text);
      expect((await site.get('/record/checkpoint')).body).toBe(before);
    }
    const { note } = await fetchCheckpoint(site);
    expect(await isSignedBy(nodeCrypto, note, witness.key)).toBe(true);
  });

  test('cannot sign what is not ours, nor from tomorrow, nor as another', async () => {
    const witness = await createNoteSigner('union.example', Buffer.alloc(32, 7), 'witness');
    const other = await createNoteSigner('union.example', Buffer.alloc(32, 8), 'witness');
    const { note } = await fetchCheckpoint(site);
    const seconds = Math.floor(site.clock.now.getTime() / 1000);
    const body = note.body.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`);
    expect((await send(`${body}\n${witness.sign(body, seconds)}`)).statusCode).toBe(404);
    const early = witness.sign(note.body, seconds + 86_400);
    expect((await send(`${note.body}\n${early}`)).statusCode).toBe(403);
    const foreign = other.sign(note.body, seconds);
    expect((await send(`${note.body}\n${foreign}`)).statusCode).toBe(403);
    expect((await send('x')).statusCode).toBe(422);
    expect((await send('')).statusCode).toBe(422);
    const line = witness.sign(note.body, seconds);
    const { statusCode } = await send(`${note.body}\n${line}`, 'https://evil.example');
    expect(statusCode).toBe(403);
  });
});
