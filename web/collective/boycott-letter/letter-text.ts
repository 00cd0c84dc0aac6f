import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { today } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { figuresToQuote } from '#web/collective/boycott-kit/figures-to-quote.ts';
import { shorten } from '#web/collective/boycott-kit/kit-texts.ts';
import { boycottInLanguage } from '#web/collective/boycott-translations/in-language.ts';
import { boycottDeclaration } from '#web/collective/boycotts/boycott-text.ts';
import { shownContact } from '#web/collective/organiser-contact/shown-contact.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { formatsFor } from '#web/page-formats.ts';

/** Longest address that mail programs take: Outlook on Windows cuts at 2,083 characters. */
const MAX_MAILTO = 2_000;
/** Longest demand in a mail that is shortened to fit into its address. */
const SHORT_DEMAND = 240;

export type Letter = {
  readonly subject: string;
  readonly text: string;
  /** A mailto address with both; its text is shorter where it would not fit. */
  readonly mailto: string;
  readonly mailIsShorter: boolean;
};

/**
 * The letter to the company in a language: what the page of the boycott publishes, and how to reply.
 * It names no member.
 */
export function letterToCompany(
  original: BoycottResponse,
  { language, origin, now }: { language: Language; origin: string; now: Date },
): Letter {
  const t = messagesFor(language);
  const words = t.boycotts.letter;
  const boycott = boycottInLanguage(original, language);
  const format = formatsFor(language);
  const page = `${origin}${pathTo(language, 'boycott', { id: boycott.id })}`;
  const figures = figuresToQuote(boycott, { t, format, language, now });
  const subject = words.subject({ title: boycott.title });
  const block = (title: string, lines: readonly string[]): string => [title, ...lines].join('\n');
  const organisers = shownContact(original);
  const open = [
    words.hello,
    `${words.who({ site: t.common.site })} ${boycottDeclaration(boycott, t)}`,
  ];
  const close = [
    block(words.reply, [
      ...(boycott.state === 'on' ? [words.offer] : []),
      `${origin}${replyPath(boycott, language)}`,
    ]),
    ...(organisers === null ? [] : [block(words.organisers, [organisers])]),
    words.noNames,
    words.sign,
  ];
  const text = [
    ...open,
    block(t.boycotts.one.grievance, [boycott.grievance]),
    block(t.boycotts.one.demands, [boycott.demands]),
    block(t.boycotts.one.endsWhen, [boycott.endsWhen]),
    block(words.dates, datesOf(boycott, language)),
    ...(figures.length === 0
      ? []
      : [
          block(
            words.figures({ day: format.day(today(now)) }),
            figures.map(({ say, how }) => `- ${say} ${how}`),
          ),
        ]),
    block(words.page, [page]),
    ...close,
  ].join('\n\n');
  const whole = mailtoOf(subject, text);
  if (whole.length <= MAX_MAILTO) return { subject, text, mailto: whole, mailIsShorter: false };
  const short = [
    ...open,
    block(t.boycotts.one.demands, [shorten(boycott.demands, SHORT_DEMAND)]),
    block(words.page, [page]),
    ...close,
  ].join('\n\n');
  return { subject, text, mailto: mailtoOf(subject, short), mailIsShorter: true };
}

/** When it was proposed, began and ended, and its goal, as sentences. */
function datesOf(
  { proposedAt, onFrom, endedOn, stepEndsAt, state, threshold }: BoycottResponse,
  language: Language,
): string[] {
  const words = messagesFor(language).boycotts.letter;
  const format = formatsFor(language);
  return [
    words.proposed({ day: format.dayOf(proposedAt) }),
    ...(onFrom === null ? [] : [words.began({ day: format.dayOf(onFrom) })]),
    ...(state === 'on' && stepEndsAt !== null
      ? [words.until({ day: format.dayOf(stepEndsAt) })]
      : []),
    ...(endedOn === null ? [] : [words.ended({ day: format.day(endedOn) })]),
    words.goal({ count: threshold }),
  ];
}

/** The form by which who is named replies, without an account. */
function replyPath({ client, platform }: BoycottResponse, language: Language): string {
  const query = new URLSearchParams(
    client === null ? { plateforme: platform.slug } : { client: client.slug },
  );
  return `${pathTo(language, 'reply')}?${query}`;
}

function mailtoOf(subject: string, body: string): string {
  // RFC 6068: lines of a body end with %0D%0A.
  const encoded = encodeURIComponent(body.replaceAll('\n', '\r\n'));
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encoded}`;
}
