import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { fundsResponse, type FundsResponse } from '#shared/collective/solidarity-funds.ts';
import { BoycottList } from '#web/collective/boycotts/boycott-list.tsx';
import { FundList } from '#web/collective/solidarity-funds/fund-list.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Section } from '#web/ui/section.tsx';

/**
 * The viewer's own boycotts; only her device knows her pledges. Below, the solidarity funds of all
 * boycotts that are under way: the same for every member, whatever she pledged.
 */
export const ownBoycotts = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api) => ({
    boycotts: (await api.get('/api/me/boycotts', boycottsResponse)).boycotts,
    funded: (await api.get('/api/solidarity-funds', fundsResponse)).boycotts,
  }),
  title: (_, { t }) => t.boycotts.mine.title,
  body: ({ boycotts, funded }, { t, href }) => {
    const words = t.boycotts.mine;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {boycotts.length === 0 ? <p>{words.none}</p> : null}
        <BoycottList boycotts={boycotts} heading="h2" />
        <Funds boycotts={funded} />
        <p className="links">
          <a href={href('proposeBoycott')}>{t.boycotts.list.propose}</a>
          <a href={href('boycotts')}>{t.boycotts.list.all}</a>
        </p>
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
          <h3 id={`of-${id}`}>
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
