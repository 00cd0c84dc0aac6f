import type { PublicExcerpt } from '#shared/governance/case-handling.ts';

/** The beginning of a case's subject in a list; nothing of what is hidden. */
export function CaseExcerpt({ excerpt }: { excerpt: PublicExcerpt | null }) {
  if (excerpt === null) return null;
  const { title, text } = excerpt;
  return (
    <p>
      {title === null ? null : <b dir="auto">{title}</b>}
      {title === null || text === null ? null : ' · '}
      {text === null ? null : <span dir="auto">{text}</span>}
    </p>
  );
}
