import type { ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';

const OFFERS = ['received', 'waiting', 'refused', 'incident'] as const;

/** After a post that mentions a payout: the prefilled form to declare it. */
export function EvidenceOffer({ thread }: { thread: ThreadResponse }) {
  const { t, href, query } = usePage();
  const offer = OFFERS.find((one) => one === query['offer']);
  if (offer === undefined) return null;
  const words = t.forum.offer;
  const plateforme = thread.subject?.kind === 'platform' ? thread.subject.key : undefined;
  const path =
    offer === 'incident'
      ? href('reportIncident', {}, { plateforme })
      : href('reportPayout', {}, { plateforme, outcome: offer });
  return (
    <div className="aside offer">
      <p>
        <b>{words.title[offer]}</b>
      </p>
      <p>
        {words.say} {words.hidden}
      </p>
      <p>
        <a className="button" href={path}>
          {words.send[offer]}
        </a>
      </p>
    </div>
  );
}
