import { ACCOUNTS } from './members-and-authors.ts';
import { BOYCOTTS } from './boycotts.ts';
import { CLIENTS } from './clients.ts';
import { EVIDENCE } from './evidence.ts';
import { FORUM } from './forum.ts';
import { MODERATION } from './moderation.ts';
import { PLATFORMS } from './platforms.ts';
import { PLEDGES } from './pledges.ts';
import { PRIVATE } from './messages-and-notifications.ts';
import { PROOFS } from './proofs.ts';
import { RECORD } from './transparency-log.ts';
import { REGISTERS } from './replies-demands-roles.ts';
import { REVIEWS } from './reviews.ts';
import type { Entry } from './public-table.ts';
import type { Domain, Tables } from './table-declaration.ts';

/** All domains that store something of people or publish something. */
const DOMAINS: readonly Domain[] = [
  PLATFORMS,
  CLIENTS,
  ACCOUNTS,
  EVIDENCE,
  REVIEWS,
  PROOFS,
  FORUM,
  MODERATION,
  REGISTERS,
  BOYCOTTS,
  PLEDGES,
  RECORD,
  PRIVATE,
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
export const CATALOGUE: readonly Entry[] = [
  ...ORDER.flatMap((wanted) => ALL.filter(({ name }) => name === wanted)),
  ...ALL.filter(({ name }) => !ORDER.includes(name)),
];

/** What is private, exported and blurred, by the name of the table. */
export const TABLES: Tables = Object.assign({}, ...DOMAINS.map(({ tables }) => tables));
