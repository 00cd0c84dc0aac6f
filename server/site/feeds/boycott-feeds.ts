import { col, statement, type Sql, type RowOf } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { FEED_SIZE } from './queries.ts';
import { latestFirst, type Feed, type FeedEntry } from './write-atom.ts';

/** Kinds of log entries that a boycott's feed shows, without the prefix `boycott-`. */
const STEPS = [
  'proposed',
  'changed',
  'debated',
  'pledging',
  'reached',
  'on',
  'failed',
  'ended',
  'outcome-said',
  'looked-back',
] as const;
export type BoycottSteps = RowOf<ReturnType<typeof stepsOf>>[];

// Time of the last change of a feed without a boycott: any fixed moment will do.
const BEGINNING = '2026-01-01T00:00:00Z';

/** The latest steps of all boycotts, or of those on a platform. */
export async function findBoycottSteps(sql: Sql, platform: string | null): Promise<BoycottSteps> {
  return sql(ALL, [platform, KINDS]);
}

/**
 * The steps of one boycott.
 * @throws AppError not-found, also when a decision hides it.
 */
export async function findStepsOfBoycott(
  sql: Sql,
  boycott: string,
): Promise<{ id: string; title: string; steps: BoycottSteps }> {
  const [row] = await sql(
    statement(
      { id: col.text, title: col.text },
      `SELECT b.id, b.title FROM boycott b WHERE b.id = $1 AND ${isBoycottVisibleSql('b')}`,
    ),
    [boycott],
  );
  return { ...requireFound(row), steps: await sql(stepsOf('b.id = $1'), [boycott, KINDS]) };
}

export function boycottsFeed(steps: BoycottSteps, language: Language): Feed {
  return {
    title: messagesFor(language).boycotts.title,
    self: feedPath('boycotts', {}, language),
    page: pathTo(language, 'boycotts'),
    since: BEGINNING,
    entries: latestFirst(steps.map((step) => toStepEntry(step, language))),
  };
}

export function boycottFeed(
  boycott: { id: string; title: string; steps: BoycottSteps },
  language: Language,
): Feed {
  const parameters = { id: boycott.id };
  return {
    title: messagesFor(language).inbox.feeds.boycott({ title: boycott.title }),
    self: feedPath('boycott', parameters, language),
    page: pathTo(language, 'boycott', parameters),
    since: BEGINNING,
    entries: latestFirst(boycott.steps.map((step) => toStepEntry(step, language))),
  };
}

export function toStepEntry(
  { boycott, title, step, on, mark }: BoycottSteps[number],
  language: Language,
): FeedEntry {
  const words = messagesFor(language).inbox.feeds;
  return {
    subject: `boycott/${boycott}/${mark}`,
    title: words.boycottStep({ title, step: words.boycottSteps[step] }),
    updated: `${on}T00:00:00Z`,
    path: pathTo(language, 'boycott', { id: boycott }),
  };
}

const KINDS = STEPS.map((step) => `boycott-${step}`);

/**
 * SQL: the latest log entries on boycotts `b` that match the condition `which`, whose parameter is $1;
 * $2 are the kinds of entries.
 */
function stepsOf(which: string) {
  return statement(
    {
      boycott: col.text,
      title: col.text,
      step: col.oneOf(STEPS),
      on: col.text,
      /** Distinguishes several changes of one boycott. */
      mark: col.text,
    },
    `
  SELECT b.id AS boycott, b.title, replace(e.kind, 'boycott-', '') AS step, e.day::text AS "on",
         left(e.commitment, 16) AS mark
    FROM (SELECT * FROM boycott b WHERE ${which} AND ${isBoycottVisibleSql('b')}
           ORDER BY b.proposed_at DESC, b.id DESC LIMIT ${FEED_SIZE}) b
    JOIN record_entry e ON e.subject = 'boycott/' || b.id
   WHERE e.kind = ANY($2::text[]) ORDER BY e.id DESC LIMIT ${FEED_SIZE}`,
  );
}

const ALL = stepsOf(
  '($1::text IS NULL OR b.platform_id = (SELECT id FROM platform WHERE slug = $1))',
);
