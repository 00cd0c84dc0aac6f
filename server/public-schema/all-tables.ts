import { MEMBERS_AND_AUTHORS } from './members-and-authors.ts';
import { BOYCOTTS } from './boycotts.ts';
import { CLIENTS } from './clients.ts';
import { EVIDENCE } from './evidence.ts';
import { FORUM } from './forum.ts';
import { JURIES } from './juries.ts';
import { MODERATION } from './moderation.ts';
import { PLATFORMS } from './platforms.ts';
import { PLEDGES } from './pledges.ts';
import { MESSAGES_AND_NOTIFICATIONS } from './messages-and-notifications.ts';
import { PROOFS } from './proofs.ts';
import { TRANSPARENCY_LOG } from './transparency-log.ts';
import { REPLIES_DEMANDS_ROLES } from './replies-demands-roles.ts';
import { REVIEWS } from './reviews.ts';
import type { PublicTable } from './public-table.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/** All domains that store something of people or publish something. */
const DOMAINS: readonly DomainDeclaration[] = [
  PLATFORMS,
  CLIENTS,
  MEMBERS_AND_AUTHORS,
  EVIDENCE,
  REVIEWS,
  PROOFS,
  FORUM,
  MODERATION,
  JURIES,
  REPLIES_DEMANDS_ROLES,
  BOYCOTTS,
  PLEDGES,
  TRANSPARENCY_LOG,
  MESSAGES_AND_NOTIFICATIONS,
];

const ALL = DOMAINS.flatMap(({ entries = [] }) => entries);

/** Entries that others refer to, first. */
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
 * Everything public, table by table, in the order of restoring: what a dump contains, how it is
 * restored, and what the record commits to.
 */
export const PUBLIC_TABLES: readonly PublicTable[] = [
  ...ORDER.flatMap((wanted) => ALL.filter(({ name }) => name === wanted)),
  ...ALL.filter(({ name }) => !ORDER.includes(name)),
];

/** What is private, exported and blurred, by the name of the table. */
export const TABLE_DECLARATIONS: TableDeclarations = Object.assign(
  {},
  ...DOMAINS.map(({ tables }) => tables),
);
