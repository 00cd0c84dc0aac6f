import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { fundsResponse, type FundsResponse } from '#shared/collective/solidarity-funds.ts';
import { today } from '#shared/core/days.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { BoycottList } from '#web/collective/boycotts/boycott-list.tsx';
import { nextOrganiserStep, organiserSteps } from '#web/collective/organisers/organiser-steps.ts';
import { FundList } from '#web/collective/solidarity-funds/fund-list.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Section } from '#web/ui/section.tsx';

const OPEN: readonly string[] = ['pledging', 'debated'];
const SHOWN_OPEN = 3;
/** Boycotts whose next step is told, the most advanced first. */
const SHOWN_STEPS = 5;

/**
 * The boycotts that the viewer organises, with what is due next; only her device knows her pledges. Below, the solidarity funds of all
 * boycotts that are under way: the same for every member, whatever she pledged.
 */
export const ownBoycotts = definePage({
  membersOnly: true,
  load: async (api) => {
    const { boycotts } = await api.get('/api/me/boycotts', boycottsResponse);
    const { boycotts: funded } = await api.get('/api/solidarity-funds', fundsResponse);
    const all =
      boycotts.length > 0 ? [] : (await api.get('/api/boycotts', boycottsResponse)).boycotts;
    const open = all.filter(({ state }) => OPEN.includes(state)).slice(0, SHOWN_OPEN);
    const organised = await Promise.all(
      boycotts
        .filter(({ state, withdrawn }) => state !== 'failed' && !withdrawn)
        .slice(0, SHOWN_STEPS)
        .map(({ id }) => api.get(boycottApiPath(id), boycottResponse)),
    );
    return { boycotts, funded, open, organised };
  },
  title: (_, { t }) => t.boycotts.mine.title,
  body: ({ boycotts, funded, open, organised }, { t, href }) => {
    const words = t.boycotts.mine;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <div className="two">
          <div>
            {boycotts.length === 0 ? <p>{words.none}</p> : null}
            <ul className="rows">
              {organised.map((boycott) => (
                <NextStep key={boycott.id} boycott={boycott} />
              ))}
            </ul>
            <BoycottList boycotts={boycotts} heading="h2" />
            <p className="buttons">
              <a className="button" href={href('proposeBoycott')}>
                {t.boycotts.list.propose}
              </a>
              <a className="button second" href={href('boycotts')}>
                {t.boycotts.list.all}
              </a>
            </p>
            {open.length === 0 ? null : (
              <Section title={words.open} say={words.openSay}>
                <BoycottList boycotts={open} heading="h3" />
              </Section>
            )}
          </div>
          <Funds boycotts={funded} />
        </div>
      </>
    );
  },
});

/** What is due next for a boycott, and the way to all its steps. */
function NextStep({ boycott }: { boycott: BoycottResponse }) {
  const { t, now } = usePage();
  const words = t.boycotts.organise;
  const next = nextOrganiserStep(organiserSteps(boycott, today(now)));
  return (
    <LinkRow page="organiseBoycott" parameters={{ id: boycott.id }} label={boycott.title}>
      <small>
        {next === null ? words.nothing : `${words.next}\u00a0: ${words.steps[next.name].act}`}
      </small>
    </LinkRow>
  );
}

function Funds({ boycotts }: FundsResponse) {
  const { t, href } = usePage();
  const words = t.boycotts.funds;
  if (boycotts.length === 0) return null;
  return (
    <Section title={words.title} say={`${words.allSay} ${words.noMoney}`}>
      {boycotts.map(({ id, title, funds }) => (
        <section key={id} aria-labelledby={`of-${id}`}>
          <h3 className="with-link" id={`of-${id}`}>
            <a href={href('boycott', { id })}>
              <bdi>{title}</bdi>
            </a>
          </h3>
          <FundList funds={funds} />
        </section>
      ))}
    </Section>
  );
}
