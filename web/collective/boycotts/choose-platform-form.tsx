import { useId } from 'react';
import { usePage } from '#web/page-context.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { AddEvidenceLinks } from './add-evidence-links.tsx';

/** Number of platforms shown; more letters narrow the list. */
const SHOWN = 8;

/** Query parameter of the typed name, different from that of the site's search box. */
export const PLATFORM_NAME_PARAMETER = 'nom';

export type FoundPlatforms = readonly { readonly slug: string; readonly name: string }[];

/** The first step of a call: its platform. Comes first so that no typed text can be lost. */
export function ChoosePlatformForm({
  found,
  places,
}: {
  found: FoundPlatforms | null;
  places: FoundPlatforms;
}) {
  const id = useId();
  const { t, href, query } = usePage();
  const words = t.boycotts.forms;
  return (
    <div className="form">
      <Mine places={places} />
      <form className="form" method="get" action={href('proposeBoycott')}>
        <div className="field">
          <label htmlFor={id}>{words.where}</label>
          <p className="hint" id={`${id}-hint`}>
            {words.whereSay}
          </p>
          <input
            id={id}
            name={PLATFORM_NAME_PARAMETER}
            type="text"
            defaultValue={query[PLATFORM_NAME_PARAMETER]}
            maxLength={100}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
          />
        </div>
        <button type="submit" className="button">
          {words.find}
        </button>
      </form>
      {found === null ? null : <Platforms found={found} />}
      <p>{words.narrow}</p>
      <p className="links">
        <a href={href('clients')}>{words.toClients}</a>
        <a href={href('tasks')}>{words.toTasks}</a>
      </p>
    </div>
  );
}

/**
 * Platforms on which the viewer can propose a boycott; without any, what she needs, before she
 * writes anything.
 */
function Mine({ places }: { places: FoundPlatforms }) {
  const { t } = usePage();
  const words = t.boycotts.forms;
  if (places.length === 0) {
    return (
      <div className="aside">
        <p>{words.nowhere}</p>
        <AddEvidenceLinks />
      </div>
    );
  }
  return (
    <>
      <p>{words.mine}</p>
      <PlatformLinks platforms={places} />
    </>
  );
}

function PlatformLinks({ platforms }: { platforms: FoundPlatforms }) {
  const { href } = usePage();
  return (
    <ul className="rows">
      {platforms.slice(0, SHOWN).map(({ slug, name }) => (
        <li key={slug}>
          <a href={href('proposeBoycott', {}, { [SUBJECT_PARAMETERS.platform]: slug })}>
            <Tile name={name} size="small" />
            <b className="row-words">{name}</b>
            <Icon name="next" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Platforms({ found }: { found: FoundPlatforms }) {
  const { t, href } = usePage();
  const words = t.boycotts.forms;
  if (found.length === 0) {
    return (
      <p>
        {words.notFound} <a href={href('addPlatform')}>{words.addPlatform}</a>
      </p>
    );
  }
  return (
    <>
      <p>{words.found}</p>
      <PlatformLinks platforms={found} />
    </>
  );
}
