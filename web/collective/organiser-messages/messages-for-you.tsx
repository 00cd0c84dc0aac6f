import type { MessagesForViewer } from '#shared/collective/organiser-messages.ts';
import { usePage } from '#web/page-context.ts';
import { Tile } from '#web/ui/tile.tsx';

/** In the inbox: messages of organisers to those who can pledge. Without a mark of reading. */
export function MessagesForYou({ messages }: MessagesForViewer) {
  const { t, href, format } = usePage();
  const words = t.boycotts.messages;
  if (messages.length === 0) return null;
  return (
    <section aria-labelledby="organisers-write">
      <h2 id="organisers-write" className="kicker">
        {words.toYou}
      </h2>
      <ul className="rows inbox">
        {messages.map(({ id, boycott, on }) => (
          <li key={id}>
            <div className="row-line">
              <Tile name={boycott.title} size="small" />
              <div className="row-words">
                <a href={`${href('boycott', { id: boycott.id })}#message-${id}`}>
                  {words.toYouLine({ name: boycott.title })}
                </a>
                <small>{format.day(on)}</small>
              </div>
            </div>
          </li>
        ))}
      </ul>
      <p className="soft">
        {words.toYouSay} <a href={`${href('following')}#organisers`}>{words.toYouOff}</a>
      </p>
    </section>
  );
}
