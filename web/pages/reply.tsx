import { id } from '#shared/core/form-fields.ts';
import {
  replyStatus,
  type OfferableBoycott,
  type ReplyTarget,
  type ReplyStatus,
} from '#shared/governance/right-of-reply.ts';
import { definePage } from '#web/page.ts';
import {
  loadOfferableBoycotts,
  loadReplyTarget,
} from '#web/governance/right-of-reply/load-reply-target.ts';
import {
  ChoosePlatform,
  findTypedPlatform,
} from '#web/governance/right-of-reply/choose-platform.tsx';
import { RightOfReplyForm } from '#web/governance/right-of-reply/reply-form.tsx';
import { ReplyState } from '#web/governance/right-of-reply/reply-state.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

type Data = {
  target: ReplyTarget | null;
  /** Boycotts that the reply could offer to end. */
  boycotts: readonly OfferableBoycott[];
  status: ReplyStatus | null;
};

/**
 * Right of reply, for anybody: `?plateforme=` or `?client=` names the party, `?sujet=` the answered
 * subject, `?reponse=` shows the state of a reply.
 */
export const reply = definePage<Data>({
  layout: 'content-beside',
  load: async (api, { query, language }) => {
    const number = id.safeParse(query['reponse']);
    if (number.success) {
      return {
        target: null,
        boycotts: [],
        status: await api.get(`/api/replies/${number.data}`, replyStatus),
      };
    }
    const typed = await findTypedPlatform(api, 'reply', { query, language });
    if (typed !== null) return typed;
    const target = await loadReplyTarget(api, query);
    return {
      target,
      boycotts: target === null ? [] : await loadOfferableBoycotts(api, target),
      status: null,
    };
  },
  title: ({ target, status }, { t }) => {
    const { form, status: words } = t.replies;
    if (status !== null) return words.title;
    return target === null ? form.noneTitle : form.title({ name: target.about.name });
  },
  head: () => ({ noIndex: true }),
  body: ({ target, boycotts, status }, { t, href }) => {
    const { form, status: words, done } = t.replies;
    if (status !== null) {
      return (
        <>
          <Done messages={done} />
          <h1>{words.title}</h1>
          <ReplyState status={status} />
        </>
      );
    }
    if (target !== null) {
      return (
        <>
          <h1>{form.title({ name: target.about.name })}</h1>
          <RightOfReplyForm target={target} boycotts={boycotts} />
        </>
      );
    }
    return (
      <>
        <h1>{form.noneTitle}</h1>
        <p className="lead">{form.none}</p>
        <Lines of={form.intro.slice(1)} />
        <p>{form.oneThing}</p>
        <p className="links">
          <a href={href('domain')}>{form.domain}</a>
          <a href={href('dispute')}>{form.dispute}</a>
        </p>
        <ChoosePlatform page="reply" />
      </>
    );
  },
});
