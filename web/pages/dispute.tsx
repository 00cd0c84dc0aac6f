import { disputeStatus } from '#shared/governance/disputes.ts';
import { id } from '#shared/core/form-fields.ts';
import { DisputeForm } from '#web/governance/disputes/dispute-form.tsx';
import { DisputeState } from '#web/governance/disputes/dispute-state.tsx';
import {
  ChoosePlatform,
  findTypedPlatform,
} from '#web/governance/right-of-reply/choose-platform.tsx';
import { definePage } from '#web/page.ts';
import { loadReplyTarget } from '#web/governance/right-of-reply/load-reply-target.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/**
 * Disputes by holders of a proven domain: `?plateforme=` disputes a fact, `?sujet=` a subject, and
 * `?contestation=` shows the state of a dispute.
 */
export const dispute = definePage({
  layout: 'content-beside',
  load: async (api, { query, language }) => {
    const number = id.safeParse(query['contestation']);
    if (number.success) {
      return { target: null, status: await api.get(`/api/disputes/${number.data}`, disputeStatus) };
    }
    const typed = await findTypedPlatform(api, 'dispute', { query, language });
    if (typed !== null) return typed;
    const target = await loadReplyTarget(api, query);
    // A client's page without a subject cannot be disputed: only platforms have facts.
    const nothing = target?.subject === null && target.about.kind === 'client';
    return { target: nothing ? null : target, status: null };
  },
  title: ({ target, status }, { t }) => {
    const words = t.domains.dispute;
    if (status !== null) return words.status;
    return target === null ? words.title : words.thing({ name: target.about.name });
  },
  head: () => ({ noIndex: true }),
  body: ({ target, status }, { t, href }) => {
    const words = t.domains.dispute;
    if (status !== null) {
      return (
        <>
          <Done messages={words.done} />
          <h1>{words.status}</h1>
          <DisputeState status={status} />
        </>
      );
    }
    return (
      <>
        <h1>{target === null ? words.title : words.thing({ name: target.about.name })}</h1>
        {target === null ? (
          <>
            <p className="lead">{words.none}</p>
            <Lines of={words.intro} />
            <p>{t.replies.form.oneThing}</p>
            <p className="links">
              <a href={href('domain')}>{t.replies.form.domain}</a>
              <a href={href('reply')}>{words.rather}</a>
            </p>
            <ChoosePlatform page="dispute" />
          </>
        ) : (
          <DisputeForm target={target} />
        )}
      </>
    );
  },
});
