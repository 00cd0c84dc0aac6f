import { z } from 'zod/mini';
import { convertDiscoursePost } from '#server/portability/imports/markdown/convert-discourse-post.ts';
import {
  cutShort,
  leftOut,
  line,
  refused,
  unreadableObject,
  type ByteStream,
  type ReadObject,
} from './read-object.ts';
import { CutJson, InvalidJson, streamListItems, type JsonListItem } from './json-stream.ts';

/** One JSON file of an export, with its name in the export. */
export type DiscourseExportFile = { readonly name: string; readonly open: () => ByteStream };

/**
 * The lists that are read, by name, with the kind of their elements; an unnamed list has its file's
 * name.
 */
const LISTS: Readonly<Record<string, 'user' | 'category' | 'topic' | 'post'>> = {
  users: 'user',
  categories: 'category',
  subcategory_list: 'category',
  topics: 'topic',
  posts: 'post',
  latest_posts: 'post',
};
const number = z.int().check(z.gte(1));
const user = z.object({ id: z.int(), username: z.string(), created_at: z.nullish(z.string()) });
const category = z.object({
  id: number,
  name: z.string(),
  slug: z.nullish(z.string()),
  description: z.nullish(z.string()),
  parent_category_id: z.nullish(number),
  read_restricted: z.nullish(z.boolean()),
  permissions_params: z.nullish(z.record(z.string(), z.unknown())),
});
const topic = z.object({
  id: number,
  title: z.string(),
  category_id: z.nullish(number),
  created_at: z.string(),
  user_id: z.nullish(z.int()),
  archetype: z.nullish(z.string()),
  visible: z.nullish(z.boolean()),
  deleted_at: z.nullish(z.string()),
});
const post = z.object({
  id: z.optional(number),
  topic_id: z.nullish(number),
  user_id: z.nullish(z.int()),
  post_number: number,
  created_at: z.string(),
  raw: z.nullish(z.string()),
  deleted_at: z.nullish(z.string()),
  user_deleted: z.nullish(z.boolean()),
  hidden: z.nullish(z.boolean()),
  post_type: z.nullish(z.int()),
});

/**
 * Reads a Discourse export, one file or several: lists of users, categories, topics and posts, and
 * topics as the API returns them.
 */
export async function* readDiscourse(
  files: Iterable<DiscourseExportFile>,
): AsyncGenerator<ReadObject> {
  for (const file of files) {
    try {
      yield* readFile(file);
    } catch (error) {
      if (!(error instanceof InvalidJson)) throw error;
      const reason = `${error.message}; the rest of this file was not read`;
      yield error instanceof CutJson
        ? cutShort(file.name, reason)
        : unreadableObject(file.name, reason);
    }
  }
}

async function* readFile({ name, open }: DiscourseExportFile): AsyncGenerator<ReadObject> {
  const called = /(\w+)\.json/.exec(name)?.[1] ?? '';
  for await (const listed of streamListItems(open(), new Set(['', ...Object.keys(LISTS)]))) {
    const at = `${name}, object ${listed.number}`;
    const kind = listed.list === null ? kindOfWhole(listed) : LISTS[listed.list || called];
    if (kind !== undefined) yield READERS[kind](listed, at);
    else if (listed.list !== null) {
      yield unreadableObject(at, `in a list "${called}", which is not read`);
      return;
    }
  }
}

/**
 * Recognises the root object of a file as a topic or post of the API; undefined for an export,
 * whose root contains the lists.
 */
function kindOfWhole({ value }: JsonListItem): 'topic' | 'post' | undefined {
  if ('raw' in value && 'post_number' in value) return 'post';
  return 'title' in value && 'id' in value ? 'topic' : undefined;
}

const READERS: Readonly<
  Record<'user' | 'category' | 'topic' | 'post', (listed: JsonListItem, at: string) => ReadObject>
> = {
  user: (listed, at) =>
    read(user, 'member', listed, at, ({ id, username, created_at }) =>
      // Ids below 1 are system users.
      id < 1
        ? leftOut(at, 'member', String(id), 'no person: a robot')
        : line(at, {
            kind: 'member',
            id,
            pseudonym: username,
            date: created_at ?? '',
          }),
    ),
  category: (listed, at) =>
    read(category, 'category', listed, at, (value) => {
      const id = String(value.id);
      const isPublic =
        value.read_restricted !== true &&
        (value.permissions_params == null ||
          Object.keys(value.permissions_params).length === 0 ||
          'everyone' in value.permissions_params);
      if (!isPublic) return leftOut(at, 'category', id, 'not for everybody');
      return line(at, {
        kind: 'category',
        id,
        name: value.name,
        ...(value.description ? { say: value.description } : {}),
        parent: value.parent_category_id ?? null,
      });
    }),
  topic: (listed, at) =>
    read(topic, 'thread', listed, at, (value) => {
      const id = String(value.id);
      if (value.archetype != null && value.archetype !== 'regular') {
        return leftOut(at, 'thread', id, 'a private message');
      }
      if (value.deleted_at != null || value.visible === false) {
        return leftOut(at, 'thread', id, 'was not public');
      }
      return line(at, {
        kind: 'thread',
        id,
        category: value.category_id ?? 'none',
        title: value.title,
        date: value.created_at,
        author: memberOf(value.user_id),
      });
    }),
  post: (listed, at) =>
    read(post, 'post', listed, at, (value) => {
      const thread = value.topic_id ?? listed.within?.['id'];
      const id = String(value.id ?? `${String(thread)}-${value.post_number}`);
      const isHidden = value.hidden === true || value.user_deleted === true;
      if (value.deleted_at != null || isHidden || (value.post_type ?? 1) !== 1) {
        return leftOut(at, 'post', id, 'was not public, or no message');
      }
      if (value.raw == null) return refused(at, 'post', id, 'without "raw", what was written');
      const { text, notes } = convertDiscoursePost(value.raw);
      const found = line(at, {
        kind: 'post',
        id,
        thread,
        number: value.post_number,
        date: value.created_at,
        author: memberOf(value.user_id),
        text,
      });
      return { ...found, notes };
    }),
};

function read<Value>(
  schema: z.ZodMiniType<Value>,
  what: string,
  { value }: JsonListItem,
  at: string,
  then: (value: Value) => ReadObject,
): ReadObject {
  const parsed = schema.safeParse(value);
  if (parsed.success) return then(parsed.data);
  const { id } = value;
  const wrong = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  const original = typeof id === 'number' || typeof id === 'string' ? String(id).slice(0, 64) : '';
  return refused(at, what, original, `not as Discourse writes it: ${wrong}`);
}

function memberOf(id: number | null | undefined): number | null {
  return id == null || id < 1 ? null : id;
}
