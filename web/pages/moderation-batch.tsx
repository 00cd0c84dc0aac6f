import { postBatchResponse } from '#shared/governance/post-batches.ts';
import { PostBatchForm, WhereAndWhen } from '#web/governance/cases/post-batch-form.tsx';
import { findWordsBefore } from '#web/governance/cases/words-before.ts';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** What the author of a reported post wrote that day, of which a moderator proposes to hide several. */
export const moderationBatch = definePage({
  layout: 'titles-beside',
  membersOnly: true,
  load: async (api, { parameters, query }) => ({
    batch: await api.get(
      `/api/moderation/cases/${encodeURIComponent(parameters['id'] ?? '')}/batch`,
      postBatchResponse,
    ),
    before: await findWordsBefore(api, query['like']),
  }),
  title: ({ batch }, { t, format }) => {
    const words = t.moderation.batch;
    return words.title({ author: batch.author ?? words.nobody, day: format.day(batch.day) });
  },
  body: ({ batch, before }, { t, format, href }) => {
    const words = t.moderation.batch;
    return (
      <>
        <Done messages={t.moderation.done} />
        <h1>{words.title({ author: batch.author ?? words.nobody, day: format.day(batch.day) })}</h1>
        <p className="sub">{batch.can.alone ? t.moderation.case.alone : words.say}</p>
        <Section title={words.first}>
          <div className="thing">
            <UserText text={batch.first.text} />
            <WhereAndWhen post={batch.first} />
            <p className="links">
              <a href={href('forumPost', { id: batch.first.id })}>{t.moderation.case.place}</a>
            </p>
          </div>
        </Section>
        <Section title={words.others}>
          {batch.posts.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <PostBatchForm batch={batch} before={before} />
          )}
        </Section>
        <p className="links">
          <a href={href('moderationCase', { id: batch.case })}>
            {t.moderation.case.title({ kind: t.moderation.kinds.post({ form: 'title' }) })}
          </a>
          <a href={href('moderation')}>{t.moderation.case.all}</a>
        </p>
      </>
    );
  },
});
