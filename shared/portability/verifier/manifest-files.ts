import { FIGURE_FILES } from '#shared/portability/figure-files.ts';
import type { Fault } from './faults.ts';
import type { VerifiedManifest } from './read-dump.ts';

/** The files of `whole/`, without ending. */
export const ROW_FILES = [
  'appeals',
  'authors',
  'barometer-editions',
  'boycott-act-hashes',
  'boycott-acts',
  'boycott-ballots',
  'boycott-events',
  'boycott-keys',
  'boycott-links',
  'boycott-organisers',
  'boycott-pledges',
  'boycott-translations',
  'boycott-versions',
  'boycotts',
  'cases',
  'check-opinions',
  'client-changes',
  'client-figures',
  'client-guesses',
  'client-reviews',
  'clients',
  'correction-disputes',
  'decisions',
  'domain-proofs',
  'established-turns',
  'fact-disputes',
  'findings',
  'forum-categories',
  'incidents',
  'juries',
  'legal-demands',
  'members',
  'old-addresses',
  'old-forums',
  'organiser-contacts',
  'organiser-messages',
  'payouts',
  'pictures',
  'platform-corrections',
  'platform-days',
  'platform-figures',
  'platforms',
  'post-versions',
  'posts',
  'proof-checks',
  'proof-voices',
  'record-checkpoints',
  'record-cosignatures',
  'record-entries',
  'record-logs',
  'record-pending',
  'replies',
  'reviews',
  'roles',
  'slips',
  'solidarity-funds',
  'standing-changes',
  'survey-figures',
  'surveys',
  'tasks',
  'thread-decisions',
  'thread-moves',
  'threads',
  'watched-words',
] as const;

const FILES = [
  ...ROW_FILES.map((name) => `whole/${name}.jsonl`),
  ...Object.keys(FIGURE_FILES).map((name) => `figures/${name}.csv`),
];

/** Whether a dump has a file: one of an older format may lack it. */
export function hasFile({ files }: VerifiedManifest, path: string): boolean {
  return files.some((file) => file.path === path);
}

/**
 * Reports files that a dump of the current format lacks: without them the checks that read them would
 * find nothing. A forged older version is found elsewhere: its leaves commit to more than that format
 * has.
 */
export function checkMissingFiles(manifest: VerifiedManifest): Fault[] {
  if (manifest.isOlder) return [];
  return [
    ...FILES.filter((path) => !hasFile(manifest, path)).map((name): Fault => ({
      code: 'file-missing',
      name,
    })),
    ...(manifest.stale === undefined
      ? [{ code: 'file-missing', name: 'manifest.json', detail: 'stale' } as const]
      : []),
  ];
}
