import {
  MAX_APPEAL_LENGTH,
  appealResponse,
  type AppealResponse,
} from '#shared/governance/appeals.ts';
import { decisionResponse, type DecisionResponse } from '#shared/governance/case-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { OwnAppeal } from '#web/governance/appeals/own-appeal.tsx';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { MeasureStamp } from '#web/governance/case-decisions/measure-stamp.tsx';
import { subjectKindInWords, ruleInWords } from '#web/governance/cases/case-text.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit, TextArea } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

type Data = { decision: DecisionResponse; appeal: AppealResponse };

/** The form with which author or flagger appeal against a decision. */
export const appeal = definePage<Data>({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { parameters }) => {
    const path = `/api/decisions/${encodeURIComponent(parameters['id'] ?? '')}`;
    const [decision, found] = await Promise.all([
      api.get(path, decisionResponse),
      api.get(`${path}/appeal`, appealResponse),
    ]);
    return { decision, appeal: found };
  },
  title: (_, { t }) => t.juries.appeal.title,
  body: (data, { t, language }) => {
    const words = t.juries.appeal;
    const { about, kind, rule, reason, id } = data.decision;
    const { mine, why } = data.appeal;
    return (
      <>
        <h1>{words.title}</h1>
        <p>
          <MeasureStamp kind={kind} about={about} size="inline" /> {subjectKindInWords(about, t)} ·{' '}
          {ruleInWords(rule, t)}
        </p>
        {reason === '' ? null : (
          <blockquote>
            <UserText text={reason} />
          </blockquote>
        )}
        <p className="links">
          <a href={decisionPath(language, id)}>{words.decision}</a>
        </p>
        {mine === null ? null : <OwnAppeal appeal={mine} />}
        {why === null ? <AppealForm {...data} /> : <p className="aside">{words.whyNot[why]}</p>}
        <p className="note">{t.moderation.decision.court}</p>
      </>
    );
  },
});

function AppealForm({ decision: { id }, appeal: found }: Data) {
  const { t, format } = usePage();
  const words = t.juries.appeal;
  return (
    <>
      <Section title={words.what}>
        <Lines ordered className="prose" of={words.steps} />
        <p>
          {words.holds} {words.once({ day: format.day(found.until) })}
        </p>
      </Section>
      <Form name="appeal" action={`/api/decisions/${id}/appeal`} once>
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          rows={6}
          maxLength={MAX_APPEAL_LENGTH}
        />
        <p className="hint">{words.read}</p>
        <Submit label={words.send} />
      </Form>
    </>
  );
}
