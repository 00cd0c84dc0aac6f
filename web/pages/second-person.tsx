import {
  proposedChangesResponse,
  type ProposedChangesResponse,
} from '#shared/identity/two-person-approval.ts';
import { MAX_SECOND_REVIEWS_A_DAY } from '#shared/governance/cases.ts';
import {
  secondReviewsResponse,
  type SecondReviewsResponse,
} from '#shared/governance/case-handling.ts';
import { ProposedChangeLists } from '#web/identity/two-person-approval/proposed-change-lists.tsx';
import { usePage } from '#web/page-context.ts';
import { CaseExcerpt } from '#web/governance/cases/case-excerpt.tsx';
import { GiveBackCaseForm } from '#web/governance/cases/case-forms.tsx';
import { proposedMeasureInWords } from '#web/governance/case-decisions/measure-words.ts';
import {
  subjectKindInWords,
  caseAgeInWords,
  ruleInWords,
} from '#web/governance/cases/case-text.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

type Data = {
  acts: ProposedChangesResponse;
  /** Cases that wait for a second person; null for members who may not be one yet. */
  cases: SecondReviewsResponse | null;
};

/**
 * Everything that waits for a second person: proposed acts, and cases for established members and
 * moderators.
 */
export const secondPerson = definePage<Data>({
  membersOnly: true,
  load: async (api, { viewer }) => {
    const isSecond = viewer?.established === true || viewer?.moderator === true;
    return {
      acts: await api.get('/api/moderation/acts', proposedChangesResponse),
      cases: isSecond ? await api.get('/api/moderation/seconds', secondReviewsResponse) : null,
    };
  },
  title: (_, { t }) => t.moderation.second.title,
  body: ({ acts, cases }, { t, href }) => {
    const words = t.moderation.second;
    return (
      <>
        <Done messages={{ ...t.moderation.done, ...t.acts.done }} />
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <div className="two">
          <div>
            {cases === null ? (
              <div className="aside">
                <p>
                  {words.notEstablished} {words.howTo}
                </p>
              </div>
            ) : (
              <>
                <Mine mine={cases.mine} />
                <Waiting {...cases} />
                <Guarded {...cases} />
              </>
            )}
            <ProposedChangeLists acts={acts} besideOthers={cases !== null && isWaiting(cases)} />
          </div>
          <Section title={words.how}>
            <Lines of={words.what} />
            <p className="links">
              <a href={href('moderation')}>{t.moderation.queue.title}</a>
            </p>
          </Section>
        </div>
      </>
    );
  },
});

function isWaiting({ cases, guarded, mine }: SecondReviewsResponse): boolean {
  return cases.length > 0 || guarded.length > 0 || mine !== null;
}

function Waiting(seconds: SecondReviewsResponse) {
  const { t } = usePage();
  if (seconds.cases.length > 0) return <CaseList cases={seconds.cases} />;
  if (isWaiting(seconds)) return null;
  return <p className="aside">{t.moderation.second.none}</p>;
}

/** The case that the viewer took, with the button to give it back. */
function Mine({ mine }: Pick<SecondReviewsResponse, 'mine'>) {
  const { t, format } = usePage();
  const words = t.moderation.second;
  if (mine === null) return null;
  return (
    <Section title={words.mine} say={words.until({ moment: format.moment(mine.until) })}>
      <CaseList cases={[mine]} />
      <GiveBackCaseForm id={mine.id} />
    </Section>
  );
}

/** Guarded cases: the viewer sees only their kind, and takes the next one. */
function Guarded({ guarded, takenToday, can }: SecondReviewsResponse) {
  const page = usePage();
  const { t } = page;
  const words = t.moderation.second;
  if (guarded.length === 0) return null;
  return (
    <Section title={words.guarded} say={words.guardedSay}>
      <ol className="questions">
        {guarded.map(({ of, kind, rule, openedAt }, index) => (
          <li key={index}>
            <p>
              {subjectKindInWords(of, t)}, {proposedMeasureInWords(of, kind, t).toLowerCase()}
            </p>
            <p className="soft">
              {ruleInWords(rule, t)} · {caseAgeInWords(openedAt, page)}
            </p>
          </li>
        ))}
      </ol>
      {can.take ? (
        <Form name="second-next" action="/api/moderation/seconds/next">
          <Submit label={words.takeNext} />
        </Form>
      ) : null}
      {takenToday < MAX_SECOND_REVIEWS_A_DAY ? null : <p className="soft">{words.enough}</p>}
    </Section>
  );
}

function CaseList({ cases }: Pick<SecondReviewsResponse, 'cases'>) {
  const page = usePage();
  const { t, href } = page;
  return (
    <ol className="questions">
      {cases.map(({ id, about, kind, rule, openedAt, excerpt }) => (
        <li key={id}>
          <p>
            <a href={href('moderationCase', { id })}>
              {subjectKindInWords(about, t)}, {proposedMeasureInWords(about, kind, t).toLowerCase()}
            </a>
          </p>
          <CaseExcerpt excerpt={excerpt} />
          <p className="soft">
            {ruleInWords(rule, t)} · {caseAgeInWords(openedAt, page)}
          </p>
        </li>
      ))}
    </ol>
  );
}
