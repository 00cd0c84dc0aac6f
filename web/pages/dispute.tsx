import { disputeStatus } from '#shared/governance/disputes.ts';
import { id } from '#shared/core/form-fields.ts';
import { DisputeForm } from '#web/governance/disputes/dispute-form.tsx';
import { DisputeState } from '#web/governance/disputes/dispute-state.tsx';
import { definePage } from '#web/page.ts';
import { loadReplyTarget } from '#web/governance/right-of-reply/load-reply-target.ts';
import { Done } from '#web/ui/message-box.tsx';

/**
 * Disputes by holders of a proven domain: `?plateforme=` disputes a fact, `?sujet=` a subject, and
 * `?contestation=` shows the state of a dispute.
 */
export const dispute = definePage({
  layout: 'content-beside',
  load: async (api, { query }) => {
    const number = id.safeParse(query['contestation']);
    if (number.success) {
      return { target: null, status: await api.get(`/api/disputes/${number.data}`, disputeStatus) };
    }
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
            <p className="prose">{words.none}</p>
            <p className="buttons">
              <a className="button second" href={href('platforms')}>
                {t.replies.form.platforms}
              </a>
            </p>
          </>
        ) : (
          <DisputeForm target={target} />
        )}
      </>
    );
  },
});
