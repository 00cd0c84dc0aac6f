import {
  privateChecksResponse,
  type PrivateChecksResponse,
} from '#shared/collective/private-evidence.ts';
import { definePage } from '#web/page.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** Private evidence to check; null unless the viewer is a moderator. */
type Data = PrivateChecksResponse | null;

/** Private evidence that waits for a checker. */
export const privateEvidenceChecks = definePage<Data>({
  membersOnly: true,
  load: async (api, { viewer }) =>
    viewer?.moderator === true ? api.get('/api/private-evidence', privateChecksResponse) : null,
  title: (_, { t }) => t.privateEvidence.queue.title,
  body: (data, { t, format, href }) => {
    const { queue: words, check } = t.privateEvidence;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : (
          <div className="two">
            {data.evidence.length === 0 ? (
              <p className="aside">{words.none}</p>
            ) : (
              <ol className="rows">
                {data.evidence.map(({ id, platform, until, accepted }) => (
                  <li key={id}>
                    <a href={href('privateCheck', { id })}>
                      <Tile name={platform.name} />
                      <span className="row-words">
                        <b>{words.about({ platform: platform.name })}</b>
                        <small>
                          {accepted === true ? `${words.answered}. ` : null}
                          {words.until({ day: format.day(until) })}
                        </small>
                      </span>
                      <Icon name="next" />
                    </a>
                  </li>
                ))}
              </ol>
            )}
            <Section title={words.how}>
              <Lines of={[check.say, ...check.rules, words.both]} />
            </Section>
          </div>
        )}
      </>
    );
  },
});
