import { FIELD_CODES, type FieldCode } from '#shared/core/errors.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Currency } from '#shared/core/money.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';
import type { Messages } from '#web/i18n/messages.ts';
import type { PageContext } from '#web/page.ts';
import { shareOfWageSentence } from '#web/evidence/hourly-pay/wage-text.ts';
import { SENTENCE_PLACEHOLDER } from './sentence-placeholder.ts';
import { say } from '#web/i18n/say.ts';

/** Errors whose limit is a day. */
const DAY_LIMITS: ReadonlySet<FieldCode> = new Set(['in-the-future', 'kept-from-writing']);

/** Errors of forms of accounts, messages, domains and boycotts, which no report gives. */
const OF_OTHER_FORMS: ReadonlySet<FieldCode> = new Set([
  'weak',
  'too-many-links',
  'named-in-posts',
  'others-named-in-posts',
  'takes-no-messages',
  'own-messages-off',
  'ignoring-her',
  'messages-a-day',
  'conversations-a-day',
  'own-pseudonym',
  'email-address',
  'name-characters',
  'passkey-refused',
  'not-in-phrase',
  'not-its-domain',
  'not-proven',
  'not-on-domain',
  'no-code',
  'offer-open',
  'open-calls',
  'organisers-full',
  'named-already',
  'not-a-boycott',
  'same-boycott',
  'boycott-not-linkable',
  'boycott-links-full',
  'above-half',
]);

/** The script's sentences and addresses; it contains none itself. */
export type ScriptSentences = Messages['workbook']['script'] & {
  readonly language: Language;
  readonly counts: Readonly<Record<keyof TaskCounts, readonly string[]>>;
  readonly totals: Pick<Messages['workbook']['totals'], 'columns' | 'groups' | 'compare'>;
  readonly states: Messages['payouts']['states'];
  readonly codes: Messages['errors']['codes'];
  readonly fieldIssues: Readonly<Partial<Record<FieldCode, string>>>;
  readonly urls: {
    readonly page: string;
    readonly signIn: string;
    readonly addPlatform: string;
    readonly myEvidence: string;
    readonly editPayout: string;
    readonly editTask: string;
  };
  /**
   * Minimum wages: country, its name, the sentence with a placeholder for the share, euros an hour.
   */
  readonly wages: readonly (readonly [string, string, string, number])[];
  readonly rates: Readonly<Partial<Record<Currency, number>>>;
};

/** The sentences and tables for the script, in the page's language. */
export function scriptSentencesOf(
  page: PageContext,
  { wages, rates }: ReferenceData,
): ScriptSentences {
  const { t, language, format, href } = page;
  const perEur = Object.fromEntries(rates.map((rate) => [rate.currency, rate.perEur]));
  const here = href('workbook');
  const to = (name: 'editPayout' | 'editTaskReport'): string =>
    href(name, { id: SENTENCE_PLACEHOLDER }).replace(
      encodeURIComponent(SENTENCE_PLACEHOLDER),
      SENTENCE_PLACEHOLDER,
    );
  return {
    ...t.workbook.script,
    language,
    counts: t.workbook.counts,
    totals: t.workbook.totals,
    states: t.payouts.states,
    codes: t.errors.codes,
    fieldIssues: Object.fromEntries(
      FIELD_CODES.filter((code) => !code.startsWith('image-') && !OF_OTHER_FORMS.has(code)).map(
        (code) => [
          code,
          // The script does not fill in limits that are days, so their sentences go without the limit.
          say(t.errors.fields[code], { limit: DAY_LIMITS.has(code) ? '' : SENTENCE_PLACEHOLDER }),
        ],
      ),
    ),
    urls: {
      page: here,
      signIn: href('signIn', {}, { next: here }),
      addPlatform: href('addPlatform'),
      myEvidence: href('myEvidence'),
      editPayout: to('editPayout'),
      editTask: to('editTaskReport'),
    },
    wages: wages.flatMap((wage) => {
      const rate = perEur[wage.currency];
      if (rate === undefined) return [];
      const name = format.country(wage.country);
      return [
        [
          wage.country,
          name,
          shareOfWageSentence(SENTENCE_PLACEHOLDER, wage, page),
          wage.hourly / rate,
        ] as const,
      ];
    }),
    rates: perEur,
  };
}
