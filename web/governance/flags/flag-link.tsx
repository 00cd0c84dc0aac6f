import { usePage } from '#web/page-context.ts';

/**
 * Link to the form that flags a subject, named `kind/id` as in shared/governance/cases.ts; for a moderator
 * also to its case.
 */
export function FlagLink({ subject }: { subject: string }) {
  const { t, href, viewer } = usePage();
  return (
    <>
      <a className="flag-link" rel="nofollow" href={href('flag', {}, { about: subject })}>
        {t.moderation.flag.link}
      </a>
      {viewer?.moderator === true ? (
        <>
          {' '}
          <a className="flag-link" href={`${href('moderation', {}, { about: subject })}#own`}>
            {t.moderation.desk.link}
          </a>
        </>
      ) : null}
    </>
  );
}
