import {
  THREAD_SELECTIONS,
  threadPageOfPosition,
  type ThreadSelection,
  type ThreadSubject,
  type ThreadsQuery,
} from '#shared/community/forum.ts';
import type { CardKind } from '#shared/community/live-cards.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** Query parameters that name the subject of threads, or of a new one. */
export const SUBJECT_PARAMETERS = {
  platform: 'plateforme',
  client: 'client',
  task: 'tache',
  proof: 'preuve',
  boycott: 'boycott',
} as const satisfies Record<CardKind, string>;

const MEMBER = 'membre';
/** Query parameter of the cursor. */
export const CURSOR_PARAMETER = 'avant';

/** Query parameter of the selection of threads, and its values. */
export const SELECTION_PARAMETER = 'tri';
export const SELECTIONS = {
  unanswered: 'sans-reponse',
  own: 'les-miens',
} as const satisfies Record<ThreadSelection, string>;

/** The selection in an address; null for the latest threads. */
export function parseSelection(query: Readonly<Record<string, string>>): ThreadSelection | null {
  const value = query[SELECTION_PARAMETER];
  return THREAD_SELECTIONS.find((selection) => SELECTIONS[selection] === value) ?? null;
}

export const REPLY_ANCHOR = 'reply';
/** Query parameter of the quoted post. */
export const QUOTED_POST_PARAMETER = 'citer';

/** Query parameter of the title that a moderator looks for, to merge a thread into another. */
export const MERGE_TITLE_PARAMETER = 'titre';
export const MERGE_ANCHOR = 'merge';

/** The page of a thread; the first has no parameter. */
export function threadPageAddress(language: Language, id: string, page: number): string {
  return pathTo(language, 'thread', { id }, { page: page > 1 ? page : undefined });
}

/** The address of a position in a thread, whatever its page. */
export function postPositionAddress(language: Language, id: string, place: number): string {
  return `${threadPageAddress(language, id, threadPageOfPosition(place))}#m${place}`;
}

export function threadSubjectAddress({ kind, key }: ThreadSubject, language: Language): string {
  return kind === 'platform' || kind === 'client'
    ? pathTo(language, kind, { slug: key })
    : pathTo(language, kind, { id: key });
}

export function threadsAboutAddress(language: Language, kind: CardKind, key: string): string {
  return pathTo(language, 'forum', {}, { [SUBJECT_PARAMETERS[kind]]: key });
}

export function newThreadAddress(language: Language, kind: CardKind, key: string): string {
  return pathTo(language, 'newThread', {}, { [SUBJECT_PARAMETERS[kind]]: key });
}

/** The filter of a list of threads: a subject, or an author. */
export type ThreadFilter = {
  readonly name: CardKind | 'member';
  readonly key: string;
  readonly query: ThreadsQuery;
};

/** The filter in an address; null for all threads. */
export function parseThreadFilter(query: Readonly<Record<string, string>>): ThreadFilter | null {
  for (const name of ['platform', 'client', 'task', 'proof', 'boycott', 'member'] as const) {
    const key = query[name === 'member' ? MEMBER : SUBJECT_PARAMETERS[name]];
    if (key !== undefined && key !== '') return { name, key, query: { [name]: key } };
  }
  return null;
}

export function filteredThreadsAddress(
  { name, key }: ThreadFilter,
  language: Language,
  before?: string,
): string {
  const query = {
    [name === 'member' ? MEMBER : SUBJECT_PARAMETERS[name]]: key,
    [CURSOR_PARAMETER]: before,
  };
  return pathTo(language, 'forum', {}, query);
}
