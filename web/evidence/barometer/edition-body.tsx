import { addDays, endOfMonth } from '#shared/core/days.ts';
import { DEFINITIVE_AFTER_DAYS, type EditionResponse } from '#shared/evidence/barometer/edition.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { CiteEdition } from './cite-edition.tsx';
import {
  CHARTED,
  EditionIncidents,
  FigureOverMonths,
  KeyFigures,
  KindsTable,
} from './edition-figures.tsx';
import { Corrections } from './corrections.tsx';
import { figureText, headlineText, leadText, listedText } from './edition-text.ts';

/** An edition as a newspaper's front page. */
export function EditionBody({ data }: { data: EditionResponse }) {
  const context = usePage();
  const { t, format, href } = context;
  const { edition, number } = data;
  const { figures, month } = edition;
  return (
    <>
      <header className="edition-mast">
        <p className="title">{t.barometer.title}</p>
        <p>{t.barometer.motto}</p>
        <p className="kicker">
          <span>{t.barometer.number({ number })}</span>
          <span>{format.month(month)}</span>
          <span>{t.barometer.members({ members: figures.members })}</span>
        </p>
      </header>
      <h1 className="edition-headline">{headlineText(figures, context)}</h1>
      <p className="lead">{leadText(figures, context)}</p>
      <StateLine data={data} />
      <KeyFigures figures={figures} />
      <div className="two even">
        {CHARTED.map((name) => (
          <FigureOverMonths key={name} name={name} data={data} />
        ))}
        <KindsTable figures={figures} />
        <EditionIncidents figures={figures} />
        <SayThis data={data} />
        <Section title={t.barometer.limits.title} id="limits">
          <Lines className="prose" of={t.barometer.limits.say} />
          <p className="links">
            <a href={href('survey')}>{t.barometer.limits.survey}</a>
          </p>
        </Section>
      </div>
      <CiteEdition data={data} />
      <OtherEditions data={data} />
    </>
  );
}

/** Whether the edition is definitive, when it will be, and what that changed. */
function StateLine({ data }: { data: EditionResponse }) {
  const context = usePage();
  const { t, format, href } = context;
  const { edition, states, corrections } = data;
  const definitiveOn = addDays(endOfMonth(edition.month), DEFINITIVE_AFTER_DAYS + 1);
  const other = states.find((id) => id !== edition.id);
  const words = t.barometer.state;
  return (
    <div className="edition-state">
      <p>
        <b>{words[edition.state]}</b>{' '}
        {edition.state === 'provisional'
          ? words.until({ day: format.day(definitiveOn) })
          : words.since({ day: format.day(edition.madeOn) })}{' '}
        {other === undefined ? null : (
          <a href={href('edition', { edition: other })}>
            {edition.state === 'provisional' ? words.seeDefinitive : words.seeProvisional}
          </a>
        )}
      </p>
      {corrections.length === 0 ? null : (
        <>
          <p>{words.errata}</p>
          <Corrections of={corrections} />
        </>
      )}
    </div>
  );
}

/** What may be said of these figures, and what may not. */
function SayThis({ data: { edition } }: { data: EditionResponse }) {
  const context = usePage();
  const { t, format } = context;
  const { all } = edition.figures;
  const name = all.hourly === null ? 'notPaid' : 'hourly';
  const figure = all[name];
  if (figure === null) return null;
  const told = {
    members: figure.members,
    value: figureText(name, figure.value, context),
    month: format.month(edition.month),
  };
  const words = t.barometer.sayThis;
  const said = name === 'hourly' ? words.hourly : words.notPaid;
  return (
    <Section title={words.title} id="say">
      <dl className="say-this">
        <div>
          <dt className="paid">{words.do}</dt>
          <dd>{said.do(told)}</dd>
        </div>
        <div>
          <dt className="unpaid">{words.dont}</dt>
          <dd>{said.dont(told)}</dd>
        </div>
      </dl>
      <p className="note">{words.why}</p>
    </Section>
  );
}

/** The editions of other months, newest first, each with its headline or its first figure. */
function OtherEditions({ data: { history, edition } }: { data: EditionResponse }) {
  const context = usePage();
  const { t, format, href } = context;
  const others = history.filter(({ month }) => month !== edition.month).toReversed();
  if (others.length === 0) return null;
  return (
    <Section title={t.barometer.others} id="editions">
      <ul className="rows">
        {others.map((one) => {
          const month = format.month(one.month);
          return (
            <li key={one.month}>
              <a href={href('edition', { edition: one.month })}>
                <span className="row-words">
                  <b>{month}</b>
                  <small>{listedText(one, context)}</small>
                </span>
                <Icon name="next" />
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
