import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Size of a generated forum; posts are distributed over the threads. */
export type OldForum = {
  readonly members: number;
  readonly threads: number;
  readonly posts: number;
  readonly categories?: number;
};

const START = Date.UTC(2009, 0, 1) / 1_000;
const SENTENCES = [
  'Bonjour à tous, quelqu’un a reçu son paiement ce mois-ci ?',
  'Reçu ce matin, 12,50 € demandés le 3, donc quatre jours.',
  'Moi j’attends encore depuis deux semaines, le support ne répond pas.',
  'Attention, la validation est très longue sur ce genre de tâches.',
  'J’ai fait une centaine de micro-tâches, à peine trois euros de l’heure.',
  'Merci pour le retour, je vais tenter avec un petit montant d’abord.',
  'Voir aussi https://www.clickworker.com/fr/ pour les conditions.',
];

const startOf = (post: number): number => START + post * 3_000;
const authorOf = (post: number, members: number): number => 2 + ((post * 7_919) % members);

/** Generates text of typical length, which repeats after a while. */
export function textOf(post: number): string {
  const count = 2 + (post % 5);
  const lines = Array.from(
    { length: count },
    (_, at) => SENTENCES[(post + at * 3) % SENTENCES.length],
  );
  return `${post}. ${lines.join(' ')}`;
}

/** Writes the forum as JSON Lines in our format; posts come before their threads and members. */
export async function writeJsonLines(path: string, forum: OldForum): Promise<void> {
  const { members, threads, posts, categories = 5 } = forum;
  await writeLines(path, function* () {
    yield JSON.stringify({
      kind: 'source',
      format: 'contrenote-import',
      version: 1,
      source: 'ancien',
      name: 'Ancien forum',
      software: 'phpbb',
    });
    for (let post = 1; post <= posts; post += 1) {
      const text =
        post > threads
          ? `> [x](import:post/${post - threads})\n> Oui\n\n${textOf(post)}`
          : textOf(post);
      const [thread, author] = [1 + ((post - 1) % threads), authorOf(post, members)];
      yield JSON.stringify({ kind: 'post', id: post, thread, author, date: startOf(post), text });
    }
    for (let thread = 1; thread <= threads; thread += 1) {
      yield JSON.stringify({
        kind: 'thread',
        id: thread,
        category: 1 + (thread % categories),
        title: `Sujet numéro ${thread}`,
        date: startOf(thread),
        author: authorOf(thread, members),
      });
    }
    for (let member = 2; member < members + 2; member += 1) {
      yield JSON.stringify({
        kind: 'member',
        id: member,
        pseudonym: `Ancien ${member}`,
        date: START,
      });
    }
    for (let id = 1; id <= categories; id += 1) {
      yield JSON.stringify({ kind: 'category', id, name: `Rubrique ${id}` });
    }
  });
}

/**
 * Writes the forum as a mysqldump of phpBB 3.3 with `rowsALine` rows in each INSERT, so that lines are
 * megabytes long.
 */
export async function writePhpbb(path: string, forum: OldForum, rowsALine = 2_000): Promise<void> {
  const { members, threads, posts, categories = 5 } = forum;
  await writeLines(path, function* () {
    yield '-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)';
    yield '/*!40101 SET NAMES utf8mb4 */;';
    // Guests may read all forums, by a role.
    const anyone = 'group_id forum_id auth_option_id auth_role_id auth_setting';
    yield* table('phpbb_acl_groups', anyone, categories, rowsALine, (id) => [1, id, 0, 17, 0]);
    const options = 'auth_option_id auth_option';
    yield* table('phpbb_acl_options', options, 1, rowsALine, (id) => [id, 'f_read']);
    const roles = 'role_id auth_option_id auth_setting';
    yield* table('phpbb_acl_roles_data', roles, 1, rowsALine, () => [17, 1, 1]);
    yield* table('phpbb_groups', 'group_id group_name', 1, rowsALine, (id) => [id, 'GUESTS']);
    yield* table(
      'phpbb_forums',
      'forum_id parent_id forum_name forum_desc forum_type forum_password',
      categories,
      rowsALine,
      (id) => [id, 0, `Rubrique ${id}`, '', 1, ''],
    );
    yield* table(
      'phpbb_posts',
      'post_id topic_id forum_id poster_id poster_ip post_time post_approved bbcode_uid post_text post_edit_time post_visibility post_attachment',
      posts,
      rowsALine,
      (post) => {
        const quoted = post - threads;
        const words = textOf(post).replaceAll("'", '&#039;');
        const text =
          quoted < 1
            ? `<t>${words}</t>`
            : `<r><QUOTE author="Ancien ${authorOf(quoted, members)}" post_id="${quoted}"><s>[quote="Ancien ${authorOf(quoted, members)}" post_id=${quoted} time=1 user_id=2]</s>Oui<e>[/quote]</e></QUOTE>\n${words} <B><s>[b]</s>Merci<e>[/b]</e></B></r>`;
        return [
          post,
          1 + ((post - 1) % threads),
          1,
          authorOf(post, members),
          '192.0.2.7',
          startOf(post),
          1,
          '',
          text,
          0,
          1,
          0,
        ];
      },
    );
    yield* table(
      'phpbb_topics',
      'topic_id forum_id topic_title topic_poster topic_time topic_moved_id topic_visibility',
      threads,
      rowsALine,
      (thread) => [
        thread,
        1 + (thread % categories),
        `Sujet &quot;${thread}&quot;`,
        authorOf(thread, members),
        startOf(thread),
        0,
        1,
      ],
    );
    yield* table(
      'phpbb_users',
      'user_id user_type username user_regdate user_email user_password user_ip',
      members + 1,
      rowsALine,
      (id) => [
        id,
        id === 1 ? 2 : 0,
        id === 1 ? 'Anonymous' : `Ancien ${id}`,
        START,
        `ancien${id}@example.org`,
        '$2y$10$nothing',
        '192.0.2.8',
      ],
    );
    yield '-- Dump completed';
  });
}

type Cell = string | number;

function* table(
  name: string,
  columns: string,
  rows: number,
  rowsALine: number,
  rowOf: (id: number) => Cell[],
): Generator<string> {
  const names = columns.split(' ');
  yield `CREATE TABLE \`${name}\` (`;
  for (const column of names) yield `  \`${column}\` mediumtext NOT NULL,`;
  yield ') ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;';
  for (let from = 1; from <= rows; from += rowsALine) {
    const values = [];
    for (let id = from; id < Math.min(from + rowsALine, rows + 1); id += 1) {
      values.push(`(${rowOf(id).map(quoted).join(',')})`);
    }
    yield `INSERT INTO \`${name}\` VALUES ${values.join(',')};`;
  }
}

/** A value in mysqldump's syntax. */
export function quoted(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const escaped = cell
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
  return `'${escaped}'`;
}

async function writeLines(path: string, lines: () => Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  for (const line of lines()) {
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
