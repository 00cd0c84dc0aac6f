import {
  proofStatementsResponse,
  type ProofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import type { ThreadsResponse } from '#shared/community/forum.ts';
import { parsePayoutCode } from '#shared/evidence/claims.ts';
import { pathTo } from '#shared/core/paths.ts';
import { payoutHistory, type PayoutHistory } from '#shared/evidence/payouts.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { publishedProof, type PublishedProof } from '#shared/evidence/proofs.ts';
import { authorLabel } from '#web/author-label.ts';
import { PictureCoveredNotice } from '#web/evidence/proof-verification/picture-covered-notice.tsx';
import { ProofStatements } from '#web/evidence/proof-verification/proof-statements.tsx';
import { SuspectNotice } from '#web/evidence/manipulation-detection/suspect-notice.tsx';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { usePage } from '#web/page-context.ts';
import { newThreadAddress } from '#web/community/forum/page-addresses.ts';
import { ThreadsSection, findThreadsAbout } from '#web/community/forum/threads-section.tsx';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { Redirect, definePage } from '#web/page.ts';
import { ClaimCodeSection } from '#web/evidence/payouts/claim-code-section.tsx';
import {
  pictureInWords,
  proofInWords,
  verificationInWords,
} from '#web/evidence/payouts/proof-text.ts';
import { ProofHistory } from '#web/evidence/payouts/proof-history.tsx';
import {
  RepliesContext,
  RepliesTo,
  loadRepliesTo,
} from '#web/governance/right-of-reply/replies-to.tsx';
import { proofImagePath } from '#web/site/share/image-path.ts';
import { ShareLink } from '#web/site/share/share-link.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { Section } from '#web/ui/section.tsx';
import { startsWithVowel } from '#web/i18n/elision.ts';

/** The standing whose stamp says what became of a payout. */
const STANDING_OF = {
  paid: 'reliable',
  waiting: 'doubtful',
  'not-paid': 'not-paying',
} as const satisfies Record<PublishedProof['state'], StandingState>;

type Loaded = PublishedProof & {
  readonly statements: ProofStatementsResponse;
  readonly history: PayoutHistory;
  readonly threads: ThreadsResponse;
};

/** One proof, with its picture and others' statements. */
export const proof = definePage({
  sameForVisitors: true,
  load: async (api, { parameters, language }) => {
    const typed = parameters['id'] ?? '';
    const id = parsePayoutCode(typed) ?? typed;
    const address = `/api/payouts/${encodeURIComponent(id)}`;
    const payout = await api.get(address, publishedProof);
    if (id !== typed) return new Redirect(pathTo(language, 'proof', { id }));
    const [statements, history, threads, answers] = await Promise.all([
      api.get(`${address}/voices`, proofStatementsResponse),
      api.get(`${address}/history`, payoutHistory),
      findThreadsAbout(api, 'proof', id),
      loadRepliesTo(api, [`payout/${id}`]),
    ]);
    return { ...payout, statements, history, threads, answers };
  },
  title: (payout, { t }) =>
    t.payouts.proof.title({
      platform: payout.platform.name,
      state: payout.state,
      elided: startsWithVowel(payout.platform.name),
    }),
  // Link previews get a picture of facts, never the screenshot: other sites would keep what is
  // withdrawn here.
  head: (payout, context) => {
    const { t, language } = context;
    const said = proofInWords(payout, context);
    if (payout.hiding !== null) return { description: t.hidden.image, noIndex: true };
    if (payout.covered) return { description: said };
    const title = t.payouts.proof.title({
      platform: payout.platform.name,
      state: payout.state,
      elided: startsWithVowel(payout.platform.name),
    });
    const path = proofImagePath(payout.id, language);
    return { description: said, image: { path, alt: t.gallery.image.alt({ title, facts: said }) } };
  },
  body: (data, page) => {
    const { t } = page;
    const words = t.payouts.proof;
    const { platform } = data;
    return (
      <>
        <Done messages={{ ...t.payouts.done, ...t.checks.done }} />
        <div className="me-head">
          <Tile name={platform.name} size="large" />
          <h1>
            {words.title({
              platform: platform.name,
              state: data.state,
              elided: startsWithVowel(platform.name),
            })}
          </h1>
        </div>
        {data.hiding === null ? (
          <p className="standing-line">
            <StandingStamp
              state={STANDING_OF[data.state]}
              size="small"
              words={proofInWords(data, page)}
            />
          </p>
        ) : null}
        {data.solicited ? <p className="alert">{words.solicited}</p> : null}
        {data.suspect ? <SuspectNotice slug={platform.slug} /> : null}
        <PictureCoveredNotice statements={data.statements} />
        <HiddenContent hiding={data.hiding} mine={data.can.edit} counted>
          <Said payout={data} />
        </HiddenContent>
        {data.hiding === null && data.screenshot !== null ? (
          <ProofStatements statements={data.statements} />
        ) : null}
        {isBare(data) ? null : (
          <div className="two even">
            <Beside payout={data} />
          </div>
        )}
        {data.answers.replies.length === 0 ? null : (
          <Section id="replies" title={t.replies.section} say={t.replies.say}>
            <RepliesContext value={data.answers.replies}>
              <RepliesTo subject={`payout/${data.id}`} />
            </RepliesContext>
          </Section>
        )}
        {data.threads.threads.length === 0 ? null : (
          <ThreadsSection kind="proof" about={data.id} threads={data.threads} />
        )}
        <Acts payout={data} unanswered={data.answers.replies.length === 0} />
      </>
    );
  },
});

/** Without a picture, what stands below it takes its place. */
function isBare({ screenshot, hiding }: PublishedProof): boolean {
  return screenshot === null && hiding === null;
}

/** The history of a proof, and its address to send. */
function Beside({ payout }: { payout: Loaded }) {
  const { language } = usePage();
  const { id, covered, hiding, history } = payout;
  return (
    <>
      <ProofHistory history={history} />
      <ShareLink image={covered || hiding !== null ? null : proofImagePath(id, language)} />
    </>
  );
}

/** What a reader may do about a proof; what has a section of its own has its act there. */
function Acts(props: { payout: Loaded; unanswered: boolean }) {
  const { t, language, href } = usePage();
  const { payout, unanswered } = props;
  const subject = `payout/${payout.id}`;
  return (
    <p className="links">
      {payout.threads.threads.length > 0 ? null : (
        <a href={newThreadAddress(language, 'proof', payout.id)}>{t.forum.section.ask}</a>
      )}
      {unanswered ? (
        <a href={href('reply', {}, { sujet: subject })} rel="nofollow">
          {t.replies.answerThis}
        </a>
      ) : null}
      <a href={href('proofs')}>{t.payouts.proof.all}</a>
      {payout.can.edit ? null : <FlagLink subject={subject} />}
    </p>
  );
}

/** What a proof shows, beside its picture. */
function Said({ payout: data }: { payout: Loaded }) {
  const page = usePage();
  const { t, href } = page;
  const words = t.payouts.proof;
  const { platform, screenshot } = data;
  return (
    <div className="proof-grid">
      <div>
        <Facts payout={data} />
        <p className="note">{words.hiddenSay}</p>
        <ClaimCodeSection payout={data} />
        <p className="buttons">
          <a className="button" href={href('platform', { slug: platform.slug })}>
            {t.platforms.question({ name: platform.name })}
          </a>
          {data.can.edit ? (
            <a className="button second" href={href('editPayout', { id: data.id })}>
              {words.edit}
            </a>
          ) : null}
        </p>
      </div>
      <div>
        {screenshot === null ? (
          isBare(data) ? (
            <div className="beside-slip">
              <ProofStatements statements={data.statements} />
              <Beside payout={data} />
            </div>
          ) : null
        ) : (
          <figure className="reading">
            <img
              src={screenshot.reading.url}
              width={screenshot.reading.width}
              height={screenshot.reading.height}
              alt={pictureInWords(data, page)}
              // React preloads eager images, also of a closed <details>.
              loading={data.hiding === null ? 'eager' : 'lazy'}
              decoding="async"
            />
            <figcaption>{verificationInWords(data, page)}</figcaption>
          </figure>
        )}
      </div>
    </div>
  );
}

function Facts({ payout }: { payout: PublishedProof }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.payouts.proof;
  const { amount, month } = payout;
  const rows: readonly (readonly [string, string | null])[] = [
    [words.state, t.payouts.proofStates[payout.state]],
    [
      words.amount,
      amount === null ? null : words.about({ amount: format.money(amount.minor, amount.currency) }),
    ],
    [words.asked, month === null ? null : format.month(month)],
    [words.by, authorLabel(payout.author, t)],
    [words.picture, payout.screenshot === null ? verificationInWords(payout, page) : null],
  ];
  return (
    <section className="slip" aria-label={words.facts}>
      <header>{payout.platform.name}</header>
      <dl>
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div className="row" key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
