import { Fragment, type ReactNode } from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"]+)/i;

/** Where a correction comes from: a sentence of a member's, its addresses linked, never endorsed. */
export function Source({ text }: { text: string }): ReactNode {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 && URL.canParse(part) ? (
      <a key={index} href={part} rel="nofollow ugc noopener noreferrer">
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
