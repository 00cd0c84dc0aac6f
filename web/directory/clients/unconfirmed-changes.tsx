import { ERASED_NAME_PLACEHOLDER } from '#shared/directory/client-moves.ts';
import type { ClientResponse } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';

/** Unconfirmed changes of a client, each by one member: the old name beside the new one. */
export function UnconfirmedChanges({ client }: { client: ClientResponse }) {
  const { t, href } = usePage();
  const words = t.acts;
  return client.unconfirmed.map(({ act, kind, formerName }) => {
    const isKnown = formerName !== null && formerName !== ERASED_NAME_PLACEHOLDER;
    const joins = kind === 'join-clients' ? 'join' : kind === 'split-client' ? 'split' : 'other';
    return (
      <p key={act} className="marker">
        {isKnown ? words.formerName({ name: formerName }) : words.unconfirmed[joins]}{' '}
        <a href={href('act', { id: act })}>{words.see}</a>
      </p>
    );
  });
}
