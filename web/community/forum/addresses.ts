import {
  pageOfPlace,
  type SubjectKind,
  type ThreadSubject,
  type ThreadsQuery,
} from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The name under which an address says what threads, or a new one, are about. */
export const ABOUT = {
  platform: 'plateforme',
  client: 'client',
  task: 'tache',
  proof: 'preuve',
  boycott: 'boycott',
} as const satisfies Record<SubjectKind, string>;

const MEMBER = 'membre';
/** Where a list of threads goes on. */
export const BEFORE = 'avant';

/** Where the reply form stands on a thread's page. */
export const REPLY_ANCHOR = 'reply';
/** Names the post that a reply quotes. */
export const QUOTED = 'citer';

/** The page of a thread; the first has the plain address. */
export function threadPage(language: Language, id: string, page: number): string {
  return pathTo(language, 'thread', { id }, { page: page > 1 ? page : undefined });
}

/** A place in a thread, wherever it stands. */
export function placeAddress(language: Language, id: string, place: number): string {
  return `${threadPage(language, id, pageOfPlace(place))}#m${place}`;
}

/** What a thread is about, on its own page. */
export function subjectAddress({ kind, key }: ThreadSubject, language: Language): string {
  return kind === 'platform' || kind === 'client'
    ? pathTo(language, kind, { slug: key })
    : pathTo(language, kind, { id: key });
}

/** All threads about one thing. */
export function threadsAbout(language: Language, kind: SubjectKind, key: string): string {
  return pathTo(language, 'forum', {}, { [ABOUT[kind]]: key });
}

/** The form of a new thread about one thing. */
export function newThreadAbout(language: Language, kind: SubjectKind, key: string): string {
  return pathTo(language, 'newThread', {}, { [ABOUT[kind]]: key });
}

/** What all threads of a list share: what they are about, or who began them. */
export type About = {
  readonly name: SubjectKind | 'member';
  readonly key: string;
  readonly query: ThreadsQuery;
};

/** What an address asks threads of; null where it asks for all. */
export function aboutOf(query: Readonly<Record<string, string>>): About | null {
  for (const name of ['platform', 'client', 'task', 'proof', 'boycott', 'member'] as const) {
    const key = query[name === 'member' ? MEMBER : ABOUT[name]];
    if (key !== undefined && key !== '') return { name, key, query: { [name]: key } };
  }
  return null;
}

/** The address of the list of threads that share something. */
export function listAddress({ name, key }: About, language: Language, before?: string): string {
  const query = { [name === 'member' ? MEMBER : ABOUT[name]]: key, [BEFORE]: before };
  return pathTo(language, 'forum', {}, query);
}
