import type { PageName } from '#shared/core/paths.ts';

/** A section of a legal page: heading, anchor, sentences, points, links. */
export type Section = {
  /** Used in addresses: never changes. */
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly points?: readonly string[];
  readonly link?: { readonly page: PageName; readonly label: string };
};
