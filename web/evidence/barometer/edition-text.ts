import {
  EDITION_FIGURES,
  type EditionFigure,
  type EditionFigureName,
  type EditionFigures,
  type EditionInList,
  type EditionResponse,
} from '#shared/evidence/barometer/edition.ts';
import type { PageContext } from '#web/page.ts';

type Words = Pick<PageContext, 't' | 'format'>;

/** A value of a figure as the page writes it: « 3,40 € », « 11 jours », « 8 sur 100 ». */
export function figureText(name: EditionFigureName, value: number, { t, format }: Words): string {
  if (name === 'hourly') return format.money(value, 'EUR');
  if (name === 'delay') return t.barometer.days({ count: value });
  return t.barometer.ofHundred({ count: Math.round(value * 100) });
}

/** The bounds of a figure, how many members and slips stand behind it. */
export function boundsText(
  name: EditionFigureName,
  { low, high, members, slips }: EditionFigure,
  words: Words,
): string {
  const { t } = words;
  const bounds =
    low === high
      ? ''
      : t.barometer.between({
          low: shortText(name, low, words),
          high: figureText(name, high, words),
        });
  const behind =
    slips === null ? t.barometer.behind({ members }) : t.barometer.behindSlips({ members, slips });
  return `${bounds} ${behind}`.trim();
}

/** A value without its unit, where the unit follows. */
export function shortText(name: EditionFigureName, value: number, { format }: Words): string {
  if (name === 'hourly') return format.money(value, 'EUR');
  return format.number(name === 'delay' ? value : Math.round(value * 100));
}

/** The headline of an edition: its largest sure change, or that nothing surely moved. */
export function headlineText({ headline }: Pick<EditionInList, 'headline'>, words: Words): string {
  const { t, format } = words;
  if (headline === null) return t.barometer.nothingMoved;
  const { figure, since, from, to } = headline;
  const said = t.barometer.headlines[figure];
  return (to > from ? said.more : said.less)({ month: format.month(since) });
}

/** An edition in a list: its headline, or its first figure where several would say the same. */
export function listedText(one: Pick<EditionInList, 'headline' | 'all'>, words: Words): string {
  const name = EDITION_FIGURES.find((figure) => one.all[figure] !== null);
  const figure = name === undefined ? null : one.all[name];
  if (one.headline !== null || name === undefined || figure === null) {
    return headlineText(one, words);
  }
  return chartTitle(name, [{ figure }], words);
}

/** What stands below the headline. */
export function leadText({ headline }: Pick<EditionInList, 'headline'>, words: Words): string {
  const { t, format } = words;
  if (headline === null) return t.barometer.nothingMovedSay;
  const { figure, since, from, to } = headline;
  return t.barometer.moved({
    what: t.barometer.figures[figure].name,
    to: figureText(figure, to, words),
    from: figureText(figure, from, words),
    month: format.month(since),
  });
}

/** The title of an edition: « Le Baromètre n° 6, octobre 2026 ». */
export function editionTitle({ number, edition }: EditionResponse, words: Words): string {
  return words.t.barometer.cite.titled({ number, month: words.format.month(edition.month) });
}

/** Whether an edition is provisional, and how many members and slips stand behind it. */
export function editionNote({ edition }: EditionResponse, { t }: Words): string {
  const { members, slips } = edition.figures;
  return `${t.barometer.state[edition.state]} ${t.barometer.behindSlips({ members, slips })}`;
}

/** What a chart says, as its title: the figure of its last month. */
export function chartTitle(
  name: EditionFigureName,
  points: readonly { readonly figure: EditionFigure }[],
  words: Words,
): string {
  const value = points.at(-1)?.figure.value ?? 0;
  const isShare = name !== 'hourly' && name !== 'delay';
  return words.t.barometer.figures[name].chart({
    value: isShare ? shortText(name, value, words) : figureText(name, value, words),
  });
}

/** The minimum wage as a line to compare hourly pay with. */
export function wageLine(
  name: EditionFigureName,
  { minimumWage }: Pick<EditionFigures, 'minimumWage'>,
  { t, format }: Words,
): { value: number; label: string } | undefined {
  if (name !== 'hourly' || minimumWage === null) return undefined;
  const wage = format.money(minimumWage, 'EUR');
  return { value: minimumWage, label: t.barometer.wageLine({ wage }) };
}
