import {
  pageOfPlace,
  type CardKind,
  type ThreadSubject,
  type ThreadsQuery,
} from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** Query parameters that name the subject of threads, or of a new one. */
export const ABOUT = {
  platform: 'plateforme',
  client: 'client',
  task: 'tache',
  proof: 'preuve',
  boycott: 'boycott',
} as const satisfies Record<CardKind, string>;

const MEMBER = 'membre';
/** Query parameter of the cursor. */
export const BEFORE = 'avant';

/** Anchor of the reply form. */
export const REPLY_ANCHOR = 'reply';
/** Query parameter of the quoted post. */
export const QUOTED = 'citer';

/** The page of a thread; the first has no parameter. */
export function threadPage(language: Language, id: string, page: number): string {
  return pathTo(language, 'thread', { id }, { page: page > 1 ? page : undefined });
}

/** The address of a position in a thread, whatever its page. */
export function placeAddress(language: Language, id: string, place: number): string {
  return `${threadPage(language, id, pageOfPlace(place))}#m${place}`;
}

/** The page of a thread's subject. */
export function subjectAddress({ kind, key }: ThreadSubject, language: Language): string {
  return kind === 'platform' || kind === 'client'
    ? pathTo(language, kind, { slug: key })
    : pathTo(language, kind, { id: key });
}

/** The list of threads about a subject. */
export function threadsAbout(language: Language, kind: CardKind, key: string): string {
  return pathTo(language, 'forum', {}, { [ABOUT[kind]]: key });
}

/** The form of a new thread about a subject. */
export function newThreadAbout(language: Language, kind: CardKind, key: string): string {
  return pathTo(language, 'newThread', {}, { [ABOUT[kind]]: key });
}

/** The filter of a list of threads: a subject, or an author. */
export type About = {
  readonly name: CardKind | 'member';
  readonly key: string;
  readonly query: ThreadsQuery;
};

/** The filter in an address; null for all threads. */
export function aboutOf(query: Readonly<Record<string, string>>): About | null {
  for (const name of ['platform', 'client', 'task', 'proof', 'boycott', 'member'] as const) {
    const key = query[name === 'member' ? MEMBER : ABOUT[name]];
    if (key !== undefined && key !== '') return { name, key, query: { [name]: key } };
  }
  return null;
}

/** The address of a filtered list of threads. */
export function listAddress({ name, key }: About, language: Language, before?: string): string {
  const query = { [name === 'member' ? MEMBER : ABOUT[name]]: key, [BEFORE]: before };
  return pathTo(language, 'forum', {}, query);
}
