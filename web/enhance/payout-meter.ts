import { foldName, hostOfAddress } from '#shared/core/text.ts';
import type { Language } from '#shared/core/languages.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import {
  levelOf,
  meterInWords,
  proofCrowdInWords,
  revealedInWords,
  type MeterWords,
} from '#web/evidence/payouts/meter-text.ts';
import {
  changeInWords,
  meterOfChange,
  type ToldReport,
} from '#web/evidence/payouts/edited-report-meter.ts';
import type { TypedFields } from '#web/evidence/payouts/typed-proof-fields.ts';
import { setText } from '#web/evidence/workbook/dom-helpers.ts';

const PAUSE_MS = 400;

/** The meter of the form's platform, and the sentences that it gives. */
export type LiveMeter = {
  /** The meter of the platform typed; null while it is unknown. */
  readonly of: (typed: TypedFields) => MeterResponse | null;
  readonly show: (typed: TypedFields, language: Language) => void;
};

/**
 * Keeps the meter of the form up to date, with one request per platform; calls `changed` when the meter
 * of another platform has arrived. Undefined for a form without a meter.
 */
export function mountMeter(form: HTMLFormElement, changed: () => void): LiveMeter | undefined {
  const place = form.querySelector<HTMLElement>('[data-part="meter"]');
  const list = place?.querySelector<HTMLElement>('[data-part="sentences"]');
  if (!place || !list) return undefined;
  const words = JSON.parse(place.dataset['words'] ?? '{}') as MeterWords;
  const known = new Map<string, MeterResponse | null>();
  const { meter } = place.dataset;
  if (meter !== undefined) {
    const first = JSON.parse(meter) as MeterResponse;
    known.set(foldName(first.platform.name), first);
  }
  const told = place.dataset['told'];
  if (told !== undefined && meter !== undefined) {
    const [report, first] = [JSON.parse(told) as ToldReport, JSON.parse(meter) as MeterResponse];
    const show = (typed: TypedFields, language: Language): void => {
      const { sentences, level } = changeInWords(typed, report, first, words, language);
      showReading(place, list, sentences, level);
      showBesides(form, typed, meterOfChange(typed, report, first), words, language);
    };
    // The preview of an edited report shows what is public already, so it gets no reading.
    return { of: () => null, show };
  }
  let timer = 0;

  const keyOf = (typed: TypedFields): string => foldName(typed['platform'] ?? '');
  const ask = (typed: TypedFields): void => {
    const key = keyOf(typed);
    clearTimeout(timer);
    if (key === '' || known.has(key)) return;
    timer = window.setTimeout(async () => {
      const found = await fetchMeter(typed['platform'] ?? '').catch(() => undefined);
      // A failed request is not remembered, so the next change repeats it.
      if (found === undefined) return;
      known.set(key, found);
      changed();
    }, PAUSE_MS);
  };
  const of = (typed: TypedFields): MeterResponse | null => known.get(keyOf(typed)) ?? null;

  const show = (typed: TypedFields, language: Language): void => {
    ask(typed);
    const current = of(typed);
    const sentences = meterInWords(typed, current, words, language);
    showReading(place, list, sentences, levelOf(typed, current));
    showBesides(form, typed, current, words, language);
  };
  return { of, show };
}

function showReading(
  place: HTMLElement,
  list: HTMLElement,
  sentences: readonly string[],
  level: string | null,
): void {
  const lines = [...list.children] as HTMLElement[];
  for (const [nth, sentence] of sentences.entries()) {
    const line = lines[nth] ?? list.appendChild(document.createElement('p'));
    setText(line, sentence);
  }
  for (const line of lines.slice(sentences.length)) line.remove();
  if (level === null) delete place.dataset['level'];
  else place.dataset['level'] = level;
}

/** Shows the numbers of people beside the picture, and beside the boxes of what the proof can show. */
function showBesides(
  form: HTMLFormElement,
  typed: TypedFields,
  meter: MeterResponse | null,
  words: MeterWords,
  language: Language,
): void {
  for (const part of form.querySelectorAll<HTMLElement>('[data-part="revealed"]')) {
    setText(part, revealedInWords(typed, meter, words, language));
  }
  for (const part of form.querySelectorAll<HTMLElement>('[data-shows]')) {
    const choice = {
      amount: isShown(part, typed, 'amount'),
      month: isShown(part, typed, 'month'),
    };
    setText(part, proofCrowdInWords(typed, choice, meter, words, language));
  }
}

/**
 * Whether the number beside the box of `part` includes `name`: that box's own fact, or one that is
 * ticked already.
 */
function isShown(part: HTMLElement, typed: TypedFields, name: 'amount' | 'month'): boolean {
  const field = name === 'amount' ? 'showsAmount' : 'showsMonth';
  return part.dataset['shows'] === name || typed[field] === 'on';
}

/** The meter of a platform by its name or address; null where no single platform is meant. */
async function fetchMeter(typed: string): Promise<MeterResponse | null> {
  const host = hostOfAddress(typed);
  const slug = host === null ? await findByName(typed) : await findByHost(host);
  if (slug === null) return null;
  const response = await fetch(`/api/platforms/${encodeURIComponent(slug)}/meter`);
  return response.ok ? ((await response.json()) as MeterResponse) : null;
}

async function findByName(typed: string): Promise<string | null> {
  const response = await fetch(`/api/platforms/suggest?q=${encodeURIComponent(typed.trim())}`);
  const { platforms } = (await response.json()) as { platforms: { slug: string; name: string }[] };
  const named = platforms.filter(({ name }) => foldName(name) === foldName(typed));
  const [platform, other] = named.length > 0 ? named : platforms;
  return platform === undefined || other !== undefined ? null : platform.slug;
}

async function findByHost(host: string): Promise<string | null> {
  const response = await fetch(`/api/lookup?domain=${encodeURIComponent(host)}`);
  const { platform } = (await response.json()) as { platform?: { slug: string } | null };
  return platform?.slug ?? null;
}
