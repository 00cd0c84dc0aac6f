import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Link to the form that flags a subject, named `kind/id` as in shared/governance/cases.ts. */
export function FlagLink({ subject }: { subject: string }) {
  const { t, language } = usePage();
  return (
    <a className="flag-link" rel="nofollow" href={pathTo(language, 'flag', {}, { about: subject })}>
      {t.moderation.flag.link}
    </a>
  );
}
