import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { BoycottList } from '#web/collective/boycotts/boycott-list.tsx';
import { definePage } from '#web/page.ts';

/** The viewer's own boycotts; only her device knows her pledges. */
export const ownBoycotts = definePage({
  membersOnly: true,
  load: (api) => api.get('/api/me/boycotts', boycottsResponse),
  title: (_, { t }) => t.boycotts.mine.title,
  body: ({ boycotts }, { t, href }) => {
    const words = t.boycotts.mine;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {boycotts.length === 0 ? <p>{words.none}</p> : null}
        <BoycottList boycotts={boycotts} heading="h2" />
        <p className="links">
          <a href={href('proposeBoycott')}>{t.boycotts.list.propose}</a>
          <a href={href('boycotts')}>{t.boycotts.list.all}</a>
        </p>
      </>
    );
  },
});
