import {
  THREADS_SHOWN_OF_SUBJECT,
  threadsResponse,
  type ThreadsResponse,
} from '#shared/community/forum.ts';
import type { CardKind } from '#shared/community/live-cards.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { newThreadAddress, threadsAboutAddress } from './page-addresses.ts';
import { threadsApiPath } from './api-paths.ts';
import { ThreadList } from './thread-list.tsx';

/** The threads about a platform, a client, a task or a proof, latest post first. */
export function findThreadsAbout(api: Api, kind: CardKind, key: string): Promise<ThreadsResponse> {
  return api.get(threadsApiPath({ [kind]: key, limit: THREADS_SHOWN_OF_SUBJECT }), threadsResponse);
}

/** The forum's latest threads about a subject, with links to all and to a new one. */
export function ThreadsSection(props: {
  kind: CardKind;
  /** The slug of a platform or client, the id of a task or proof. */
  about: string;
  threads: ThreadsResponse;
}) {
  const { t, language } = usePage();
  const words = t.forum.section;
  const { kind, about } = props;
  const { threads, next } = props.threads;
  return (
    <Section
      id="forum"
      title={words.title}
      say={threads.length === 0 ? words.none : words.say}
      {...(next === null
        ? {}
        : { all: { href: threadsAboutAddress(language, kind, about), label: words.all } })}
    >
      <ThreadList threads={threads} heading="h3" withoutSubject withoutCategory />
      <p className="buttons">
        <a className="button second small" href={newThreadAddress(language, kind, about)}>
          {words.start}
        </a>
      </p>
    </Section>
  );
}
