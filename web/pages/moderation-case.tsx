import { flagReasonCode, URGENT_REASONS } from '#shared/governance/cases.ts';
import {
  caseResponse,
  ownDecisionResponse,
  type CaseResponse,
} from '#shared/governance/case-handling.ts';
import { likenessResponse } from '#shared/governance/account-likeness.ts';
import { PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { AnswerProposalForm } from '#web/governance/cases/answer-proposal-form.tsx';
import {
  CaseButtons,
  ProposeMeasureForm,
  TakeCaseForm,
  VeilSubjectForm,
} from '#web/governance/cases/case-forms.tsx';
import { CoverWordsForm } from '#web/governance/cases/cover-words-form.tsx';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { DecisionList } from '#web/governance/case-decisions/decision-list.tsx';
import { CaseProposals } from '#web/governance/cases/case-proposals.tsx';
import { NextWork } from '#web/governance/cases/next-work.tsx';
import { NoticeAndDisputeStatements } from '#web/governance/cases/notice-and-dispute-statements.tsx';
import { SubjectContent } from '#web/governance/cases/subject-content.tsx';
import { AccountLikeness } from '#web/governance/cases/account-likeness.tsx';
import { CoveredPosts } from '#web/governance/cases/covered-posts.tsx';
import { PauseForm } from '#web/governance/cases/pause-form.tsx';
import { ReadyMessages } from '#web/governance/threat-help/ready-messages.tsx';
import { findWordsBefore } from '#web/governance/cases/words-before.ts';
import { measureInWords } from '#web/governance/case-decisions/measure-words.ts';
import { subjectKindInWords } from '#web/governance/cases/case-text.ts';
import type { Api } from '#web/in-process-api.ts';
import { definePage, Redirect } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** One case: the subject, statements, proposals, and the viewer's actions. */
export const moderationCase = definePage({
  layout: 'titles-beside',
  membersOnly: true,
  load: async (api, { parameters, query, language }) => {
    const path = casePath(parameters['id'] ?? '');
    const one = await findCaseOrDecision(api, path);
    if ('decision' in one) return new Redirect(decisionPath(language, one.decision));
    if (one.answeredIn !== null) {
      return new Redirect(pathTo(language, 'moderationCase', { id: one.answeredIn }));
    }
    const likeness = one.can.likeness ? await api.get(`${path}/likeness`, likenessResponse) : null;
    return { one, likeness, before: await findWordsBefore(api, query['like']) };
  },
  title: ({ one }, { t }) => t.moderation.case.title({ kind: subjectKindInWords(one.about, t) }),
  body: (data, { t, format, href, viewer }) => {
    const words = t.moderation.case;
    const { one } = data;
    const { origin, state, hidden, openedAt, dueAt, decisions, numbers } = one;
    const urgent = URGENT_REASONS.some((reason) => reason === one.reason);
    return (
      <>
        <Done messages={t.moderation.done} />
        <NextWork after={['proposed', 'released', 'veiled']} />
        <h1>{words.title({ kind: subjectKindInWords(one.about, t) })}</h1>
        <p className="sub">
          {words.opened({ day: format.moment(openedAt) })} · {t.moderation.origins[origin]} ·{' '}
          {t.moderation.states[state]}
          {dueAt === null ? null : ` · ${t.moderation.desk.due({ moment: format.moment(dueAt) })}`}
        </p>
        {one.can.take ? <TakeCaseForm id={one.id} /> : null}
        {hidden === null ? null : (
          <p className="note">
            {words.hidden} {measureInWords(one.about, hidden, t)}
          </p>
        )}
        {state === 'jury' ? <p className="aside">{words.jury}</p> : null}
        <Section title={words.thing}>
          <div className="thing">
            <SubjectContent thing={one.thing} />
          </div>
          {one.days === null ? null : (
            <p>
              {t.moderation.pause.length({ days: one.days })}. {t.moderation.pause.posts}{' '}
              {one.days > PAUSE_DAYS ? t.moderation.pause.jury : null}
            </p>
          )}
          {one.can.batch ? (
            <p>
              {t.moderation.batch.linkSay}{' '}
              <a href={href('moderationBatch', { id: one.id })}>{t.moderation.batch.link}</a>
            </p>
          ) : null}
        </Section>
        {urgent ? <VeilSubjectForm one={one} open /> : null}
        <CoveredPosts posts={one.batch} />
        <Flags one={one} />
        <NoticeAndDisputeStatements statements={one.statements} />
        {numbers.length === 0 ? null : (
          <Section title={words.numbers}>
            <p>{numbers.map(({ name, value }) => `${name} ${value}`).join(', ')}</p>
          </Section>
        )}
        <CaseProposals one={one} />
        <AnswerProposalForm {...data} />
        <CaseButtons {...data} />
        {urgent ? null : <VeilSubjectForm one={one} />}
        <CoverWordsForm one={one} />
        <ProposeMeasureForm {...data} />
        <PauseForm {...data} />
        {viewer?.moderator === true ? <ReadyMessages one={one} /> : null}
        {data.likeness === null ? null : <AccountLikeness id={one.id} likeness={data.likeness} />}
        {decisions.length === 0 ? null : (
          <Section title={words.history}>
            <DecisionList decisions={decisions} />
          </Section>
        )}
        <p className="links">
          <a href={href('moderation')}>{words.all}</a>
        </p>
      </>
    );
  },
});

function casePath(id: string): string {
  return `/api/moderation/cases/${encodeURIComponent(id)}`;
}

/** The case; the decision that she made with somebody, once she may no longer read the case. */
async function findCaseOrDecision(
  api: Api,
  path: string,
): Promise<CaseResponse | { readonly decision: string }> {
  try {
    return await api.get(path, caseResponse);
  } catch (error) {
    const made = await api.get(`${path}/decision`, ownDecisionResponse).catch(() => null);
    if (made === null) throw error;
    return { decision: made.id };
  }
}

function Flags({ one: { flags } }: { one: CaseResponse }) {
  const { t, format } = usePage();
  const words = t.moderation.case;
  if (flags.length === 0) return null;
  return (
    <Section title={words.flags}>
      {flags.map(({ reason, sentence, ratedParty, on }, index) => {
        const known = flagReasonCode.safeParse(reason);
        return (
          <blockquote key={index}>
            <p dir="auto">{sentence}</p>
            <p className="soft">
              {known.success ? t.moderation.reasons[known.data] : reason} · {format.day(on)}{' '}
              {ratedParty ? <span className="tag">{words.ratedParty}</span> : null}
            </p>
          </blockquote>
        );
      })}
    </Section>
  );
}
