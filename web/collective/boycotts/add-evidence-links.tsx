import { usePage } from '#web/page-context.ts';

export function AddEvidenceLinks({ platform }: { platform?: string }) {
  const { t, href } = usePage();
  const words = t.boycotts.pledge.whyLinks;
  const about = { plateforme: platform };
  return (
    <p className="links">
      <a href={href('reportPayout', {}, about)}>{words.payout}</a>
      <a href={href('reportTask', {}, about)}>{words.task}</a>
      <a href={href('privateEvidence', {}, about)}>{words.private}</a>
    </p>
  );
}
