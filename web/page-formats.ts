import type { Language } from '#shared/core/languages.ts';
import { formatMoney, type Currency } from '#shared/core/money.ts';
import * as plain from './format.ts';

/** How a page writes days, numbers and amounts: the functions of `format.ts`, in its language. */
export function formatsFor(language: Language) {
  return {
    day: (day: string) => plain.formatDay(day, language),
    weekday: (day: string) => plain.formatWeekday(day, language),
    weekdayShort: (day: string) => plain.formatWeekdayShort(day, language),
    month: (month: string) => plain.formatMonth(month, language),
    quarter: (quarter: string, until: string) => plain.formatQuarter(quarter, until, language),
    monthShort: (month: string) => plain.formatMonthShort(month, language),
    dayOf: (moment: string) => plain.formatDayOf(moment, language),
    timeOf: (moment: string) => plain.formatTimeOf(moment, language),
    moment: (moment: string) => plain.formatMoment(moment, language),
    number: (value: number, digits?: number) => plain.formatNumber(value, language, digits),
    fixed: (value: number, digits: number) => plain.formatFixed(value, language, digits),
    share: (share: number) => plain.formatShare(share, language),
    language: (code: string) => plain.formatLanguage(code, language),
    country: (code: string) => plain.formatCountry(code, language),
    money: (minor: number, currency: Currency) => formatMoney(minor, currency, language),
  };
}
