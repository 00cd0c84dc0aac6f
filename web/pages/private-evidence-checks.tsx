import {
  privateChecksResponse,
  type PrivateChecksResponse,
} from '#shared/collective/private-evidence.ts';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';

/** Private evidence to check; null unless the viewer is a moderator. */
type Data = PrivateChecksResponse | null;

/** Private evidence that waits for a checker. */
export const privateEvidenceChecks = definePage<Data>({
  layout: 'middle',
  membersOnly: true,
  load: async (api, { viewer }) =>
    viewer?.moderator === true ? api.get('/api/private-evidence', privateChecksResponse) : null,
  title: (_, { t }) => t.privateEvidence.queue.title,
  body: (data, { t, format, href }) => {
    const words = t.privateEvidence.queue;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : data.evidence.length === 0 ? (
          <p className="aside">{words.none}</p>
        ) : (
          <ol className="questions">
            {data.evidence.map(({ id, platform, until, accepted }) => (
              <li key={id}>
                <p>
                  <a href={href('privateCheck', { id })}>
                    {words.about({ platform: platform.name })}
                  </a>
                  {accepted === true ? <span className="tag">{words.answered}</span> : null}
                </p>
                <p className="soft">{words.until({ day: format.day(until) })}</p>
              </li>
            ))}
          </ol>
        )}
      </>
    );
  },
});
