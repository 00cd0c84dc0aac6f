import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { BoycottActionLinks } from '#web/collective/boycotts/boycott-action-links.tsx';
import { SecondBoycottForm } from '#web/collective/boycotts/second-boycott-form.tsx';
import { BoycottBallots } from '#web/collective/boycotts/ballots.tsx';
import {
  BoycottDemand,
  BoycottEndsWhen,
  BoycottReasons,
} from '#web/collective/boycotts/boycott-call-text.tsx';
import { CheckInCounts } from '#web/collective/pledges/check-in-counts.tsx';
import { EvidenceBeforeAndSince } from '#web/collective/boycotts/evidence-before-and-since.tsx';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { BoycottTimeline } from '#web/collective/boycott-timeline/boycott-timeline.tsx';
import { SameDemand } from '#web/collective/boycott-timeline/same-demand.tsx';
import { OrganiserContactSection } from '#web/collective/organiser-contact/organiser-contact.tsx';
import { OrganiserMessages } from '#web/collective/organiser-messages/organiser-messages.tsx';
import { OrganiserList } from '#web/collective/organisers/organiser-list.tsx';
import { PledgeWidget } from '#web/collective/pledges/pledge-widget.tsx';
import { PledgePrivacySummary } from '#web/collective/pledges/pledge-privacy-summary.tsx';
import { PledgeProgress } from '#web/collective/pledges/pledge-progress.tsx';
import { boycottInLanguage } from '#web/collective/boycott-translations/in-language.ts';
import { OrganiserWords } from '#web/collective/boycott-translations/organiser-text.tsx';
import { TranslationNote } from '#web/collective/boycott-translations/translation-note.tsx';
import { BoycottStamp } from '#web/collective/boycotts/boycott-stamp.tsx';
import { BoycottSummary } from '#web/collective/boycotts/boycott-summary.tsx';
import {
  isOutcomeVoted,
  boycottStateInWords,
  boycottDeclaration,
  boycottTitleOf,
  partakingTitle,
} from '#web/collective/boycotts/boycott-text.ts';
import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { TranslationOffer } from '#web/community/forum/other-language.tsx';
import { loadFollowing } from '#web/community/inbox/load-following.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { definePage } from '#web/page.ts';
import { boycottImagePath } from '#web/site/share/image-path.ts';
import { Icon } from '#web/ui/icon.tsx';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { UserText } from '#web/ui/user-text.tsx';

/** One boycott: target and reasons, what taking part means, its state and next step. */
export const boycott = definePage({
  sameForVisitors: true,
  paintsFirst: 'boycott',
  load: async (api, request) => {
    const loaded = await loadBoycott(api, request);
    const following = await loadFollowing(api, request.viewer, 'boycott', loaded.boycott.id);
    return { ...loaded, following };
  },
  title: ({ boycott: one }, { t, language }) => boycottTitleOf(boycottInLanguage(one, language), t),
  head: ({ boycott: one }, { t, language }) => ({
    description: `${boycottDeclaration(one, t)} ${boycottStateInWords(one, t)}`,
    // Until somebody seconds it, a call is one person's claim against a named party.
    noIndex: one.hiding !== null || one.withdrawn || isNobodys(one),
    ...(one.hiding === null && !one.withdrawn
      ? {
          feed: feedPath('boycott', { id: one.id }, language),
          image: {
            path: boycottImagePath(one.id, language),
            alt: t.boycotts.share.imageAlt({ title: boycottInLanguage(one, language).title }),
          },
        }
      : {}),
  }),
  body: ({ boycott: original, following }, { t, href, language }) => {
    const one = boycottInLanguage(original, language);
    const writtenIn = useTextLanguage();
    const { quarters, state, pledged, effect, hiding, withdrawn } = one;
    // On a wide screen, beside what is longer: the quarters, or else the summary.
    const partaking = withdrawn ? null : <Partaking boycott={one} />;
    const hasDays = state === 'on' || (state === 'ended' && one.checkIns.length > 0);
    // A title alone is often too short to tell its language.
    const said = withdrawn ? null : `${one.title} ${one.grievance}`;
    const other = writtenIn(said);
    // Nothing of these is what the proposer wrote: a hidden text leaves them.
    const figures = (
      <>
        {hasDays ? <CheckInCounts days={one.checkIns} /> : null}
        {effect === null ? null : <EvidenceBeforeAndSince effect={effect} />}
        {state === 'failed' || state === 'ended' ? null : (
          <PledgePrivacySummary open={state === 'pledging'} />
        )}
      </>
    );
    return (
      <>
        <Done messages={{ ...t.boycotts.done, ...t.inbox.follow.done }} />
        <HiddenContent hiding={hiding}>
          <p className="boycott-about">
            <Tile name={one.platform.name} size="small" />
            <span>
              <About boycott={one} />
            </span>
          </p>
          <h1>
            <bdi lang={other}>{boycottTitleOf(one, t)}</bdi>
            <LanguageMark text={said} />
          </h1>
          {other === undefined ? null : (
            <TranslationOffer from={other} say={t.boycotts.one.writtenIn[other]} />
          )}
          <TranslationNote boycott={original} />
          <div className="platform-grid">
            <div>
              <BoycottStamp boycott={one} />
              {state === 'ended' && one.outcome !== 'unsaid' && !isOutcomeVoted(one) ? (
                <p className="note">{t.boycotts.one.saidBy}</p>
              ) : null}
              <p className="answer">
                <strong>{boycottDeclaration(one, t)}</strong>{' '}
                {state === 'pledging' && !one.reached
                  ? t.boycotts.screen.lead({ goal: one.threshold, days: one.onDays })
                  : boycottStateInWords(one, t)}
                {state === 'on' && pledged !== null
                  ? ` ${t.boycotts.screen.pledged({ count: pledged, goal: one.threshold })}`
                  : null}
              </p>
              {withdrawn ? null : <BoycottDemand boycott={one} />}
              {state === 'pledging' && quarters !== null ? (
                <PledgeProgress
                  quarters={quarters}
                  threshold={one.threshold}
                  until={one.stepEndsAt}
                />
              ) : null}
              <ToPledge boycott={one} />
              {state === 'pledging' ? (
                <p className="boycott-who">
                  {t.boycotts.screen.who}{' '}
                  <a href={href('sealedPledge')}>{t.boycotts.screen.whoLink}</a>
                </p>
              ) : null}
              {state === 'pledging' ? null : partaking}
              {withdrawn ? <p className="aside">{t.boycotts.one.withdrawnSay}</p> : null}
            </div>
            <div>
              <BoycottSummary boycott={one} />
              {state === 'pledging' ? partaking : null}
            </div>
          </div>
          <Outcome boycott={one} />
          {hiding === null || state === 'pledging' ? <PledgeWidget boycott={one} /> : null}
          <OrganiserMessages boycott={one} />
          <OrganiserContactSection boycott={one} />
          <OrganiserList boycott={one} />
          <SecondBoycottForm boycott={one} />
          <div className={withdrawn ? undefined : 'two even'}>
            {withdrawn ? null : <BoycottReasons boycott={one} />}
            <div>
              <div className="folds">
                {withdrawn ? null : <BoycottEndsWhen boycott={one} />}
                <BoycottTimeline boycott={one} />
                <SameDemand boycott={one} />
                {hiding === null ? figures : null}
              </div>
            </div>
          </div>
        </HiddenContent>
        {/* Pledgers can still vote if a decision hides its text. */}
        {hiding === null || state === 'pledging' ? null : <PledgeWidget boycott={one} />}
        <BoycottBallots boycott={one} />
        {hiding === null ? null : <div className="folds">{figures}</div>}
        <BoycottActionLinks boycott={one} following={following} />
      </>
    );
  },
});

function About({ boycott: one }: { boycott: BoycottResponse }) {
  const { t, href } = usePage();
  const words = t.boycotts.one;
  const { platform, client, task, proposer, pace } = one;
  return (
    <>
      <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
      {client === null ? null : (
        <>
          {' · '}
          <a href={href('client', { slug: client.slug })}>
            <bdi>{client.name}</bdi>
          </a>
        </>
      )}
      {task === null ? null : (
        <>
          {' · '}
          <a href={href('task', { id: task.id })}>
            <bdi>{task.title}</bdi>
          </a>
        </>
      )}
      {' · '}
      {proposer === null ? (
        one.withdrawn ? (
          words.proposerWithdrew
        ) : (
          words.proposerGone
        )
      ) : (
        <>
          {words.proposedBy}{' '}
          <a href={href('member', { pseudonym: proposer })}>
            <bdi>{proposer}</bdi>
          </a>
        </>
      )}
      {pace === 'fast' ? ` · ${t.boycotts.fast}` : null}
    </>
  );
}

/** Whether only its proposer supports a call. */
function isNobodys({ state, failedAt }: BoycottResponse): boolean {
  return state === 'proposed' || failedAt === 'proposed';
}

/** The act of the page: above the bar of a phone, in the flow on a wide screen. */
function ToPledge({ boycott: { state, can } }: { boycott: BoycottResponse }) {
  const { t } = usePage();
  const { one, screen } = t.boycotts;
  const isPledging = state === 'pledging' && (can.pledge === null || can.pledge === 'signed-out');
  if (!isPledging && state !== 'on') return null;
  return (
    <nav className="dock" aria-label={one.acts}>
      <a className="button" href="#pledge">
        <Icon name="envelope" />
        {isPledging ? screen.toPledge : one.toOwn}
      </a>
    </nav>
  );
}

/** The behaviour that a pledge promises, word for word. */
function Partaking({ boycott }: { boycott: BoycottResponse }) {
  const { t, href } = usePage();
  const words = t.boycotts.one;
  const { id, state, partaking } = boycott;
  const isPledged = state === 'on' || state === 'failed' || state === 'ended';
  return (
    <section className="boycott-do" aria-labelledby="do">
      <h2 id="do" className="kicker">
        {isPledged ? partakingTitle(boycott, t) : t.boycotts.screen.vow}
      </h2>
      <UserText text={partaking} />
      {state === 'on' ? (
        <p>
          {words.join} <a href={href('shareBoycott', { id })}>{words.share}</a>
        </p>
      ) : null}
    </section>
  );
}

/** The proposer's statements after the end of a boycott. */
function Outcome({ boycott }: { boycott: BoycottResponse }) {
  const words = usePage().t.boycotts.one;
  const texts = [
    ['outcome', words.outcome, boycott.outcomeText],
    ['look-back', words.lookBack, boycott.lookBack],
  ] as const;
  return texts.map(([part, title, text]) =>
    text === null || text === '' ? null : (
      <Section key={part} title={title}>
        <OrganiserWords boycott={boycott} of={{ part, message: null }} text={text} />
      </Section>
    ),
  );
}
