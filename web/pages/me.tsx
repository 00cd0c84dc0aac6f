import { THEME_CHOICES } from '#shared/site/theme.ts';
import { nextStepsResponse, type NextSteps } from '#shared/site/next-steps.ts';
import { ownPageViewsResponse, type OwnPageViews } from '#shared/site/page-views.ts';
import { usePage } from '#web/page-context.ts';
import { countSecondReviews } from '#web/governance/cases/second-reviews.ts';
import { definePage } from '#web/page.ts';
import { SurveyInvite } from '#web/collective/survey/survey-invite.tsx';
import { OwnPageViewLines } from '#web/site/page-views/own-page-views.tsx';
import { FirstSteps } from '#web/site/next-steps/first-steps.tsx';
import { PhraseCard } from '#web/site/next-steps/phrase-card.tsx';
import { Face } from '#web/ui/face.tsx';
import { Choice, Form, Submit } from '#web/ui/form.tsx';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** With the page that was opened the most, of those on which her evidence counts. */
type Steps = NextSteps & { pages: OwnPageViews; secondReviews: number | null };

/** Everything of a member's own in one place; for a visitor, what an account is good for. */
export const me = definePage<Steps | null>({
  load: async (api, { viewer }) => {
    if (viewer === null) return null;
    const [steps, { pages }, secondReviews] = await Promise.all([
      api.get('/api/me/next-steps', nextStepsResponse),
      api.get('/api/me/page-views', ownPageViewsResponse),
      countSecondReviews(api, viewer),
    ]);
    return { ...steps, pages: pages.slice(0, 1), secondReviews };
  },
  title: (_, { t }) => t.me.title,
  head: () => ({ noIndex: true }),
  body: (steps, { t, viewer }) => (
    <>
      <Done messages={t.me.done} />
      {viewer === null ? (
        <div className="two even">
          <Welcome />
          <ThemeForm />
        </div>
      ) : (
        <Own pseudonym={viewer.pseudonym} steps={steps} />
      )}
    </>
  ),
});

function Welcome() {
  const { t, href } = usePage();
  const words = t.me.visitor;
  return (
    <div className="prose">
      <h1>{words.title}</h1>
      <p className="lead">{words.say}</p>
      <Lines of={words.what} />
      <p className="buttons">
        <a className="button" href={href('signUp')}>
          {t.common.signUp}
        </a>
        <a className="button second" href={href('signIn')}>
          {t.common.signIn}
        </a>
      </p>
      <p className="links">
        <a href={href('workbook')}>{words.workbook}</a>
      </p>
    </div>
  );
}

function Own({ pseudonym, steps }: { pseudonym: string; steps: Steps | null }) {
  const { t, viewer, askedClaims } = usePage();
  const words = t.me;
  return (
    <>
      <div className="me-head">
        <Face pseudonym={pseudonym} size="large" />
        <h1>{words.hello({ pseudonym })}</h1>
      </div>
      <NextStep steps={steps} />
      <SurveyInvite />
      <OwnPageViewLines pages={steps?.pages ?? []} />
      <div className="columns">
        <Section title={words.payouts}>
          <ul className="rows">
            <LinkRow page="myClaims" label={t.claims.mine.title}>
              {askedClaims > 0 ? (
                <span className="new">{t.claims.asked({ count: askedClaims })}</span>
              ) : null}
            </LinkRow>
            <LinkRow page="workbook" label={t.workbook.title} />
            <LinkRow page="myEvidence" label={t.common.myEvidence} />
          </ul>
        </Section>
        <Section title={words.asked}>
          <ul className="rows">
            <LinkRow page="inbox" label={t.inbox.title} />
            <LinkRow page="messages" label={t.messages.title} />
            <LinkRow page="following" label={words.following} />
            <LinkRow page="following" anchor="volunteer" label={t.inbox.mine.volunteer} />
            {steps === null || steps.secondReviews === null ? null : (
              <LinkRow page="secondPerson" label={t.moderation.second.title}>
                {steps.secondReviews === 0 ? null : (
                  <span className="new">
                    {t.juries.duties.secondReviewsWaiting({ count: steps.secondReviews })}
                  </span>
                )}
              </LinkRow>
            )}
            <LinkRow page="checks" label={t.checks.list.title} />
            <LinkRow page="ownBoycotts" label={words.boycotts} />
          </ul>
        </Section>
        {viewer?.moderator === true ? (
          <Section title={words.moderation}>
            <ul className="rows">
              <LinkRow page="moderation" label={t.moderation.queue.title} />
              <LinkRow page="replies" label={t.replies.queue.title} />
              <LinkRow page="flaggedMessages" label={t.messages.queue.title} />
              <LinkRow page="privateChecks" label={t.privateEvidence.queue.title} />
            </ul>
          </Section>
        ) : null}
        <Section title={words.account}>
          <ul className="rows">
            <LinkRow page="member" parameters={{ pseudonym }} label={words.profile} />
            <LinkRow page="recoveryPhrase" label={words.phrase} />
            <LinkRow page="settings" label={t.common.settings} />
          </ul>
          <Form name="sign-out" action="/api/sign-out">
            <p className="buttons">
              <Submit label={words.signOut} quiet />
            </p>
          </Form>
        </Section>
        <ThemeForm />
      </div>
    </>
  );
}

/** One card at a time: her phrase first, which she can lose. */
function NextStep({ steps }: { steps: Steps | null }) {
  if (steps === null) return null;
  const { phrase, first } = steps;
  if (phrase !== null) return <PhraseCard asked={phrase} />;
  return first === null ? null : <FirstSteps steps={first} />;
}

/** Loads the whole page, since Turbo keeps the attributes of `<html>`. */
function ThemeForm() {
  const { t, theme } = usePage();
  const words = t.me.theme;
  return (
    <Section title={words.title} className="theme">
      <div data-turbo="false">
        <Form name="theme" action="/api/theme" initial={{ theme: theme ?? 'device' }}>
          <Choice
            name="theme"
            label={words.title}
            options={THEME_CHOICES.map((value) => ({ value, label: words.choices[value] }))}
          />
          <Submit label={words.submit} quiet />
        </Form>
      </div>
    </Section>
  );
}
