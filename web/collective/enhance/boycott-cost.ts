import { estimateBoycottCost, type RefusedWork } from '#shared/collective/boycott-cost.ts';
import { today } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { decimalsOf, formatMoney } from '#shared/core/money.ts';
import { fillPlaceholder, findPart } from '#web/evidence/workbook/dom-helpers.ts';
import { readWorkbookIfAny } from '#web/evidence/workbook/read-workbook.ts';

/** Says what the boycott would cost her, from the workbook on this device. Nothing of it is sent. */
export function enhance(element: HTMLElement): void {
  void show(element);
}

async function show(element: HTMLElement): Promise<void> {
  const entries = await readWorkbookIfAny();
  if (entries === null) return;
  const { work = '{}', days, language, sentence = '' } = element.dataset;
  const cost = estimateBoycottCost(
    entries,
    JSON.parse(work) as RefusedWork,
    Number(days),
    today(new Date()),
  );
  if (cost === null) return;
  const { minor, currency } = cost;
  // Whole euros: it is an estimate.
  const unit = 10 ** decimalsOf(currency);
  const rounded = Math.max(1, Math.round(minor / unit)) * unit;
  const amount = formatMoney(rounded, currency, language as Language);
  findPart(element, 'cost').textContent = fillPlaceholder(sentence, amount);
  element.hidden = false;
}
