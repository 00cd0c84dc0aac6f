import type { ReactNode } from 'react';
import { secondsResponse, type SecondsResponse } from '#shared/case-work.ts';
import { pathTo } from '#shared/paths.ts';
import { usePage } from '#web/context.ts';
import { kindOf, measureToCome, openedSince, ruleInWords } from '#web/moderation/words.ts';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/notice.tsx';

/** Null for members who may not be the second person yet. */
type Data = SecondsResponse | null;

/** The cases that wait for a second person, for established members and moderators. */
export const secondPerson = definePage<Data>({
  membersOnly: true,
  load: async (api, { viewer }) => {
    if (viewer?.established !== true && viewer?.moderator !== true) return null;
    return api.get('/api/moderation/seconds', secondsResponse);
  },
  title: (_, { t }) => t.moderation.second.title,
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t, language } = usePage();
    const words = t.moderation.second;
    return (
      <>
        <Done messages={t.moderation.done} />
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <ul className="prose">
          {words.what.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {data === null ? (
          <div className="aside">
            <p>
              {words.notEstablished} {words.howTo}
            </p>
          </div>
        ) : (
          <Waiting cases={data.cases} />
        )}
        <p className="links">
          <a href={pathTo(language, 'moderation')}>{t.moderation.queue.title}</a>
        </p>
      </>
    );
  },
});

function Waiting({ cases }: SecondsResponse): ReactNode {
  const page = usePage();
  const { t, language } = page;
  if (cases.length === 0) return <p className="aside">{t.moderation.second.none}</p>;
  return (
    <ol className="questions">
      {cases.map(({ id, about, kind, rule, openedAt }) => (
        <li key={id}>
          <p>
            <a href={pathTo(language, 'moderationCase', { id })}>
              {kindOf(about, t)}, {measureToCome(kind, t).toLowerCase()}
            </a>
          </p>
          <p className="soft">
            {ruleInWords(rule, t)} · {openedSince(openedAt, page)}
          </p>
        </li>
      ))}
    </ol>
  );
}
