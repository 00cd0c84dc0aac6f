import { expect, test } from 'vitest';
import { createTestApp } from '#tests/support/app.ts';
import { describeErrorForLog } from '#server/database/describe-error-for-log.ts';

/** The operator's log names no member and no amount, even where the database does. */

async function failure(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  return JSON.stringify(describeErrorForLog(error));
}

const ROW = `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
  VALUES ($1, 'Zorglub 77', 'zorglub 77', 'none', 'fr', now())`;

test('not what a row held', async () => {
  const { database } = await createTestApp();
  await database.sql(ROW, ['aaaaaaaaaaaa']);
  const twice = await failure(database.sql(ROW, ['bbbbbbbbbbbb']));
  expect(twice).toContain('23505');
  expect(twice).not.toMatch(/zorglub/i);
  const bad = await failure(database.sql('SELECT $1::date', ['27,43 EUR']));
  expect(bad).toContain('22007');
  expect(bad).not.toContain('27,43');
  const { prisma } = database;
  const raw = await failure(prisma.$executeRawUnsafe(ROW, 'cccccccccccc'));
  expect(raw).toContain('23505');
  expect(raw).not.toMatch(/zorglub/i);
});

test('but where it happened, what it was, and why', () => {
  const cause = new TypeError('no such thing');
  const described = describeErrorForLog(new Error('not possible', { cause }));
  expect(described).toMatchObject({
    type: 'Error',
    message: 'not possible',
    cause: { type: 'TypeError', message: 'no such thing' },
  });
  expect(described.stack).toContain('operator-log-privacy.test.ts');
});
