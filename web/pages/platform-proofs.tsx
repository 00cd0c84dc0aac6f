import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { proofsResponse, type ProofsResponse } from '#shared/evidence/proofs.ts';
import { loadPlatform, tabHead, tabTitle } from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabPage } from '#web/directory/platforms/platform-tabs.tsx';
import { ProofCards } from '#web/evidence/payouts/proof-card.tsx';
import { definePage } from '#web/page.ts';

const SHOWN = 12;

type Data = { platform: PlatformResponse; proofs: ProofsResponse };

/** A platform's latest proofs, and the way to all. */
export const platformProofs = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters }) => {
    const slug = parameters['slug'] ?? '';
    const [platform, proofs] = await Promise.all([
      loadPlatform(api, slug),
      api.get(`/api/payouts?platform=${encodeURIComponent(slug)}&limit=${SHOWN}`, proofsResponse),
    ]);
    return { platform, proofs };
  },
  title: ({ platform }, context) => tabTitle('proofs', platform, context),
  head: ({ platform }, context) => tabHead('proofs', platform, context),
  body: ({ platform, proofs: { payouts, next } }, { t, href }) => {
    const words = t.answer.proofs;
    const { slug } = platform;
    return (
      <PlatformTabPage platform={platform} tab="proofs">
        <p className="say">{words.say}</p>
        {payouts.length === 0 ? <p>{words.none}</p> : <ProofCards payouts={payouts} />}
        {next === null ? null : (
          <p>
            <a
              className="button second"
              href={href('proofs', {}, { type: 'all', plateforme: slug })}
            >
              {words.seeAll}
            </a>
          </p>
        )}
        <p className="more">
          <a href={href('reportPayout', {}, { plateforme: slug })}>{words.add}</a>
        </p>
      </PlatformTabPage>
    );
  },
});
