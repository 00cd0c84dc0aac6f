import { describe, expect, test } from 'vitest';
import { readDiscourse } from './discourse.ts';
import type { ByteStream, ReadObject } from './read-object.ts';
import { readJsonLines } from './json-lines.ts';
import { readPhpbb } from './phpbb.ts';

/** Yields the same bytes in pieces of a size: chunk boundaries must not matter. */
async function* pieces(text: string | Buffer, size: number): ByteStream {
  const bytes = Buffer.from(text as string);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all(found: AsyncGenerator<ReadObject>): Promise<ReadObject[]> {
  const list = [];
  for await (const one of found) list.push(one);
  return list;
}

const values = (found: ReadObject[]): unknown[] =>
  found.flatMap((one) => (one.kind === 'line' ? [one.value] : []));
const reasons = (found: ReadObject[]): string[] =>
  found.flatMap((one) => (one.kind === 'line' ? [] : [`${one.at}: ${one.kind}: ${one.reason}`]));

describe('a dump of phpBB', () => {
  const dump = String.raw`-- MySQL dump
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE ${'`old_users`'} (
  ${'`user_id`'} int NOT NULL,
  ${'`user_type`'} tinyint NOT NULL DEFAULT '0',
  ${'`username`'} varchar(255) NOT NULL DEFAULT '' COMMENT 'a ; and a ) in it',
  ${'`user_regdate`'} int NOT NULL,
  ${'`user_email`'} varchar(100) NOT NULL,
  PRIMARY KEY (${'`user_id`'})
) ENGINE=InnoDB;
INSERT INTO ${'`old_users`'} VALUES (1,2,'Anonymous',0,''),(7,0,'L\'A\\B ; &quot;x&quot;',1241172000,'x@example.org'),(8,0,'it''s',1241172000,NULL);
INSERT INTO ${'`wp_posts`'} (ID, post_title) VALUES (1,'not phpBB');
INSERT INTO ${'`old_posts`'} (${'`post_id`, `topic_id`, `poster_id`, `post_time`, `post_text`, `post_visibility`'}) VALUES
(1, 3, 7, 1241172000, '<t>Un (deux), ''trois''\nquatre</t>', 1),
(2, 3, 1, 1241172060, _binary '<t>caché</t>', 0),
(3, 3, 1, 1241172060, 0x3c743e696369203c2f743e, 1);
`;

  test.each([1, 7, 1_000_000])('is read alike in pieces of %d bytes', async (size) => {
    const found = await all(readPhpbb(pieces(dump, size)));
    expect(values(found)).toEqual([
      { kind: 'member', id: '7', pseudonym: String.raw`L'A\B ; "x"`, date: 1_241_172_000 },
      { kind: 'member', id: '8', pseudonym: "it's", date: 1_241_172_000 },
      {
        kind: 'post',
        id: '1',
        thread: '3',
        date: 1_241_172_000,
        author: '7',
        text: "Un (deux), 'trois'\nquatre",
      },
      { kind: 'post', id: '3', thread: '3', date: 1_241_172_060, author: null, text: 'ici' },
    ]);
    expect(reasons(found)).toEqual([
      'line 11: left-out: no person: a guest or a robot',
      'line 12: left-out: not a table of phpBB 3',
      'line 15: left-out: was not public',
    ]);
    // Personal data in a dump are not even read.
    expect(JSON.stringify(found)).not.toContain('example.org');
  });

  test('that is broken is read as far as it goes, and said where', async () => {
    const cut = dump.slice(0, dump.indexOf('trois'));
    const found = await all(readPhpbb(pieces(cut, 100)));
    expect(values(found)).toHaveLength(2);
    expect(reasons(found).at(-1)).toBe(
      'line 14: refused: the dump ends inside a statement: it was cut short',
    );
    const columns = dump.replace(',1241172000,NULL)', ')');
    expect(reasons(await all(readPhpbb(pieces(columns, 100))))).toContain(
      'line 11: refused: 3 values for 5 columns',
    );
  });

  const permissions = String.raw`
INSERT INTO old_forums (forum_id, parent_id, forum_name) VALUES (1,0,'Ouvert'),(2,0,'Membres'),(3,0,'Par rôle'),(4,0,'Jamais'),(5,0,'Au seul invité');
INSERT INTO old_acl_options (auth_option_id, auth_option) VALUES (14,'f_post'),(20,'f_read');
INSERT INTO old_groups (group_id, group_name) VALUES (1,'GUESTS'),(2,'REGISTERED'),(7,'Bannis');
INSERT INTO old_user_group (group_id, user_id, user_pending) VALUES (7,1,0),(2,1,1),(2,7,0);
INSERT INTO old_acl_roles_data (role_id, auth_option_id, auth_setting) VALUES (17,20,1),(17,14,-1);
INSERT INTO old_acl_groups (group_id, forum_id, auth_option_id, auth_role_id, auth_setting) VALUES
(1,1,20,0,1),(2,2,20,0,1),(1,2,14,0,1),(1,3,0,17,0),(1,4,20,0,1),(7,4,20,0,0);
INSERT INTO old_acl_users (user_id, forum_id, auth_option_id, auth_role_id, auth_setting) VALUES (1,5,20,0,1),(7,2,20,0,1);
`;
  const forums = async (text: string, opened?: ReadonlySet<string> | 'all'): Promise<unknown[]> =>
    values(await all(readPhpbb(pieces(text, 100), opened))).map(
      (value) => (value as { name: string }).name,
    );

  test('leaves behind the forums that guests could not read, unless they are opened', async () => {
    expect(await forums(permissions)).toEqual(['Ouvert', 'Par rôle', 'Au seul invité']);
    expect(await forums(permissions, new Set(['2']))).toContain('Membres');
    expect(await forums(permissions, 'all')).toHaveLength(5);
    expect(reasons(await all(readPhpbb(pieces(permissions, 7))))).toEqual([
      'line 2: left-out: guests could not read it',
      'line 2: left-out: guests could not read it',
    ]);
  });

  test.each(['acl_options', 'groups', 'acl_groups'])(
    'whose table %s is missing or broken leaves all forums behind',
    async (table) => {
      const without = permissions.replace(`INTO old_${table} `, `INTO other_${table}s `);
      expect(await forums(without.replace('(7,1,0),', ''))).not.toContain('Ouvert');
      const broken = permissions.replace(
        new RegExp(`(INTO old_${table} .*VALUES\\s*\\()`),
        (match) => `${match}1,1,1,1,1,1,1),(`,
      );
      expect(await forums(broken)).toEqual([]);
    },
  );

  test('keeps neither a value of 20 MB nor the bytes that are no UTF-8', async () => {
    const head =
      'INSERT INTO `p_posts` (post_id, topic_id, poster_id, post_time, post_text) VALUES ';
    async function* huge(): ByteStream {
      yield Buffer.from(`${head}(1,1,1,1,'`);
      for (let count = 0; count < 20; count += 1) yield Buffer.alloc(1_048_576, 'x');
      yield Buffer.from(`'),(2,1,1,1241172000,'<t>caf`);
      yield Buffer.from([0xe9]);
      yield Buffer.from(`</t>');\n`);
    }
    const found = await all(readPhpbb(huge()));
    expect(reasons(found)).toEqual(['line 1: refused: post_text is longer than 524288 bytes']);
    expect(found.at(-1)).toMatchObject({
      value: { text: 'caf\uFFFD' },
      notes: [expect.stringContaining('not UTF-8')],
    });
  });
});

describe('lines of JSON', () => {
  test('a line of 100 MB, broken bytes and broken JSON are refused by their number', async () => {
    async function* file(): ByteStream {
      yield Buffer.from('{"kind":"source"}\n\n"');
      for (let count = 0; count < 100; count += 1) yield Buffer.alloc(1_048_576, 'x');
      yield Buffer.from('"\n{"a":\n');
      yield Buffer.from([0x22, 0xff, 0x22, 0x0a]);
      yield Buffer.from('{"kind":"post"}');
    }
    const found = await all(readJsonLines(file()));
    expect(values(found)).toEqual([{ kind: 'source' }, { kind: 'post' }]);
    expect(reasons(found)).toEqual([
      'line 3: refused: longer than 1048576 bytes',
      'line 4: refused: not JSON',
      'line 5: refused: not UTF-8',
    ]);
  });
});

test.each([
  [
    'lines of JSON',
    (text: string) => readJsonLines(pieces(text, 10)),
    '{"kind":"source"}\n{"kind":',
  ],
  [
    'Discourse',
    (text: string) => readDiscourse([{ name: 'posts.json', open: () => pieces(text, 10) }]),
    '[{"id":1,',
  ],
  ['phpBB', (text: string) => readPhpbb(pieces(text, 10)), 'INSERT INTO p_users (a) VALUES (1),'],
])('%s that end too early are cut', async (_, read, text) => {
  expect((await all(read(text))).at(-1)).toMatchObject({ kind: 'refused', cut: true });
});

describe('an export of Discourse', () => {
  const post = (number: number, more = {}): object => ({
    id: 100 + number,
    user_id: 5,
    post_number: number,
    created_at: '2013-02-05T21:29:00.174Z',
    raw: `texte ${number} "\\u00e9"`,
    ...more,
  });
  const whole = JSON.stringify({
    groups: [{ id: 1, user_ids: [1, 2] }],
    categories: [
      {
        id: 3,
        name: 'Paie',
        description: 'Qui paie',
        parent_category_id: null,
        permissions_params: {},
      },
      { id: 4, name: 'Équipe', permissions_params: { staff: 1 } },
    ],
    users: [
      { id: 5, email: 'x@example.org', username: 'aina', created_at: '2012-01-01T00:00:00.000Z' },
    ],
    topics: [
      {
        id: 12,
        title: 'Qui paie ?',
        created_at: '2013-02-05T21:28:00.000Z',
        category_id: 3,
        archetype: 'regular',
        posts: [
          post(1),
          post(2, {
            raw: '[quote="aina, post:1, topic:12"]\ntexte\n[/quote]\n\nOui ![a|1x2](upload://b.png)',
          }),
          post(3, { hidden: true }),
          post(4, { raw: null }),
        ],
      },
    ],
  });

  test.each([3, 100_000])('is read in pieces of %d bytes', async (size) => {
    const files = [{ name: 'category-export.json', open: () => pieces(whole, size) }];
    const found = await all(readDiscourse(files));
    expect(values(found)).toEqual([
      { kind: 'category', id: '3', name: 'Paie', say: 'Qui paie', parent: null },
      { kind: 'member', id: 5, pseudonym: 'aina', date: '2012-01-01T00:00:00.000Z' },
      expect.objectContaining({
        kind: 'post',
        id: '101',
        thread: 12,
        number: 1,
        author: 5,
        text: 'texte 1 "\\u00e9"',
      }),
      expect.objectContaining({ text: '> [aina](import:post/12/1)\n> texte\n\nOui a' }),
      expect.objectContaining({ kind: 'thread', id: '12', category: 3, title: 'Qui paie ?' }),
    ]);
    expect(reasons(found)).toEqual([
      'category-export.json, object 2: left-out: not for everybody',
      'category-export.json, object 6: left-out: was not public, or no message',
      'category-export.json, object 7: refused: without "raw", what was written',
    ]);
    expect(JSON.stringify(found)).not.toContain('example.org');
  });

  test('is a topic as the API gives it too, and private messages stay behind', async () => {
    const topic = {
      post_stream: { posts: [post(1, { topic_id: 12 })], stream: [101] },
      id: 12,
      title: 'Un sujet',
      created_at: '2013-02-05T21:28:00.000Z',
      category_id: 3,
      user_id: 5,
    };
    const files = [
      { name: 'topics/12.json', open: () => pieces(JSON.stringify(topic), 10) },
      {
        name: 'topics/13.json',
        open: () => pieces(JSON.stringify({ ...topic, id: 13, archetype: 'private_message' }), 10),
      },
      {
        name: 'users.json',
        open: () => pieces('[{"id":5,"username":"aina","created_at":"2012-01-01"}]', 10),
      },
      { name: 'posts.json', open: () => pieces('[{"id":1,', 10) },
    ];
    const found = await all(readDiscourse(files));
    expect(values(found)).toHaveLength(4);
    expect(reasons(found)).toEqual([
      'topics/13.json, object 2: left-out: a private message',
      'posts.json: refused: the file ends too early; the rest of this file was not read',
    ]);
  });
});
