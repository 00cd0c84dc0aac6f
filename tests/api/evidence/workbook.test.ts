import { beforeAll, describe, expect, test } from 'vitest';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { MAX_COPY_BYTES, copyResponse } from '#shared/evidence/workbook-copy.ts';
import { PASSWORD, makeRealMember, sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';

/** The server keeps what it cannot read: one copy a member, never an older one over a newer one. */

const PATH = '/api/workbook/copy';
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** Bytes of a size that copies have, told apart by what fills them. */
const sealed = (fill: number, bytes = 4096): string => Buffer.alloc(bytes, fill).toString('base64');

async function save(member: TestMember, base: number, data = sealed(1)): Promise<number> {
  const response = await site.post(PATH, { base, data }, member.cookie);
  expect(response.statusCode).toBe(200);
  return response.json<{ version: number }>().version;
}

describe('POST /api/workbook/copy', () => {
  test('keeps a first copy, then one over the copy that it was merged from', async () => {
    const member = await makeMember(site);
    const first = await save(member, 0);
    expect(await save(member, first, sealed(2))).toBe(first + 1);
    const copies = await site.database.prisma.workbookCopy.findMany({
      where: { memberId: member.id },
    });
    expect(copies.map(({ version, data }) => [version, data.length, data[0]])).toEqual([
      [first + 1, 4096, 2],
    ]);
  });

  test.each([
    ['one that another device saved meanwhile', (version: number) => version - 1],
    ['one that was never there', (version: number) => version + 1],
    ['none', () => 0],
  ])('refuses a copy merged from %s, and changes nothing', async (_, baseOf) => {
    const member = await makeMember(site);
    const version = await save(member, await save(member, 0));
    const response = await site.post(
      PATH,
      { base: baseOf(version), data: sealed(3) },
      member.cookie,
    );
    expect(response.statusCode).toBe(409);
    const { data } = await site.database.prisma.workbookCopy.findUniqueOrThrow({
      where: { memberId: member.id },
    });
    expect(data[0]).toBe(1);
  });

  test('of two devices that save at once, one is told to merge first', async () => {
    const member = await makeMember(site);
    const base = await save(member, 0);
    const answers = await Promise.all(
      [4, 5].map((fill) => site.post(PATH, { base, data: sealed(fill) }, member.cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  test('takes the largest copy there is', async () => {
    await save(await makeMember(site), 0, sealed(1, MAX_COPY_BYTES));
  });

  test.each([
    ['nothing', { base: 0 }, 422],
    ['no base', { data: sealed(1) }, 422],
    ['a negative base', { base: -1, data: sealed(1) }, 422],
    ['what is no base64', { base: 0, data: 'é'.repeat(8192) }, 422],
    ['a size that tells how much is in it', { base: 0, data: sealed(1, 5000) }, 422],
    ['less than any copy is', { base: 0, data: sealed(1, 2048) }, 422],
    ['an empty one', { base: 0, data: '' }, 422],
    ['more than is kept', { base: 0, data: sealed(1, 2 * MAX_COPY_BYTES) }, 413],
  ])('refuses %s', async (_, body, status) => {
    const member = await makeMember(site);
    expect((await site.post(PATH, body, member.cookie)).statusCode).toBe(status);
    expect((await site.get(PATH, member.cookie)).statusCode).toBe(404);
  });

  test('is for members', async () => {
    expect((await site.post(PATH, { base: 0, data: sealed(1) })).statusCode).toBe(401);
  });

  test('cannot reach the copy of another member', async () => {
    const [one, other] = [await makeMember(site), await makeMember(site)];
    const version = await save(one, 0);
    const body = { base: version, data: sealed(9) };
    expect((await site.post(PATH, body, other.cookie)).statusCode).toBe(409);
    const copy = copyResponse.parse((await site.get(PATH, one.cookie)).json());
    expect(copy).toEqual({ version, bytes: 4096, data: sealed(1) });
  });

  test('leaves no line in the public record', async () => {
    const count = (): Promise<number> => site.database.prisma.recordEntry.count();
    const before = await count();
    await save(await makeMember(site), 0);
    expect(await count()).toBe(before);
  });
});

describe('GET /api/workbook/copy', () => {
  test('gives back each byte, whole and uncached', async () => {
    const member = await makeMember(site);
    const data = Buffer.from(
      Uint8Array.from({ length: 8192 }, (_, index) => (index * 7) % 256),
    ).toString('base64');
    const version = await save(member, 0, data);
    const response = await site.get(PATH, member.cookie);
    expect(response.json()).toEqual({ version, bytes: 8192, data });
    expect(response.headers['cache-control']).toBe('private, no-store');
  });

  test('sends no bytes of the version that the device has', async () => {
    const member = await makeMember(site);
    const version = await save(member, 0);
    const known = await site.get(`${PATH}?known=${version}`, member.cookie);
    expect(known.json()).toEqual({ version, bytes: 4096, data: null });
    const older = await site.get(`${PATH}?known=${version - 1}`, member.cookie);
    expect(older.json()).toMatchObject({ data: sealed(1) });
  });

  test.each(['latest', '-1', '1.5', '9000000000000'])(
    'refuses a version that is none: %s',
    async (known) => {
      const member = await makeMember(site);
      expect((await site.get(`${PATH}?known=${known}`, member.cookie)).statusCode).toBe(422);
    },
  );

  test('is for members', async () => {
    expect((await site.get(PATH)).statusCode).toBe(401);
  });

  test('says that there is none, also where others have one', async () => {
    await save(await makeMember(site), 0);
    expect((await site.get(PATH, (await makeMember(site)).cookie)).statusCode).toBe(404);
  });
});

describe('POST /api/workbook/copy/delete', () => {
  test('deletes her copy and no other; one made anew has no version known before', async () => {
    const [one, other] = [await makeMember(site), await makeMember(site)];
    const version = await save(one, 0);
    await save(other, 0);
    expect((await site.post(`${PATH}/delete`, {}, one.cookie)).statusCode).toBe(200);
    expect((await site.get(PATH, one.cookie)).statusCode).toBe(404);
    expect((await site.get(PATH, other.cookie)).statusCode).toBe(200);
    expect(await save(one, 0)).not.toBe(version);
  });

  test('works as a form, without a script', async () => {
    const member = await makeMember(site);
    expect((await site.get('/fr/reglages', member.cookie)).body).not.toContain(`${PATH}/delete`);
    await save(member, 0);
    expect((await site.get('/fr/reglages', member.cookie)).body).toContain(`${PATH}/delete`);
    const response = await sendForm(site, `${PATH}/delete`, {}, member.cookie);
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('/fr/reglages?done=copy-deleted');
    expect((await site.get(PATH, member.cookie)).statusCode).toBe(404);
  });

  test('refuses a key that is none', async () => {
    const member = await makeMember(site);
    const response = await site.post(`${PATH}/delete`, { _key: '?' }, member.cookie);
    expect(response.statusCode).toBe(422);
  });

  test('is for members', async () => {
    expect((await site.post(`${PATH}/delete`, {})).statusCode).toBe(401);
  });

  test('says that there is none', async () => {
    const { cookie } = await makeMember(site);
    expect((await site.post(`${PATH}/delete`, {}, cookie)).statusCode).toBe(404);
  });
});

test('her data say that she has a copy, and its size; the account takes it along', async () => {
  const member = await makeRealMember(site, 'Copiste');
  const dataOf = async (): Promise<unknown> =>
    personalDataResponse.parse((await site.get('/api/me/data.json', member.cookie)).json())
      .workbookCopy;
  expect(await dataOf()).toBeNull();
  const version = await save(member, 0, sealed(1, 8192));
  expect(await dataOf()).toEqual({ version, bytes: 8192 });
  const response = await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
  expect(response.statusCode).toBe(200);
  expect(await site.database.prisma.workbookCopy.count({ where: { memberId: member.id } })).toBe(0);
});
