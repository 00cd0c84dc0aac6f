import { usePage } from '#web/page-context.ts';

/** Link to the form that flags a subject, named `kind/id` as in shared/governance/cases.ts. */
export function FlagLink({ subject }: { subject: string }) {
  const { t, href } = usePage();
  return (
    <a className="flag-link" rel="nofollow" href={href('flag', {}, { about: subject })}>
      {t.moderation.flag.link}
    </a>
  );
}
