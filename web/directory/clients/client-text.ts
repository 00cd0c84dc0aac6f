import type { ClientFigures } from '#shared/directory/clients.ts';
import { formatMoney } from '#shared/core/money.ts';
import type { PageContext } from '#web/page.ts';

/** "3,10 € de l'heure, d'après au moins 20 membres. La moitié gagne entre …": what a client's tasks pay. */
export function clientHourlyPaySentence(
  { tasks }: ClientFigures,
  { t, language }: Pick<PageContext, 't' | 'language'>,
): string {
  const words = t.clients.page;
  if (tasks === null) return words.noReports;
  if (tasks.hourly === null) return words.noHourly;
  const { currency, low, median, high, members } = tasks.hourly;
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const said = words.hourly({ amount: money(median), count: members });
  return low === null || high === null || low === high
    ? said
    : `${said} ${words.half({ low: money(low), high: money(high) })}`;
}
