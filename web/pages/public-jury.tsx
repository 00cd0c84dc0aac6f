import { juryResponse, type JuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { JuryDraw } from '#web/governance/juries/jury-draw.tsx';
import { JuryRecordEntries } from '#web/governance/juries/jury-record-entries.tsx';
import { JuryVotes } from '#web/governance/juries/jury-votes.tsx';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { subjectKindInWords } from '#web/governance/cases/case-text.ts';
import { definePage } from '#web/page.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';

/** One jury as the public sees it: its state, draw, decision and reasons. */
export const jury = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: (api, { parameters }) =>
    api.get(`/api/juries/${encodeURIComponent(parameters['id'] ?? '')}`, juryResponse),
  title: (data, { t }) => titleOf(data, t.juries.jury),
  body: (data, { t, language, href, viewer }) => {
    const words = t.juries.jury;
    return (
      <>
        <h1>{titleOf(data, words)}</h1>
        <p className="sub">
          {data.about === null ? null : `${subjectKindInWords(data.about, t)} · `}
          {words.what}
        </p>
        <div className="platform-grid">
          <div>
            <p className="answer">{words.now[data.state]}</p>
            <p className="links">
              {data.decision === null ? null : (
                <a href={decisionPath(language, data.decision)}>{words.decision}</a>
              )}
              {data.against === null ? null : (
                <a href={decisionPath(language, data.against)}>{words.against}</a>
              )}
              {viewer === null ? null : <a href={href('ownJury', { id: data.id })}>{words.mine}</a>}
            </p>
            <JuryVotes jury={data} />
          </div>
          <Where jury={data} />
        </div>
        <JuryDraw jury={data} />
        <JuryRecordEntries acts={data.acts} />
        <p className="links">
          <a href={href('juries')}>{words.all}</a>
        </p>
      </>
    );
  },
});

function titleOf(
  { appeal }: JuryResponse,
  words: { titleAppeal: string; titleContested: string },
): string {
  return appeal ? words.titleAppeal : words.titleContested;
}

/** The jury's times, as lines of a panel. */
function Where({ jury: one }: { jury: JuryResponse }) {
  const { t, format } = usePage();
  const words = t.juries.jury;
  const { seats, pool, calledAt, drawHour, drawnAt, endsAt, endedAt } = one;
  const row = (label: string, moment: string, say?: string) => (
    <FigureRow
      label={label}
      small={
        <>
          {format.timeOf(moment)}
          {say === undefined ? null : <> · {say}</>}
        </>
      }
    >
      {format.dayOf(moment)}
    </FigureRow>
  );
  return (
    <section className="slip" aria-labelledby="where">
      <h2 id="where">{words.panel}</h2>
      <dl>
        <FigureRow label={words.seats} small={words.majority({ count: Math.floor(seats / 2) + 1 })}>
          {seats}
        </FigureRow>
        <FigureRow label={words.pool} small={words.poolSay}>
          {pool.size}
        </FigureRow>
        {row(words.called, calledAt)}
        {row(words.hour, drawHour, drawnAt === null ? words.hourSay : undefined)}
        {drawnAt === null ? null : row(words.drawn, drawnAt)}
        {endsAt === null || endedAt !== null ? null : row(words.endsAt, endsAt)}
        {endedAt === null ? null : row(words.ended, endedAt)}
      </dl>
    </section>
  );
}
