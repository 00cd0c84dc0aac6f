import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  COMPATIBLE_COMMENT_PREFIX,
  findBreakingStatements,
  splitMigration,
} from './compatibility-check.ts';
import { isContractMigration } from './contract-rules.ts';

const FOLDER = join(process.cwd(), 'prisma', 'migrations');
/**
 * Day from which migrations are checked. Earlier ones were written when the old process stopped before
 * the new one started.
 */
const CHECKED_FROM = '20261128';

const read = (name: string): string => readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8');
const names = readdirSync(FOLDER)
  .filter((name) => /^\d/.test(name))
  .toSorted();

test('no migration breaks the version that still runs, but those that wait for its end', () => {
  const broken = names
    .filter((name) => name >= CHECKED_FROM && !isContractMigration(name))
    .flatMap((name) => findBreakingStatements(read(name)).map((why) => `${name}: ${why}`));
  expect(broken).toEqual([]);
});

test('what earlier migrations took away is seen in them', () => {
  const found = names.filter(
    (name) => name < CHECKED_FROM && findBreakingStatements(read(name)).length > 0,
  );
  expect(found).toContain('20261127045810_jury_draws');
  expect(found).not.toContain('20261124000000_init');
  expect(found).not.toContain('20261125134721_case_numbers');
});

describe('breaks the version before', () => {
  test.each([
    'DROP TABLE "member";',
    'drop table member;',
    'DROP INDEX "member_voice_idx";',
    'DROP FUNCTION put_post_search(forum_post);',
    'DROP TRIGGER "decision_kept" ON "decision";',
    'TRUNCATE "session";',
    'DELETE FROM platform_day;',
    'REVOKE ALL ON "member" FROM PUBLIC;',
    'LOCK TABLE "member";',
    'ALTER TABLE "member" DROP COLUMN "voice";',
    'ALTER TABLE "member" ADD COLUMN "a" TEXT, DROP COLUMN "voice";',
    'ALTER TABLE "member" RENAME TO "person";',
    'ALTER TABLE "member" RENAME COLUMN "voice" TO "group";',
    'ALTER TABLE ONLY member RENAME CONSTRAINT a TO b;',
    'ALTER INDEX "a" RENAME TO "b";',
    "ALTER TYPE \"mood\" RENAME VALUE 'a' TO 'b';",
    'ALTER TABLE "member" ALTER COLUMN "voice" SET DATA TYPE INTEGER;',
    'ALTER TABLE "member" ALTER COLUMN "voice" TYPE INTEGER USING 1;',
    'ALTER TABLE "member" ALTER COLUMN "voice" SET NOT NULL;',
    'ALTER TABLE "member" ALTER COLUMN "lang" DROP NOT NULL;',
    'ALTER TABLE "member" ALTER COLUMN "lang" DROP DEFAULT;',
    'ALTER TABLE "member" ADD COLUMN     "a" TEXT NOT NULL;',
    'ALTER TABLE "member" ADD "a" TEXT NOT NULL;',
    'ALTER TABLE "member" ADD COLUMN "a" TEXT DEFAULT md5((gen_random_uuid())::text);',
    'ALTER TABLE "member" ADD COLUMN "a" BIGSERIAL;',
    'ALTER TABLE "member" ADD COLUMN "a" TEXT UNIQUE;',
    'ALTER TABLE "member" ADD COLUMN "a" TEXT REFERENCES "platform"("id");',
    'ALTER TABLE "member" ADD CONSTRAINT "a" CHECK ("lang" <> \'NOT VALID\');',
    'ALTER TABLE "member" ADD CONSTRAINT "a" FOREIGN KEY ("b") REFERENCES "c"("id") ON DELETE CASCADE;',
    'ALTER TABLE "member" ADD PRIMARY KEY ("id");',
    'CREATE INDEX "a" ON "member"("lang");',
    'CREATE UNIQUE INDEX CONCURRENTLY "a" ON "member"("lang");',
    'CREATE TABLE "new" ("id" TEXT); CREATE INDEX "a" ON "member"("lang");',
    'CREATE INDEX CONCURRENTLY "a" ON "member"("lang"); CREATE INDEX CONCURRENTLY "b" ON "member"("voice");',
  ])('%s', (script) => {
    expect(findBreakingStatements(script)).toHaveLength(1);
  });
});

describe('may run beside the version before', () => {
  test.each([
    'ALTER TABLE "member" ADD COLUMN     "a" TEXT;',
    'ALTER TABLE "member" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'DROP TABLE\';',
    'ALTER TABLE "member" ADD COLUMN "drop" NUMERIC(10,2) NOT NULL DEFAULT 0, ADD COLUMN "rename" TIMESTAMPTZ(0);',
    'ALTER TABLE "member" ALTER COLUMN "voice" SET DEFAULT \'a\';',
    'ALTER TABLE "member" ADD CONSTRAINT "a" CHECK ("lang" IN (\'fr\', \'en\')) NOT VALID;',
    'ALTER TABLE "member" VALIDATE CONSTRAINT "a";',
    'CREATE INDEX CONCURRENTLY "a" ON "member"("lang");',
    'CREATE TABLE "new" ("id" TEXT NOT NULL, CONSTRAINT "new_pkey" PRIMARY KEY ("id")); CREATE UNIQUE INDEX "a" ON "new"("id"); ALTER TABLE "new" ADD CONSTRAINT "b" FOREIGN KEY ("id") REFERENCES "member"("id");',
    "CREATE TEMP TABLE kept AS SELECT 1; INSERT INTO search_month VALUES ('202611', 0); DROP TABLE kept;",
    'CREATE FUNCTION "f"() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM member; END $$;',
    '-- DROP TABLE "member";\n/* DROP; */ UPDATE "member" SET "voice" = \'; DROP\';',
    `-- ${COMPATIBLE_COMMENT_PREFIX} it widens what was allowed.\nALTER TABLE "reply" DROP CONSTRAINT "a", ADD CONSTRAINT "a" CHECK ("b" IN (1, 2));`,
  ])('%s', (script) => {
    expect(findBreakingStatements(script)).toEqual([]);
  });

  test('an excuse counts for the statement below it alone', () => {
    const both = `-- ${COMPATIBLE_COMMENT_PREFIX} nobody reads it.\nDROP INDEX "a";\nDROP INDEX "b";`;
    expect(findBreakingStatements(both)).toEqual(['It takes something away: DROP INDEX "b";']);
  });
});

test('what the schema asks for becomes what adds, indexes, a look at old rows, and what takes away', () => {
  const script = [
    '-- AlterTable\nALTER TABLE "member" DROP COLUMN "voice",\nADD COLUMN     "a" NUMERIC(10,2);',
    '-- DropForeignKey\nALTER TABLE "post" DROP CONSTRAINT "post_b_fkey";',
    '-- CreateIndex\nCREATE INDEX "member_a_idx" ON "member"("a");',
    '-- CreateIndex\nCREATE UNIQUE INDEX "member_a_key" ON "member"("a");',
    '-- AddForeignKey\nALTER TABLE "member" ADD CONSTRAINT "member_a_fkey" FOREIGN KEY ("a") REFERENCES "post"("id") ON DELETE CASCADE;',
    '-- AddForeignKey\nALTER TABLE "post" ADD CONSTRAINT "post_b_fkey" FOREIGN KEY ("b") REFERENCES "member"("id") ON DELETE RESTRICT;',
  ].join('\n\n');
  const parts = splitMigration(script);
  expect(parts).toEqual([
    {
      ending: '',
      script:
        '-- AlterTable\nALTER TABLE "member" ADD COLUMN "a" NUMERIC(10,2);\n\n-- AddForeignKey\nALTER TABLE "member" ADD CONSTRAINT "member_a_fkey" FOREIGN KEY ("a") REFERENCES "post"("id") ON DELETE CASCADE NOT VALID;\n',
    },
    {
      ending: '_index_1',
      script: '-- CreateIndex\nCREATE INDEX CONCURRENTLY "member_a_idx" ON "member"("a");\n',
    },
    { ending: '_checked', script: 'ALTER TABLE "member" VALIDATE CONSTRAINT "member_a_fkey";\n' },
    {
      ending: '_contract',
      script: [
        '-- AlterTable\nALTER TABLE "member" DROP COLUMN "voice";',
        '-- DropForeignKey\nALTER TABLE "post" DROP CONSTRAINT "post_b_fkey";',
        '-- CreateIndex\nCREATE UNIQUE INDEX "member_a_key" ON "member"("a");',
        '-- AddForeignKey\nALTER TABLE "post" ADD CONSTRAINT "post_b_fkey" FOREIGN KEY ("b") REFERENCES "member"("id") ON DELETE RESTRICT;\n',
      ].join('\n\n'),
    },
  ]);
  for (const { ending, script: part } of parts)
    if (ending !== '_contract') expect(findBreakingStatements(part)).toEqual([]);
});

test('a column that needs a default stays among what adds, and is told', () => {
  const [only, ...others] = splitMigration(
    'ALTER TABLE "member" ADD COLUMN     "a" TEXT NOT NULL;',
  );
  expect(others).toEqual([]);
  expect(findBreakingStatements(only?.script ?? '')).toHaveLength(1);
});
