import { useId } from 'react';
import type { FollowedSubject } from '#shared/community/inbox.ts';
import { Icon } from '#web/ui/icon.tsx';
import { SubjectMark } from './item-mark.tsx';
import { usePage } from '#web/page-context.ts';
import { privateFeedPath } from '#web/site/feeds/feed-path.ts';
import type { PageContext } from '#web/page.ts';
import { Choice, Form, Hidden, Submit } from '#web/ui/form.tsx';

/** A list of a member's follows, each with an unfollow button. */
export function FollowList({ follows }: { follows: readonly FollowedSubject[] }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.inbox.mine;
  return (
    <ul className="rows inbox two even">
      {follows.map((followed, index) => {
        const { kind, key, name, since } = followed;
        return (
          <li key={`${kind}-${key}`}>
            <div className="row-line">
              <SubjectMark kind={kind} name={name} />
              <div className="row-words">
                <a href={pathOf(followed, page)}>{name}</a>
                <small>
                  {words.kinds[kind]}, {words.since({ day: format.day(since.slice(0, 10)) })}
                </small>
              </div>
              <Form name={`end-${index}`} action="/api/follows/end" className="inline-form">
                <Hidden name="kind" value={kind} />
                <Hidden name="key" value={key} />
                <button
                  type="submit"
                  className="quiet icon-button"
                  aria-label={words.end({ name })}
                  title={words.endShort}
                >
                  <Icon name="cross" />
                </button>
              </Form>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function pathOf({ kind, key }: FollowedSubject, { href }: PageContext): string {
  return kind === 'thread' || kind === 'boycott'
    ? href(kind, { id: key })
    : href(kind, { slug: key });
}

export function FollowOwnThreadsForm({ followsOwn }: { followsOwn: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <YesNoForm
      name="follows-own"
      action="/api/me/follows-own"
      field="followsOwn"
      chosen={followsOwn}
      question={words.ownQuestion}
      yes={words.ownYes}
      no={words.ownNo}
    />
  );
}

/** Whether she gets one line each Monday about what she follows. */
export function WeeklyNewsForm({ weeklyNews }: { weeklyNews: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <YesNoForm
      name="weekly"
      action="/api/me/weekly-news"
      field="weekly"
      chosen={weeklyNews}
      question={words.weeklyQuestion}
      yes={words.weeklyYes}
      no={words.weeklyNo}
    />
  );
}

/** Whether she is asked questions that nobody has answered for a day. */
export function VolunteerForm({ answersQuestions }: { answersQuestions: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <YesNoForm
      name="volunteer"
      action="/api/me/answers-questions"
      field="answers"
      chosen={answersQuestions}
      question={words.volunteerQuestion}
      yes={words.volunteerYes}
      no={words.volunteerNo}
    />
  );
}

/** Whether her inbox shows messages of organisers; one choice for all boycotts. */
export function OrganiserMessagesForm({ organiserMessages }: { organiserMessages: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <YesNoForm
      name="organiser-messages"
      action="/api/me/organiser-messages"
      field="messages"
      chosen={organiserMessages}
      question={words.organisersQuestion}
      yes={words.organisersYes}
      no={words.organisersNo}
    />
  );
}

function YesNoForm(props: {
  name: string;
  action: string;
  field: string;
  chosen: boolean;
  question: string;
  yes: string;
  no: string;
}) {
  const { ownSubmit } = usePage().t.inbox.mine;
  return (
    <Form
      name={props.name}
      action={props.action}
      initial={{ [props.field]: props.chosen ? 'yes' : 'no' }}
    >
      <Choice
        name={props.field}
        label={props.question}
        options={[
          { value: 'yes', label: props.yes },
          { value: 'no', label: props.no },
        ]}
      />
      <Submit label={ownSubmit} />
    </Form>
  );
}

/** The secret address as text to copy rather than a link, so that it is not opened by mistake. */
export function PrivateFeedForm({ secret }: { secret: string | null }) {
  const { t, language, origin } = usePage();
  const id = useId();
  const words = t.inbox.mine;
  if (secret === null) {
    return (
      <>
        <p>{words.feedNone}</p>
        <p className="soft">
          {words.feedWarn} {words.feedReader}
        </p>
        <FeedForm change="make" label={words.feedMake} />
      </>
    );
  }
  return (
    <>
      <div className="field share-link" data-enhance="copy" data-copied={words.copied}>
        <label htmlFor={id}>{words.feedAddress}</label>
        <div>
          <input
            id={id}
            type="text"
            readOnly
            autoComplete="off"
            defaultValue={`${origin}${privateFeedPath(secret, language)}`}
          />
          <button type="button" className="button second" hidden>
            {words.copy}
          </button>
        </div>
      </div>
      <p className="soft">
        {words.feedWarn} {words.feedReader}
      </p>
      <div className="mine-acts">
        <FeedForm change="make" label={words.feedRenew} again />
        <FeedForm change="end" label={words.feedEnd} again />
      </div>
    </>
  );
}

function FeedForm(props: { change: 'make' | 'end'; label: string; again?: boolean }) {
  return (
    <Form
      name={`feed-${props.change}`}
      action="/api/me/private-feed"
      className={props.again === true ? 'inline-form' : 'form'}
    >
      <Hidden name="change" value={props.change} />
      {props.again === true ? (
        <button type="submit" className={props.change === 'end' ? 'quiet' : 'button second'}>
          {props.label}
        </button>
      ) : (
        <Submit label={props.label} />
      )}
    </Form>
  );
}
