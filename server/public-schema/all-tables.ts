import { MEMBER_AND_AUTHOR_TABLES } from './members-and-authors.ts';
import { BAROMETER_TABLES } from './barometer.ts';
import { BOYCOTT_TIMELINE_TABLES } from './boycott-timeline.ts';
import { BOYCOTT_TRANSLATION_TABLES } from './boycott-translations.ts';
import { BOYCOTT_TABLES } from './boycotts.ts';
import { CLIENT_TABLES } from './clients.ts';
import { EVIDENCE_TABLES } from './evidence.ts';
import { FORUM_TABLES } from './forum.ts';
import { THREAD_MOVE_TABLES } from './thread-moves.ts';
import { JURY_TABLES } from './juries.ts';
import { MODERATION_TABLES } from './moderation.ts';
import { PLATFORM_TABLES } from './platforms.ts';
import { ORGANISER_TEXT_TABLES } from './organiser-texts.ts';
import { PLEDGE_TABLES } from './pledges.ts';
import { MESSAGE_AND_NOTIFICATION_TABLES } from './messages-and-notifications.ts';
import { PUBLICATION_TABLES } from './publication.ts';
import { PROOF_TABLES } from './proofs.ts';
import { SURVEY_TABLES } from './survey.ts';
import { TRANSPARENCY_LOG_TABLES } from './transparency-log.ts';
import { REPLY_DEMAND_AND_ROLE_TABLES } from './replies-demands-roles.ts';
import { REVIEW_TABLES } from './reviews.ts';
import type { PublicTable } from './public-table.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/** All domains that store something of people or publish something. */
const DOMAINS: readonly DomainDeclaration[] = [
  PLATFORM_TABLES,
  CLIENT_TABLES,
  MEMBER_AND_AUTHOR_TABLES,
  EVIDENCE_TABLES,
  REVIEW_TABLES,
  FORUM_TABLES,
  THREAD_MOVE_TABLES,
  // After the posts, since pictures refer to them.
  PROOF_TABLES,
  PUBLICATION_TABLES,
  BAROMETER_TABLES,
  MODERATION_TABLES,
  JURY_TABLES,
  REPLY_DEMAND_AND_ROLE_TABLES,
  BOYCOTT_TABLES,
  ORGANISER_TEXT_TABLES,
  BOYCOTT_TIMELINE_TABLES,
  BOYCOTT_TRANSLATION_TABLES,
  PLEDGE_TABLES,
  SURVEY_TABLES,
  TRANSPARENCY_LOG_TABLES,
  MESSAGE_AND_NOTIFICATION_TABLES,
];

const ALL = DOMAINS.flatMap(({ entries = [] }) => entries);

/** Names of the tables that others refer to, which are restored first. */
const ORDER = [
  'platforms',
  'platform-corrections',
  'clients',
  'tasks',
  'members',
  'authors',
  'findings',
  'cases',
  'decisions',
  'boycotts',
];

/**
 * All public tables, in the order of restoring: what a dump contains, how it is restored, and what
 * the record commits to; and those that were public.
 */
export const PUBLIC_TABLES: readonly PublicTable[] = [
  ...ORDER.flatMap((wanted) => ALL.filter(({ name }) => name === wanted)),
  ...ALL.filter(({ name }) => !ORDER.includes(name)),
];

/** The tables that a dump has a file of. */
export const DUMPED_TABLES: readonly PublicTable[] = PUBLIC_TABLES.filter(
  ({ former }) => former !== true,
);

/** Declarations of private, exported and erased columns, by table name. */
export const TABLE_DECLARATIONS: TableDeclarations = Object.assign(
  {},
  ...DOMAINS.map(({ tables }) => tables),
);
