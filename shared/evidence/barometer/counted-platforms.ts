import { FIGURE_MIN_MEMBERS } from '#shared/evidence/tasks.ts';

/** What a platform's public figures rested on as a month began and as it ended. */
export type PlatformMonth = {
  readonly platformId: string;
  /** Reports that counted before the month. */
  readonly before: number;
  /** Established members who had told what an hour brings, by the beginning and by the end of the month. */
  readonly establishedBefore: number;
  readonly establishedAfter: number;
};

/**
 * Whether an edition counts the task reports of a platform: only where the platform's own figures were
 * public as the month began, or rested on no report, and as it ended. Their difference is the month then;
 * an edition less such platforms would else leave the few who report on one that is too small for figures.
 */
export function countsInEdition(platform: PlatformMonth): boolean {
  const { before, establishedBefore, establishedAfter } = platform;
  return (
    establishedAfter >= FIGURE_MIN_MEMBERS &&
    (before === 0 || establishedBefore >= FIGURE_MIN_MEMBERS)
  );
}
