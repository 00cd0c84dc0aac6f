import { clientResponse } from '#shared/clients.ts';
import { id } from '#shared/fields.ts';
import { pathTo } from '#shared/paths.ts';
import { platformResponse } from '#shared/platforms.ts';
import { replyStatus, type ReplyStatus } from '#shared/replies.ts';
import type { Named } from '#shared/named.ts';
import type { Api } from '#web/api.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { ReplyForm } from '#web/replies/reply-form.tsx';
import { ReplyState } from '#web/replies/reply-state.tsx';
import { Done } from '#web/ui/notice.tsx';

type Data = { about: Named | null; status: ReplyStatus | null };

/**
 * Right of reply, for anybody: `?plateforme=` or `?client=` says who is named, `?reponse=` shows
 * where a reply stands.
 */
export const reply = definePage<Data>({
  load: async (api, { query }) => {
    const number = id.safeParse(query['reponse']);
    if (number.success) {
      return { about: null, status: await api.get(`/api/replies/${number.data}`, replyStatus) };
    }
    return { about: await findNamed(api, query), status: null };
  },
  title: ({ about, status }, { t }) => {
    const { form, status: words } = t.replies;
    if (status !== null) return words.title;
    return about === null ? form.noneTitle : form.title(about.name);
  },
  head: () => ({ noIndex: true }),
  Page: ({ data: { about, status } }) => {
    const { t, language } = usePage();
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
    if (about !== null) {
      return (
        <>
          <h1>{form.title(about.name)}</h1>
          <ReplyForm about={about} />
        </>
      );
    }
    return (
      <>
        <h1>{form.noneTitle}</h1>
        <p className="prose">{form.none}</p>
        <p className="links">
          <a href={pathTo(language, 'platforms')}>{form.platforms}</a>
          <a href={pathTo(language, 'clients')}>{form.clients}</a>
        </p>
      </>
    );
  },
});

async function findNamed(api: Api, query: Readonly<Record<string, string>>): Promise<Named | null> {
  const { plateforme, client } = query;
  if (client !== undefined) {
    const found = await api.get(`/api/clients/${encodeURIComponent(client)}`, clientResponse);
    return { kind: 'client', slug: found.slug, name: found.name };
  }
  if (plateforme === undefined) return null;
  const found = await api.get(`/api/platforms/${encodeURIComponent(plateforme)}`, platformResponse);
  return { kind: 'platform', slug: found.slug, name: found.name };
}
