import {
  boycottProspects,
  boycottablePlatforms,
} from '#shared/collective/boycottable-platforms.ts';
import { clientResponse } from '#shared/directory/clients.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import { rankingResponse } from '#shared/directory/platform-ranking.ts';
import { taskResponse } from '#shared/evidence/tasks.ts';
import type { Api } from '#web/in-process-api.ts';
import {
  ChoosePlatformForm,
  PLATFORM_NAME_PARAMETER,
  type FoundPlatforms,
} from '#web/collective/boycotts/choose-platform-form.tsx';
import {
  ProposeBoycottForm,
  type PossiblePledgersByPlatform,
  type ProposedTarget,
} from '#web/collective/boycotts/propose-form.tsx';
import { usePage } from '#web/page-context.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';

type Data = {
  /** The target; null until chosen. */
  target: ProposedTarget | null;
  /** Platforms matching the typed name; null without one. */
  found: FoundPlatforms | null;
  /** Platforms where she has evidence. */
  places: FoundPlatforms;
  /** For the target's platforms: the number of possible pledgers. */
  eligible: PossiblePledgersByPlatform;
};

/** The form to call for a boycott of a platform, of a client there, or of a task. */
export const proposeBoycott = definePage<Data>({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { query }) => {
    const target = await findTarget(api, query);
    const typed = query[PLATFORM_NAME_PARAMETER] ?? '';
    const { places } = await api.get('/api/me/boycott-places', boycottablePlatforms);
    return {
      target,
      places,
      eligible: await findEligible(api, target, places),
      found: target === null && typed !== '' ? await findPlatforms(api, typed) : null,
    };
  },
  title: (_, { t }) => t.boycotts.forms.propose,
  body: ({ target, found, places, eligible }, { t, href }) => {
    const words = t.boycotts.forms;
    return (
      <>
        <h1>{words.propose}</h1>
        <p className="sub">{words.proposeSay}</p>
        <Before />
        {target === null ? (
          <ChoosePlatformForm found={found} places={places} />
        ) : (
          <ProposeBoycottForm target={target} places={places} eligible={eligible} />
        )}
        <p className="links">
          <a href={href('sealedPledge')}>{t.boycotts.list.how}</a>
        </p>
      </>
    );
  },
});

function Before() {
  const words = usePage().t.boycotts.forms;
  return (
    <details className="why">
      <summary>{words.before}</summary>
      <Lines ordered className="begin" of={words.beforeSteps} />
    </details>
  );
}

/** The target in the address: a task first, then a client, then a platform. */
async function findTarget(
  api: Api,
  query: Readonly<Record<string, string>>,
): Promise<ProposedTarget | null> {
  const task = id.safeParse(query[SUBJECT_PARAMETERS.task]);
  if (task.success) {
    const found = await api.get(`/api/tasks/${task.data}`, taskResponse);
    return { kind: 'task', id: found.id, name: found.title, platforms: [found.platform] };
  }
  const client = slug.safeParse(query[SUBJECT_PARAMETERS.client]);
  if (client.success) {
    const found = await api.get(`/api/clients/${client.data}`, clientResponse);
    return { kind: 'client', slug: found.slug, name: found.name, platforms: found.platforms };
  }
  const platform = slug.safeParse(query[SUBJECT_PARAMETERS.platform]);
  if (!platform.success) return null;
  const found = await api.get(`/api/platforms/${platform.data}`, platformResponse);
  return { kind: 'platform', name: found.name, platforms: [found] };
}

/** Maximum platforms of a client for which possible pledgers are counted. */
const COUNTED = 5;

async function findEligible(
  api: Api,
  target: ProposedTarget | null,
  places: FoundPlatforms,
): Promise<PossiblePledgersByPlatform> {
  const mine = new Set(places.map((place) => place.slug));
  const open = (target?.platforms ?? []).filter((one) => mine.has(one.slug)).slice(0, COUNTED);
  const eligible: PossiblePledgersByPlatform[number][] = [];
  for (const { slug: at, name } of open) {
    const prospects = await api.get(`/api/me/boycott-places/${at}`, boycottProspects);
    eligible.push({ name, ...prospects });
  }
  return eligible;
}

async function findPlatforms(api: Api, typed: string): Promise<FoundPlatforms> {
  const path = `/api/platforms?q=${encodeURIComponent(typed.slice(0, 100))}`;
  return (await api.get(path, rankingResponse)).platforms;
}
