import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { fundsResponse, type FundsResponse } from '#shared/collective/solidarity-funds.ts';
import { BoycottList } from '#web/collective/boycotts/boycott-list.tsx';
import { FundList } from '#web/collective/solidarity-funds/fund-list.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Section } from '#web/ui/section.tsx';

const OPEN: readonly string[] = ['pledging', 'debated'];
const SHOWN_OPEN = 3;

/**
 * The viewer's own boycotts; only her device knows her pledges. Below, the solidarity funds of all
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
    return { boycotts, funded, open };
  },
  title: (_, { t }) => t.boycotts.mine.title,
  body: ({ boycotts, funded, open }, { t, href }) => {
    const words = t.boycotts.mine;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <div className="two">
          <div>
            {boycotts.length === 0 ? <p>{words.none}</p> : null}
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
