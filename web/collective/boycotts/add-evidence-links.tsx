import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Links to add evidence on a platform, if one is given. */
export function AddEvidenceLinks({ platform }: { platform?: string }) {
  const { t, language } = usePage();
  const words = t.boycotts.pledge.whyLinks;
  const about = { plateforme: platform };
  return (
    <p className="links">
      <a href={pathTo(language, 'reportPayout', {}, about)}>{words.payout}</a>
      <a href={pathTo(language, 'reportTask', {}, about)}>{words.task}</a>
      <a href={pathTo(language, 'privateEvidence', {}, about)}>{words.private}</a>
    </p>
  );
}
