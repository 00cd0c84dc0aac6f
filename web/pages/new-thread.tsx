import {
  THREADS_SHOWN_OF_SUBJECT,
  forumResponse,
  threadsResponse,
  type ForumResponse,
  type ListedThread,
  type ThreadSubject,
} from '#shared/community/forum.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import {
  AccountAtTheEnd,
  FormWithAccount,
  SubmitWithAccount,
} from '#web/identity/accounts/form-with-account.tsx';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import { usePage } from '#web/page-context.ts';
import { threadSubjectAddress } from '#web/community/forum/page-addresses.ts';
import {
  FORUM_API_PATH,
  THREADS_API_PATH,
  threadsApiPath,
} from '#web/community/forum/api-paths.ts';
import { ForumBreadcrumbs } from '#web/community/forum/breadcrumbs.tsx';
import { PausedNotice } from '#web/community/forum/paused-notice.tsx';
import { FirstPostsNotice, PostFields } from '#web/community/forum/post-fields.tsx';
import { ForumSearch } from '#web/community/forum/search-form.tsx';
import { findThreadSubject } from '#web/community/forum/find-thread-subject.ts';
import { ThreadList } from '#web/community/forum/thread-list.tsx';
import { categoryName, platformOfSubject } from '#web/community/forum/forum-text.ts';
import { definePage } from '#web/page.ts';
import { PlatformField } from '#web/evidence/payouts/platform-field.tsx';
import { Hidden, Select, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

type Data = {
  forum: ForumResponse;
  subject: ThreadSubject | null;
  /** Existing threads about the same subject. */
  similar: readonly ListedThread[];
  /** The rate-limit challenge of a visitor, who signs up or in with the form; null for a member. */
  challenge: ChallengeResponse | null;
  key: string;
};

/**
 * Starts a thread; a visitor's account is made at its end. `?plateforme=`, `?client=`, `?tache=` or
 * `?preuve=` gives its subject.
 */
export const newThread = definePage<Data>({
  load: async (api, { query, viewer }) => {
    const [forum, subject] = await Promise.all([
      api.get(FORUM_API_PATH, forumResponse),
      findThreadSubject(api, query),
    ]);
    const similar =
      subject === null
        ? null
        : await api.get(
            threadsApiPath({ [subject.kind]: subject.key, limit: THREADS_SHOWN_OF_SUBJECT }),
            threadsResponse,
          );
    return {
      forum,
      subject,
      similar: similar?.threads ?? [],
      challenge: await loadChallenge(api, viewer),
      key: crypto.randomUUID(),
    };
  },
  title: (_, { t }) => t.forum.write.title,
  head: () => ({ noIndex: true }),
  body: ({ forum, subject, similar, challenge }, { t, language, query, viewer }) => {
    const words = t.forum.write;
    const asks = subject?.kind === 'platform' && similar.length === 0;
    return (
      <>
        <ForumBreadcrumbs />
        <h1>{words.title}</h1>
        <p className="sub">{words.sub}</p>
        <AccountAtTheEnd />
        <div className="review-page">
          <div>
            <LookFirst subject={subject} similar={similar} />
            <PausedNotice paused={forum.paused} />
            <FirstPostsNotice bound={forum.paused === null ? forum.firstPosts : null} />
            <FormWithAccount
              challenge={challenge}
              name="thread"
              action={THREADS_API_PATH}
              className="form post-form"
              upload
              once
              initial={{
                category: query['rubrique'] ?? (asks ? 'paiements' : ''),
                title: query['titre'] ?? (asks ? t.platforms.question({ name: subject.name }) : ''),
              }}
            >
              {subject === null ? null : <FixedSubject subject={subject} />}
              <TextField
                name="title"
                label={words.name}
                hint={words.nameHint}
                maxLength={MAX_THREAD_TITLE_LENGTH}
              />
              <SimilarThreads />
              <Select
                name="category"
                label={words.category}
                empty={words.categoryEmpty}
                options={forum.categories.map((category) => ({
                  value: category.slug,
                  label: categoryName(category, language),
                }))}
              />
              {subject === null ? (
                <PlatformField optional label={words.about} hint={words.aboutHint} />
              ) : null}
              <PostFields rows={10} platform={platformOfSubject(subject)} />
              {viewer === null ? <p className="hint">{t.forum.reply.newcomer}</p> : null}
              <SubmitWithAccount label={words.send} />
            </FormWithAccount>
          </div>
          <aside aria-labelledby="seen">
            <h2 id="seen">{words.seen}</h2>
            <Lines of={words.seenList} />
          </aside>
        </div>
      </>
    );
  },
});

/** Shown by the script once threads have a title like the one that is typed. */
function SimilarThreads() {
  const { t, href } = usePage();
  const words = t.forum.write;
  return (
    <div className="look-first" data-enhance="similar-threads" hidden role="status">
      <b>{words.similar}</b>
      <ul />
      <template>
        <li>
          <a href={href('thread', { id: '' })} target="_blank" rel="noopener">
            {' '}
          </a>{' '}
          <small>{words.similarAnswered}</small>
        </li>
      </template>
    </div>
  );
}

function FixedSubject({ subject }: { subject: ThreadSubject }) {
  const { t, language } = usePage();
  return (
    <>
      <Hidden name={subject.kind} value={subject.key} />
      <p className="fixed-subject with-link">
        {t.forum.write.aboutFixed}{' '}
        <a href={threadSubjectAddress(subject, language)}>
          {subject.kind === 'proof'
            ? t.forum.thread.proofName({ platform: subject.name })
            : subject.name}
        </a>
      </p>
    </>
  );
}

/** Existing threads about the subject, and the search. */
function LookFirst(props: { subject: ThreadSubject | null; similar: readonly ListedThread[] }) {
  const { t } = usePage();
  const words = t.forum.write;
  const { subject, similar } = props;
  const search = <ForumSearch threads typed={subject?.name ?? ''} />;
  if (subject === null || similar.length === 0) {
    return (
      <div className="look-first">
        <p className="hint">{words.lookFirst}</p>
        {search}
      </div>
    );
  }
  return (
    <section className="look-first" aria-labelledby="similar">
      <h2 id="similar">{words.similar}</h2>
      <p className="hint">{words.similarSay({ name: subject.name })}</p>
      <ThreadList threads={similar} heading="h3" withoutSubject />
      {search}
    </section>
  );
}
