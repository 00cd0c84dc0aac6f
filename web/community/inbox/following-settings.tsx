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
    <ul className="rows inbox">
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
    <Form
      name="follows-own"
      action="/api/me/follows-own"
      initial={{ followsOwn: followsOwn ? 'yes' : 'no' }}
    >
      <Choice
        name="followsOwn"
        label={words.ownQuestion}
        options={[
          { value: 'yes', label: words.ownYes },
          { value: 'no', label: words.ownNo },
        ]}
      />
      <Submit label={words.ownSubmit} />
    </Form>
  );
}

/** Whether she gets one line each Monday about what she follows. */
export function WeeklyNewsForm({ weeklyNews }: { weeklyNews: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <Form
      name="weekly"
      action="/api/me/weekly-news"
      initial={{ weekly: weeklyNews ? 'yes' : 'no' }}
    >
      <Choice
        name="weekly"
        label={words.weeklyQuestion}
        options={[
          { value: 'yes', label: words.weeklyYes },
          { value: 'no', label: words.weeklyNo },
        ]}
      />
      <Submit label={words.ownSubmit} />
    </Form>
  );
}

/** Whether she is asked questions that nobody has answered for a day. */
export function VolunteerForm({ answersQuestions }: { answersQuestions: boolean }) {
  const words = usePage().t.inbox.mine;
  return (
    <Form
      name="volunteer"
      action="/api/me/answers-questions"
      initial={{ answers: answersQuestions ? 'yes' : 'no' }}
    >
      <Choice
        name="answers"
        label={words.volunteerQuestion}
        options={[
          { value: 'yes', label: words.volunteerYes },
          { value: 'no', label: words.volunteerNo },
        ]}
      />
      <Submit label={words.ownSubmit} />
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
