import { timestampCursor } from '#shared/core/form-fields.ts';
import { memberResponse } from '#shared/identity/members.ts';
import { pathTo } from '#shared/core/paths.ts';
import { ContactLinks } from '#web/identity/members/contact-links.tsx';
import { MemberPosts, MemberThreads } from '#web/identity/members/member-posts.tsx';
import { Redirect, definePage } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { Done, MessageBox } from '#web/ui/message-box.tsx';

/** A member as the public sees her: her forum posts, and nothing else. */
export const member = definePage({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters, query, language }) => {
    const typed = parameters['pseudonym'] ?? '';
    const more = new URLSearchParams();
    for (const name of ['posts', 'threads']) {
      const cursor = timestampCursor.safeParse(query[name]);
      if (cursor.success) more.set(name, cursor.data);
    }
    const path = `/api/members/${encodeURIComponent(typed)}?${more.toString()}`;
    const found = await api.get(path, memberResponse);
    if (found.pseudonym !== typed) {
      return new Redirect(pathTo(language, 'member', { pseudonym: found.pseudonym }));
    }
    return found;
  },
  title: ({ pseudonym }) => pseudonym,
  head: () => ({ noIndex: true }),
  body: (data, { t }) => {
    const words = t.messages.member;
    return (
      <>
        <Done messages={t.messages.done} />
        <div className="me-head">
          <Face pseudonym={data.pseudonym} size="large" />
          <div>
            <h1>{data.pseudonym}</h1>
            <p className="sub">
              {words.since({ year: data.sinceYear })}{' '}
              {words.counts({ posts: data.posts, threads: data.threads })}
            </p>
          </div>
        </div>
        {data.viewer?.contactable === true ? (
          <MessageBox tone="plain">
            <p>{words.contactable}</p>
          </MessageBox>
        ) : null}
        <ContactLinks member={data} />
        <MemberThreads member={data} />
        <MemberPosts member={data} />
        <p className="note">{words.evidence}</p>
      </>
    );
  },
});
