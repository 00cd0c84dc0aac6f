import type { CaseSubjectContent, SubjectPage } from '#shared/governance/case-handling.ts';

/** How cases load, show and hide a kind of content; SQL refers to its row as `t`. */
export type FlaggableContent = {
  /** The table, with a column `hidden_by`. */
  readonly table: string;
  /** SQL: joins after `t`, and after its author `a`, if it has one. */
  readonly joins?: string;
  /** SQL: whether the content still exists, for rows that are kept after a withdrawal. */
  readonly there?: string;
  /** SQL: whether others see it yet; until then only its author withdraws it. */
  readonly shown?: string;
  /** How the row refers to its author: by `author_id`, by `member_id`, or not at all. */
  readonly by: 'author' | 'member' | null;
  /** SQL: the id of the platform that it belongs to; `client` and `task` likewise. */
  readonly platform?: string;
  readonly client?: string;
  readonly task?: string;
  /** SQL: the id of the client that it is about, if no figure of that client counts it. */
  readonly about?: string;
  /** Whether figures of its platform, client and task count it. */
  readonly moves: boolean;
  /** SQL: what decision makers see of it, published values only, and the page that it is on. */
  readonly shows: Readonly<
    Partial<Record<Exclude<keyof CaseSubjectContent, 'pictures'>, string>>
  > & {
    readonly place: string;
  };
  /** The foreign key of `screenshot` that its pictures refer to it by. */
  readonly pictures?: 'payout_id' | 'incident_id' | 'post_id';
};

const place = (page: SubjectPage['page'], key: string): string =>
  `json_build_object('page', '${page}', 'key', ${key})`;

const PLATFORM_SLUG = '(SELECT p.slug FROM platform p WHERE p.id = t.platform_id)';

/** SQL: the page that a subject is on, as JSON: its own, or that of its platform or client. */
export const PAGE_OF_CONTENT_SQL = {
  alone: (page: SubjectPage['page']): string => place(page, 't.id'),
  boycott: place('boycott', 't.boycott_id'),
  boycottTranslations: place('boycottTranslations', 't.boycott_id'),
  platform: place('platform', PLATFORM_SLUG),
  platformReviews: place('platformReviews', PLATFORM_SLUG),
  platformAbout: place('platformAbout', PLATFORM_SLUG),
  platformRevisions: place(
    'platformRevisions',
    '(SELECT p.slug FROM platform p WHERE p.id = r.platform_id)',
  ),
  client: place(
    'client',
    `(SELECT r.slug FROM client c
  JOIN client r ON r.id = c.root_id WHERE c.id = t.client_id)`,
  ),
} as const;
