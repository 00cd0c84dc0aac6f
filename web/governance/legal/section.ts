import type { PageName } from '#shared/core/paths.ts';

/** One part of a legal page: a heading with an anchor, sentences, points, where to go from there. */
export type Section = {
  /** Stands in addresses: never changed. */
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly points?: readonly string[];
  readonly link?: { readonly page: PageName; readonly label: string };
};
