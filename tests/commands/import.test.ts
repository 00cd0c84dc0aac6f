import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import {
  COUNTS,
  IMPORT_COMMAND,
  countsOf,
  freshSite,
  measureImport,
  runImport,
} from '#tests/support/import-command.ts';
import { writeJsonLines, writePhpbb } from '#tests/support/generated-forum.ts';
import { MACHINE } from '#tests/support/child-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a dump of phpBB comes packed, with its quotes as links, and no address of anybody', async () => {
  const { environment, client } = await freshSite(folder);
  const plain = join(folder, 'forum.sql');
  await writePhpbb(plain, { members: 20, threads: 5, posts: 60 });
  const path = join(folder, 'forum.sql.gz');
  writeFileSync(path, gzipSync(readFileSync(plain)));
  const list = runImport(environment, '--list', path);
  expect(list.stdout).toContain('1\tRubrique 1\t1 threads');
  const { status, stdout, stderr } = runImport(
    environment,
    '--source',
    'vieux',
    '--put',
    '2=astuces',
    '--leave-out',
    '3',
    path,
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Brought: 4 categories, 20 members, 4 threads, 48 posts');
  const { rows } = await client.query<{ text: string; name: string; place: number; id: string }>(
    `SELECT p.text, m.pseudonym AS name, q.place, q.id
       FROM import_original o JOIN forum_post p ON p.id = o.our_id
       JOIN import_original r ON r.source = o.source AND r.kind = 'post' AND r.original = '6'
       JOIN forum_post q ON q.id = r.our_id JOIN member m ON m.id = q.member_id
      WHERE o.kind = 'post' AND o.original = '11'`,
  );
  expect(rows[0]?.text).toContain(
    `> [${rows[0]?.name}, n° ${rows[0]?.place}](/p/${rows[0]?.id})\n> Oui\n`,
  );
  expect(rows[0]?.text).toContain('**Merci**');
  const put = await client.query(
    `SELECT count(*)::int AS threads FROM forum_thread t JOIN forum_category c ON c.id = t.category_id
      WHERE c.slug = 'astuces'`,
  );
  expect(put.rows).toEqual([{ threads: 1 }]);
  for (const name of ['member', 'import_original', 'import_claim', 'forum_post']) {
    const all = await client.query(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
    expect(JSON.stringify(all.rows)).not.toMatch(/example\.org|192\.0\.2/);
  }
  await client.end();
});

test('a dump that is cut short ends with an error and brings nothing, the whole one comes', async () => {
  const { environment, client } = await freshSite(folder);
  const path = join(folder, 'cut.sql');
  await writePhpbb(path, { members: 5, threads: 5, posts: 10 });
  const whole = readFileSync(path);
  const packed = gzipSync(whole);
  const end = whole.indexOf('phpbb_topics') + 300;
  for (const part of [whole.subarray(0, end), packed.subarray(0, packed.length - 20)]) {
    writeFileSync(path, part);
    const cut = runImport(environment, '--source', 'coupe', path);
    expect([cut.status, cut.stderr]).toEqual([1, expect.stringContaining('is cut short')]);
    const brought = await client.query('SELECT count(*)::int AS count FROM import_original');
    expect(brought.rows).toEqual([{ count: 0 }]);
  }
  // Nobody says who could read the forums: none comes, unless the operator opens them.
  const closed = whole.toString().replaceAll('f_read', 'f_list');
  writeFileSync(path, closed);
  expect(runImport(environment, '--list', path).stdout).toContain('1\tstays behind: the dump does');
  const none = runImport(environment, '--source', 'coupe', path);
  expect(none.stdout).toContain('Brought: 0 categories, 5 members, 0 threads, 0 posts');
  const all = runImport(environment, '--source', 'coupe', '--open', 'all', path);
  expect(all.stdout).toContain('Brought: 5 categories, 0 members, 5 threads, 10 posts');
  await client.end();
});

test('hostile lines are refused or cleaned and told, and all others come', async () => {
  const { environment, client } = await freshSite(folder);
  await client.query(
    `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
     VALUES ('aaaaaaaaaaaa', 'Léa', 'lea', '', 'fr', now())`,
  );
  const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const lines = [
    { kind: 'source', format: 'contrenote-import', version: 1, source: 'mal', name: evil },
    {
      kind: 'post',
      id: 'p1',
      thread: 't1',
      author: 'm1',
      date: '2010-01-01',
      text: `${evil}\n\n[x](javascript:alert(1)) @Lea`,
    },
    { kind: 'post', id: 'p1', thread: 't1', date: '2010-01-02', text: 'deux fois' },
    { kind: 'post', id: 'p2', thread: 'nowhere', date: '2010-01-02', text: 'sans sujet' },
    {
      kind: 'post',
      id: 'p3',
      thread: 't1',
      author: 'nobody',
      date: '2010-01-02',
      text: 'sans auteur',
    },
    { kind: 'post', id: 'p4', thread: 't1', date: '2999-01-02', text: 'plus tard' },
    { kind: 'post', id: 'p5', thread: 't1', date: '2010-01-03', text: 'x', card: '4242' },
    {
      kind: 'thread',
      id: 't1',
      category: 'a',
      date: '2010-01-01',
      title: evil,
      author: 'm1',
      platform: 'clickworker.com',
    },
    { kind: 'thread', id: 't2', category: 'none', date: '2010-01-01', title: 'Nulle part' },
    { kind: 'thread', id: 't3', category: 'a', date: '2010-01-01', title: 'Vide' },
    { kind: 'category', id: 'a', name: evil, say: evil, parent: 'b' },
    { kind: 'category', id: 'b', name: evil, parent: 'a' },
    { kind: 'member', id: 'm1', pseudonym: evil, date: '2009-01-01' },
    { kind: 'member', id: 'm2', pseudonym: 'lea', date: '2009-01-01' },
    { kind: 'member', id: 'm3', pseudonym: 'LÉA', date: '2009-01-02' },
    { kind: 'member', id: 'm4', pseudonym: 'lea@example.org', date: '2009-01-02' },
  ];
  const path = join(folder, 'hostile.jsonl');
  writeFileSync(path, [...lines.map((line) => JSON.stringify(line)), '{', '\uFFFE', ''].join('\n'));
  const { status, stdout } = runImport(environment, path);
  expect(status).toBe(0);
  expect(stdout).toContain('Brought: 1 categories, 4 members, 1 threads, 2 posts');
  const report = readFileSync(join(environment['DATA_DIR'] ?? '', 'import-mal-report.csv'), 'utf8');
  for (const told of [
    'refused,post,p1,line 3,an earlier one has the same id',
    'refused,post,p2,line 4,its thread was not brought',
    'refused,post,p4,line 6,date: in the future',
    'refused,post,p5,line 7,not a field: card',
    'refused,thread,t2,line 9,its category was not brought',
    'refused,thread,t3,line 10,it has no post',
    'refused,line,,line 17,not JSON',
    'changed,post,p3,line 5,its author was not brought: no name',
    'changed,category,a,line 11,its parents go round in a circle: it stands alone',
    'left-out,category,b,line 12,it only holds other categories',
    '"was called ""lea"": is called ""lea 2"" here"',
    '"was called ""LÉA"": is called ""LÉA 3"" here"',
  ]) {
    expect(report).toContain(told);
  }
  expect(report).not.toContain('lea@example.org');
  const { rows } = await client.query<{ html: string; slug: string }>(
    `SELECT p.html, f.slug FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
       JOIN platform f ON f.id = t.platform_id ORDER BY p.place`,
  );
  expect(rows[0]?.slug).toBe('clickworker');
  expect(rows[0]?.html).toContain('&lt;script&gt;');
  expect(rows[0]?.html).not.toMatch(/<(?:script|img)|href="javascript/);
  await client.end();
});

test('one import runs at a time', async () => {
  const { environment, client } = await freshSite(folder);
  await client.query('SELECT pg_advisory_lock(7305461924)');
  const path = join(folder, 'small.jsonl');
  await writeJsonLines(path, { members: 2, threads: 1, posts: 2 });
  const { status, stderr } = runImport(environment, path);
  expect([status, stderr]).toEqual([
    1,
    'Another import is running on this database. Wait until it has ended.\n',
  ]);
  await client.query('SELECT pg_advisory_unlock(7305461924)');
  expect(runImport(environment, path).status).toBe(0);
  await client.end();
});

describe('on the embedded database', () => {
  const dataDir = join(folder, 'embedded');
  const environment = { DATA_DIR: dataDir };
  const inDatabase = async <Row>(asked: Statement<Row>): Promise<Row[]> => {
    const database = await openEmbeddedDatabase(join(dataDir, 'postgres'));
    try {
      return await database.sql(asked);
    } finally {
      await database.close();
    }
  };
  beforeAll(async () => {
    const database = await openEmbeddedDatabase(join(dataDir, 'postgres'));
    await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
    await seedCategories(database, join(process.cwd(), 'prisma', 'seed'));
    await database.close();
  });

  test('killed and run again, every count is exact there too', async () => {
    const forum = { members: 120, threads: 12, posts: 600 };
    const path = join(folder, 'embedded.jsonl');
    await writeJsonLines(path, forum);
    const child = spawn(process.execPath, [...IMPORT_COMMAND, path], {
      env: { ...MACHINE, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Members:')) resolve();
      });
      child.once('exit', () => resolve());
    });
    child.kill('SIGKILL');
    await ended;
    expect(measureImport(environment, path).stderr).toBe('');
    expect(await inDatabase(COUNTS)).toEqual([countsOf(forum)]);
    // Another forum, in a database that has nothing to recover from.
    const other = join(folder, 'embedded-other.jsonl');
    writeFileSync(other, readFileSync(path, 'utf8').replace('"ancien"', '"autre"'));
    const { stderr, peakKb } = measureImport(environment, other);
    expect(stderr).toBe('');
    // The base of what documentation says of a large one: the buffers' usual 128 MB make 490,000 of it.
    expect(peakKb).toBeGreaterThan(100_000);
    expect(peakKb).toBeLessThan(440_000);
  });

  test('the example of the documentation is brought as it says', async () => {
    const doc = readFileSync('docs/import.md', 'utf8');
    const example = /```jsonl\n([\s\S]*?)```/.exec(doc)?.[1] ?? '';
    const path = join(folder, 'example.jsonl');
    writeFileSync(path, example);
    const { status, stdout } = runImport(environment, path);
    expect(status).toBe(0);
    const said = /```\n(Brought: .*?), in .*?\n/.exec(doc)?.[1] ?? 'nothing';
    expect(stdout).toContain(said);
    const [quote] = await inDatabase(
      statement(
        { text: col.text.orNull },
        "SELECT text FROM forum_post p JOIN import_original o ON o.our_id = p.id WHERE o.source = 'exemple' AND o.original = '902'",
      ),
    );
    expect(quote?.text).toMatch(/^> \[Aïna, n° 1\]\(\/p\/[0-9a-z]{12}\)\n/);
  });

  test('new codes void the old ones', async () => {
    const codes = join(dataDir, 'import-exemple-codes.csv');
    const before = readFileSync(codes, 'utf8').split('\n');
    const { status, stdout } = runImport(environment, '--new-codes', 'exemple');
    expect([status, stdout]).toEqual([0, expect.stringContaining('New codes: 2')]);
    const after = readFileSync(codes, 'utf8').split('\n');
    expect(after).toHaveLength(before.length);
    expect(after.filter((line) => before.includes(line) && line.includes('-'))).toEqual([]);
  });
});

test('says how it is called, and what it cannot read', () => {
  const dataDir = join(folder, 'none');
  const usage = runImport({ DATA_DIR: dataDir });
  expect([usage.status, usage.stderr]).toEqual([
    2,
    expect.stringContaining('Usage: npm run import'),
  ]);
  const missing = runImport({ DATA_DIR: dataDir }, 'nowhere.jsonl');
  expect([missing.status, missing.stderr]).toEqual([2, 'There is no file nowhere.jsonl.\n']);
  const path = join(folder, 'picture.png');
  writeFileSync(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  const picture = runImport({ DATA_DIR: dataDir }, path);
  expect([picture.status, picture.stderr]).toEqual([2, expect.stringContaining('docs/import.md')]);
  const header = join(folder, 'header.jsonl');
  writeFileSync(header, '{"kind":"source","format":"contrenote-import","version":9}\n');
  const wrong = runImport({ DATA_DIR: dataDir }, header);
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('version')]);
  writeFileSync(
    header,
    '{"kind":"source","format":"contrenote-import","version":1,"source":"a","name":"A"}\n',
  );
  const empty = runImport({ DATA_DIR: dataDir }, header);
  expect([empty.status, empty.stderr]).toEqual([
    1,
    expect.stringContaining('There is no database'),
  ]);
  expect(existsSync(dataDir)).toBe(false);
});
