import { usePage } from '#web/page-context.ts';

/** Notice beside a post that it does not count for now, and why. */
export function SuspectNotice({ slug }: { slug: string }) {
  const { t, href } = usePage();
  return (
    <p className="alert">
      {t.campaigns.proof}{' '}
      <a href={`${href('platformAbout', { slug })}#findings`}>{t.campaigns.why}</a>
    </p>
  );
}
