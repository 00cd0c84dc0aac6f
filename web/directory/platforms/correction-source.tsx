import { Fragment } from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"]+)/i;

/** The source of a correction: a member's sentence with links, marked as unendorsed. */
export function CorrectionSource({ text }: { text: string }) {
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
