import type { Calendar } from '#demo/calendar.ts';
import type { Authors } from './authors.ts';
import type { Person } from './people.ts';
import type { Writer } from './writer.ts';

/** The sizes of a community. */
export type Sizes = {
  readonly members: number;
  readonly posts: number;
  readonly payouts: number;
  readonly reviews: number;
  readonly tasks: number;
  readonly clients: number;
};

export type Platform = { readonly id: string; readonly slug: string; readonly name: string };

/** Shared context of a community's parts. */
export type Ground = {
  readonly sizes: Sizes;
  readonly seed: number;
  readonly until: Date;
  readonly calendar: Calendar;
  readonly people: readonly Person[];
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly authors: Authors;
  readonly writer: Writer;
  readonly newId: () => string;
  /** Reports a part's progress. */
  readonly tell: (part: string, done: number, of: number) => void;
};

/** @throws when a planned platform does not exist. */
export function platformOf({ platforms }: Pick<Ground, 'platforms'>, slug: string): Platform {
  const platform = platforms.get(slug);
  if (platform === undefined) throw new Error(`There is no platform ${slug} here.`);
  return platform;
}
