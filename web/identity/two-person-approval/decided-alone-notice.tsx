import { usePage } from '#web/page-context.ts';

/** Notice that one person decided, with the link to reverse it if possible. */
export function DecidedAloneNotice({ act }: { act: string | null }) {
  const { t, href } = usePage();
  const words = t.acts;
  if (act === null) return <span className="tag">{words.alone}</span>;
  return (
    <>
      <span className="tag">{words.alone}</span>{' '}
      <a href={href('act', { id: act })}>{words.reverse}</a>
    </>
  );
}
