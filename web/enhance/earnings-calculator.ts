import { today } from '#shared/core/days.ts';
import { formatMoney } from '#shared/core/money.ts';
import {
  estimateMonth,
  parseWeeklyHours,
  type MonthlyEarnings,
} from '#shared/directory/platform-comparison.ts';
import { ownHourlyRates, weeklyHours } from '#shared/evidence/workbook-start.ts';
import type { CalculatorData } from '#web/directory/comparison/calculator-data.ts';
import { fillPlaceholder, findPart } from '#web/evidence/workbook/dom-helpers.ts';
import { readWorkbookIfAny } from '#web/evidence/workbook/read-workbook.ts';
import { formatNumber } from '#web/format.ts';
import { chooseCountry, chosenCountry } from './chosen-country.ts';

/**
 * Computes at once, and begins with the hours and rates of the workbook on this device. Nothing of it
 * is sent: the form no longer submits.
 */
export function enhance(section: HTMLElement): void {
  const form = section.querySelector('form');
  const other = section.querySelector<HTMLInputElement>('[name=other]');
  const country = section.querySelector('select');
  if (form === null || other === null || country === null) return;
  const data = JSON.parse(section.dataset['calculator'] ?? '{}') as CalculatorData;
  const { language, words, wages } = data;
  const radios = [...form.querySelectorAll<HTMLInputElement>('[name=hours]')];
  const rows = [...section.querySelectorAll<HTMLElement>('.earnings li')];
  const notes = rows.map((row) => findPart(row, 'note').textContent);
  let own: ReturnType<typeof ownHourlyRates> = [];

  function show(): void {
    const typed = other?.value.trim() ?? '';
    const chosen = radios.find(({ checked }) => checked)?.value ?? '';
    const hours = parseWeeklyHours(typed === '' ? chosen : typed);
    other?.toggleAttribute('aria-invalid', typed !== '' && hours === null);
    if (hours === null) return;
    findPart(section, 'month').textContent = fillPlaceholder(words.month, inWords(hours));
    const wage = wages.find((one) => one.country === country?.value) ?? null;
    const earners = data.platforms.map(({ hourly, shareReceived }, nth) => ({
      hourly: own[nth] ?? hourly,
      shareReceived,
    }));
    const months = estimateMonth(hours, earners, wage?.hourly ?? null, data.rates);
    for (const [nth, row] of rows.entries()) showMonth(row, months[nth] ?? null, data.language);
    for (const [nth, row] of rows.slice(0, earners.length).entries()) {
      const rate = own[nth] ?? null;
      findPart(row, 'note').textContent =
        rate === null
          ? (notes[nth] ?? '')
          : fillPlaceholder(
              words.own,
              formatMoney(Math.round(rate.minor), rate.currency, language),
            );
    }
    const reference = rows[earners.length];
    if (reference === undefined || wage === null) return;
    findPart(reference, 'name').textContent = wage.label;
    findPart(reference, 'note').textContent = wage.note;
  }
  const inWords = (hours: number): string => formatNumber(hours, language, 1);

  async function beginWithWorkbook(): Promise<void> {
    const entries = await readWorkbookIfAny();
    if (entries === null) return;
    own = ownHourlyRates(
      entries,
      data.platforms.map(({ name }) => name),
    );
    const hours = weeklyHours(entries, today(new Date()));
    if (hours !== null && !asked.has('hours') && !asked.has('other')) {
      for (const radio of radios) radio.checked = Number(radio.value) === hours;
      if (other !== null) other.value = radios.some(({ checked }) => checked) ? '' : inWords(hours);
      const book = findPart(section, 'book');
      book.textContent = fillPlaceholder(words.fromBook, inWords(hours));
      book.hidden = false;
    }
    show();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Turbo listens further out.
    event.stopPropagation();
  });
  findPart(section, 'send').hidden = true;
  other.addEventListener('input', () => {
    for (const radio of radios) radio.checked = false;
    show();
  });
  for (const radio of radios) {
    radio.addEventListener('change', () => {
      other.value = '';
      show();
    });
  }
  country.addEventListener('change', () => {
    chooseCountry(country.value);
    show();
  });

  const asked = new URLSearchParams(location.search);
  const known = wages.find((wage) => wage.country === chosenCountry());
  if (known !== undefined && !asked.has('country')) country.value = known.country;
  show();
  void beginWithWorkbook();
}

function showMonth(
  row: HTMLElement,
  month: MonthlyEarnings | null,
  language: CalculatorData['language'],
): void {
  findPart(row, 'sum').textContent =
    month === null ? '–' : formatMoney(month.minor, month.currency, language);
  const width = `${Math.round((month?.part ?? 0) * 1000) / 10}%`;
  row.querySelector('[data-part=bar]')?.setAttribute('width', width);
}
