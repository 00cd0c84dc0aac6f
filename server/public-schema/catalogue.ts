import { AUTHOR_ENTRIES, AUTHOR_TABLES } from './authors.ts';
import { BOYCOTT_ENTRIES, BOYCOTT_TABLES } from './boycotts.ts';
import { CLIENT_ENTRIES, CLIENT_TABLES } from './clients.ts';
import { EVIDENCE_ENTRIES, EVIDENCE_TABLES } from './evidence.ts';
import { FORUM_ENTRIES, FORUM_TABLES } from './forum.ts';
import { MODERATION_ENTRIES, MODERATION_TABLES } from './moderation.ts';
import { PLATFORM_ENTRIES, PLATFORM_TABLES } from './platforms.ts';
import { PLEDGE_ENTRIES } from './pledges.ts';
import { PROOF_ENTRIES, PROOF_TABLES } from './proofs.ts';
import { RECORD_ENTRIES, RECORD_TABLES } from './record.ts';
import { REGISTER_ENTRIES, REGISTER_TABLES } from './registers.ts';
import { REVIEW_ENTRIES, REVIEW_TABLES } from './reviews.ts';
import { LETTER_TABLES } from './private.ts';
import type { Entry } from './entry.ts';
import type { Tables } from './table.ts';

const ALL = [
  ...PLATFORM_ENTRIES,
  ...CLIENT_ENTRIES,
  ...AUTHOR_ENTRIES,
  ...EVIDENCE_ENTRIES,
  ...REVIEW_ENTRIES,
  ...PROOF_ENTRIES,
  ...FORUM_ENTRIES,
  ...MODERATION_ENTRIES,
  ...REGISTER_ENTRIES,
  ...BOYCOTT_ENTRIES,
  ...PLEDGE_ENTRIES,
  ...RECORD_ENTRIES,
];

/** Entries that others refer to, first. */
const ORDER = [
  'platforms',
  'platform-corrections',
  'correction-disputes',
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
export const TABLES: Tables = Object.assign(
  {},
  PLATFORM_TABLES,
  CLIENT_TABLES,
  AUTHOR_TABLES,
  EVIDENCE_TABLES,
  REVIEW_TABLES,
  PROOF_TABLES,
  FORUM_TABLES,
  MODERATION_TABLES,
  REGISTER_TABLES,
  BOYCOTT_TABLES,
  LETTER_TABLES,
  RECORD_TABLES,
);
