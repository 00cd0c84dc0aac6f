import { followCursor, followsResponse, type FollowsResponse } from '#shared/community/inbox.ts';
import {
  FollowList,
  FollowOwnThreadsForm,
  OrganiserMessagesForm,
  PrivateFeedForm,
  VolunteerForm,
  WeeklyNewsForm,
} from '#web/community/inbox/following-settings.tsx';
import { mailResponse, type MailResponse } from '#shared/community/mail.ts';
import { pushResponse, type PushResponse } from '#shared/community/push.ts';
import { MailSection } from '#web/community/mail/mail-section.tsx';
import { PushSection } from '#web/community/push/push-section.tsx';
import { definePage } from '#web/page.ts';
import { Fold } from '#web/ui/fold.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** Query parameter of the cursor. */
const BEFORE = 'avant';

/** The member's follows, private feed, pushes and digest. */
type Data = { follows: FollowsResponse; push: PushResponse; mail: MailResponse };

export const following = definePage<Data>({
  membersOnly: true,
  load: async (api, { query }) => {
    const before = followCursor.safeParse(query[BEFORE]);
    const page = before.success ? `?before=${before.data}` : '';
    const [follows, push, mail] = await Promise.all([
      api.get(`/api/me/follows${page}`, followsResponse),
      api.get('/api/me/push', pushResponse),
      api.get('/api/me/mail', mailResponse),
    ]);
    return { follows, push, mail };
  },
  title: (_, { t }) => t.inbox.mine.title,
  body: ({ push, mail, ...data }, { t, href, query }) => {
    const { follows, next, followsOwn, weeklyNews, answersQuestions, ...own } = data.follows;
    const { organiserMessages, feedSecret } = own;
    const words = t.inbox.mine;
    return (
      <>
        <Done messages={{ ...words.done, ...t.inbox.follow.done, ...t.reach.mail.done }} />
        <h1>{words.title}</h1>
        <p className="sub">
          {words.say} <a href={href('inbox')}>{t.inbox.title}</a>
        </p>
        {follows.length === 0 ? <p>{words.none}</p> : <FollowList follows={follows} />}
        <p className="more">
          {query[BEFORE] === undefined ? null : <a href={href('following')}>{t.inbox.first}</a>}
          {next === null ? null : (
            <a href={href('following', {}, { [BEFORE]: next })} rel="next">
              {words.next}
            </a>
          )}
        </p>
        <Section title={words.choices}>
          <div className="folds two even">
            <Fold
              id="own"
              form="follows-own"
              title={words.own}
              chosen={followsOwn ? words.ownYes : words.ownNo}
            >
              <FollowOwnThreadsForm followsOwn={followsOwn} />
            </Fold>
            <Fold
              id="weekly"
              form="weekly"
              title={words.weekly}
              say={words.weeklySay}
              chosen={weeklyNews ? words.weeklyYes : words.weeklyNo}
            >
              <WeeklyNewsForm weeklyNews={weeklyNews} />
            </Fold>
            <Fold
              id="volunteer"
              form="volunteer"
              title={words.volunteer}
              say={words.volunteerSay}
              chosen={answersQuestions ? words.volunteerYes : words.volunteerNo}
            >
              <VolunteerForm answersQuestions={answersQuestions} />
            </Fold>
            <Fold
              id="organisers"
              form="organiser-messages"
              title={words.organisers}
              say={words.organisersSay}
              chosen={organiserMessages ? words.organisersYes : words.organisersNo}
            >
              <OrganiserMessagesForm organiserMessages={organiserMessages} />
            </Fold>
            <Fold
              id="feed"
              form={['feed-make', 'feed-end']}
              title={words.feed}
              say={words.feedSay}
              open={query['done'] === 'feed-made'}
            >
              <PrivateFeedForm secret={feedSecret} />
            </Fold>
            <Fold id="push" form="push-end" title={t.reach.push.title} say={t.reach.push.say}>
              <PushSection push={push} />
            </Fold>
            <Fold
              id="mail"
              form={['mail', 'mail-end']}
              title={t.reach.mail.title}
              say={t.reach.mail.say}
            >
              <MailSection mail={mail} />
            </Fold>
          </div>
        </Section>
      </>
    );
  },
});
