import { appealResponse, type AppealResponse } from '#shared/governance/appeals.ts';
import { decisionResponse, type DecisionResponse } from '#shared/governance/case-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { PublicAppeals } from '#web/governance/appeals/public-appeals.tsx';
import { AppealLink } from '#web/governance/appeals/appeal-link.tsx';
import {
  measureInWords,
  measureScopeInWords,
} from '#web/governance/case-decisions/measure-words.ts';
import { factsInWords } from '#web/governance/case-decisions/facts-in-words.ts';
import { MeasureStamp } from '#web/governance/case-decisions/measure-stamp.tsx';
import { NextWork } from '#web/governance/cases/next-work.tsx';
import { subjectPath } from '#web/governance/cases/subject-path.ts';
import { subjectKindInWords, ruleInWords } from '#web/governance/cases/case-text.ts';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** A decision, with the viewer's right to appeal against it; `appeal` is null for visitors. */
type Data = { made: DecisionResponse; appeal: AppealResponse | null };

/** One decision with its statement of reasons, for the public. */
export const decision = definePage<Data>({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async (api, { parameters, viewer }) => {
    const path = `/api/decisions/${encodeURIComponent(parameters['id'] ?? '')}`;
    return {
      made: await api.get(path, decisionResponse),
      appeal: viewer === null ? null : await api.get(`${path}/appeal`, appealResponse),
    };
  },
  title: ({ made }, { t }) =>
    t.moderation.decision.title({ kind: subjectKindInWords(made.about, t) }),
  body: ({ made, appeal }, { t, format, href }) => {
    const words = t.moderation.decision;
    return (
      <>
        <Done messages={t.moderation.done} />
        <NextWork after={['decided']} />
        <h1>{words.title({ kind: subjectKindInWords(made.about, t) })}</h1>
        <p className="sub">
          {words.on({ day: format.day(made.on) })} · {ruleInWords(made.rule, t)}
        </p>
        <p>
          <MeasureStamp kind={made.kind} about={made.about} />
        </p>
        {made.replacedBy === null ? null : (
          <p className="alert">
            {words.replacedBy} <Other id={made.replacedBy} />
          </p>
        )}
        <PublicAppeals appeals={made.appeals} />
        <Reasons decision={made} hers={isOwnPause(made, appeal)} />
        <Section title={words.who}>
          <Hands decision={made} />
        </Section>
        <Section title={words.contest} id="contest">
          <AppealLink decision={made} appeal={appeal} />
          <p>{words.court}</p>
        </Section>
        <p className="note">{words.law}</p>
        <p className="links">
          <a href={href('decisions')}>{words.all}</a>
          <a href={href('siteRules')}>{t.moderation.queue.rules}</a>
        </p>
      </>
    );
  },
});

function Other({ id }: { id: string }) {
  const { t, href } = usePage();
  return <a href={href('decision', { id })}>{t.moderation.decision.readOther}</a>;
}

/** Whether the decision pauses the viewer: only she, whose case it is, can appeal against a pause. */
function isOwnPause({ about, kind }: DecisionResponse, appeal: AppealResponse | null): boolean {
  const concerned = appeal !== null && (appeal.can.appeal || appeal.mine !== null);
  return concerned && kind === 'hide' && about.startsWith('pause/');
}

function Reasons({ decision: made, hers }: { decision: DecisionResponse; hers: boolean }) {
  const { t, language, format, href } = usePage();
  const words = t.moderation.decision;
  const { about, kind, until, facts, reason, origin, automated, numbers, platform } = made;
  const place = subjectPath(about, platform, language);
  // Nothing stands at the name of a pause: it names neither author nor post.
  const isPause = about.startsWith('pause/');
  return (
    <section className="slip statement" aria-labelledby="statement">
      <h2 id="statement">{words.what}</h2>
      <dl>
        <dt>{words.thing}</dt>
        <dd>
          {subjectKindInWords(about, t)}
          {platform === null ? null : (
            <>
              {', '}
              <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
            </>
          )}
          {place === null ? null : (
            <>
              <br />
              <a href={place} rel="nofollow">
                {words.see}
              </a>
            </>
          )}
          <Batch posts={made.batch} />
          {isPause ? null : (
            <>
              <br />
              <small>
                <code>{about}</code>
              </small>
            </>
          )}
        </dd>
        <dt>{words.measure}</dt>
        <dd>{hers ? t.moderation.pause.own.measure : measureInWords(about, kind, t)}</dd>
        <dt>{words.scope}</dt>
        <dd>{hers ? t.moderation.pause.own.scope : measureScopeInWords(about, kind, t)}</dd>
        <dt>{words.duration}</dt>
        <dd>{until === null ? words.noEnd : words.until({ moment: format.moment(until) })}</dd>
        <dt>{words.rule}</dt>
        <dd>
          <a href={`${href('siteRules')}#${made.rule}`}>{ruleInWords(made.rule, t)}</a>
        </dd>
        <dt>{words.facts}</dt>
        <dd dir="auto">
          {facts === ''
            ? factsWithout(made, words, t.moderation.pause.goneOver)
            : factsInWords(facts, t)}
        </dd>
        {reason === '' ? null : (
          <>
            <dt>{words.reason}</dt>
            <dd dir="auto">{reason}</dd>
          </>
        )}
        <dt>{words.origin}</dt>
        <dd>{t.moderation.origins[origin]}</dd>
        {numbers.length === 0 ? null : (
          <>
            <dt>{words.numbers}</dt>
            <dd>{numbers.map(({ name, value }) => `${name} ${value}`).join(', ')}</dd>
          </>
        )}
        <dt>{words.automated}</dt>
        <dd>{automated ? words.isAutomated : words.notAutomated}</dd>
      </dl>
      {made.replaces === null ? null : (
        <p>
          {words.replaces} <Other id={made.replaces} />
        </p>
      )}
    </section>
  );
}

/** Links to the other posts that the decision is about. */
function Batch({ posts }: { posts: readonly string[] }) {
  const { t, href } = usePage();
  const words = t.moderation.batch;
  if (posts.length === 0) return null;
  return (
    <details>
      <summary>{words.posts({ count: posts.length })}</summary>
      <ul>
        {posts.map((id, index) => (
          <li key={id}>
            <a href={href('forumPost', { id })} rel="nofollow">
              {words.post({ number: index + 2 })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The text when there are no facts: no action was needed, or the decision was automatic. */
function factsWithout(
  { about, automated, kind }: DecisionResponse,
  words: { noFacts: string; veilOver: string; goneOver: string },
  pauseGone: string,
): string {
  if (!automated) return words.noFacts;
  if (kind === 'restore') return words.veilOver;
  return about.startsWith('pause/') ? pauseGone : words.goneOver;
}

function Hands({ decision: { hands, alone, stage, kind, jury } }: { decision: DecisionResponse }) {
  const { t, href } = usePage();
  const words = t.moderation.decision;
  if (hands.length === 0) return <p>{words.isAutomated}</p>;
  return (
    <>
      <p className="stage">{words.stages[stage]}</p>
      <ul>
        {hands.map(({ seat, handle }) => (
          <li key={handle}>
            {words.seats[seat]} <code>{handle}</code>
          </li>
        ))}
      </ul>
      {alone && kind !== 'veil' ? <p>{words.alone}</p> : null}
      {jury === null ? null : (
        <p className="links">
          <a href={href('jury', { id: jury })}>{t.juries.jury.readVotes}</a>
        </p>
      )}
    </>
  );
}
