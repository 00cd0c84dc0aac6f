import type { OwnIncident } from '#shared/evidence/incidents.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import type { OwnTaskReport } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { prefilledLetterAddress } from './letters.ts';

/** Links from a member's own evidence to prefilled letters. */

/** Link to the letter that demands a payment; a script adds exact values that this device has. */
export function PaymentLetterLink({ payout }: { payout: OwnPayout }) {
  const { t, language, format } = usePage();
  const { platform, shownMinor, currency, askedOn } = payout;
  const known = {
    platform: platform.name,
    ...(shownMinor === null ? {} : { amount: format.money(shownMinor, currency) }),
    ...(askedOn === null ? {} : { askedOn }),
  };
  return (
    <a href={prefilledLetterAddress(language, 'payment', known)} data-exact="letter">
      {t.letters.write}
    </a>
  );
}

/** Link to the letter that asks for reasons of an incident; none for bought posts. */
export function IncidentLetterLink({ incident }: { incident: OwnIncident }) {
  const { t, language } = usePage();
  const { kind, platform, happenedOn } = incident;
  if (kind === 'posts-bought') return null;
  const event = t.letters.form.events[kind];
  const known = { platform: platform.name, event, eventOn: happenedOn };
  return <a href={prefilledLetterAddress(language, 'data', known)}>{t.letters.write}</a>;
}

/** Link to the letter that disputes refused runs; none without a refusal. */
export function RefusalLetterLink({ report }: { report: OwnTaskReport }) {
  const { t, language, format } = usePage();
  const { refusedWithReason, refusedWithoutReason, reward, platform, title } = report;
  const refused = refusedWithReason + refusedWithoutReason;
  if (refused === 0) return null;
  const known = {
    platform: platform.name,
    task: title,
    count: String(refused),
    amount: format.money(reward.minor * refused, reward.currency),
    ...(refusedWithReason === 0 ? { reason: t.letters.form.noReason } : {}),
  };
  return <a href={prefilledLetterAddress(language, 'refusal', known)}>{t.letters.write}</a>;
}
