import type {
  EditionFigure,
  EditionFigureName,
  EditionInList,
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
