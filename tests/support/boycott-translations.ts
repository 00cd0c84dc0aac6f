import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { RefusalReason } from '#shared/collective/boycott-translations.ts';
import { today } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import type { TestApp } from './app.ts';
import { makeBoycott } from './boycotts.ts';
import { makeMember, type TestMember } from './members.ts';

/** An English translation, as a form sends it. */
export const ENGLISH = {
  language: 'en',
  version: 1,
  title: 'Not one task at three cents',
  grievance: 'The tasks have been paying three cents for two months.',
  demands: 'At least ten cents a task.',
  partaking: 'Take no task on this platform.',
  endsWhen: 'The boycott ends as soon as the price is up.',
} as const;

/** An English translation of a message, outcome or look back, as a form sends it. */
export const ENGLISH_TEXT = {
  language: 'en',
  text: 'They offered us six cents, and we go on until they pay ten.',
} as const;

type Overrides = {
  member?: TestMember;
  boycott?: string;
  language?: Language;
  demands?: string;
  confirmed?: boolean;
  refused?: RefusalReason;
  refusalText?: string;
};

/** Inserts a refused translation of a boycott's outcome, with its act in the record. */
export async function makeRefusedTextTranslation(
  site: TestApp,
  member: TestMember,
): Promise<string> {
  const { now } = site.clock;
  const boycott = (await makeBoycott(site, { state: 'ended' })).id;
  const id = randomId();
  const on = dayToDate(today(now));
  await site.database.prisma.$transaction(async (tx) => {
    const outcomeText = 'Nous avons obtenu dix centimes pour toutes les tâches.';
    await tx.boycott.update({ where: { id: boycott }, data: { outcomeText } });
    const text = { part: 'outcome', ...ENGLISH_TEXT, ofVersion: 1 };
    const refused = { refusedOn: on, refusalReason: 'missing' };
    await tx.boycottTranslation.create({
      data: { ...text, ...refused, id, boycottId: boycott, memberId: member.id, publishedOn: on },
    });
    const subject = `boycott-translation/${id}`;
    await appendEntry(tx, now, { kind: 'boycott-translation-published', subject });
  });
  return id;
}

/** Inserts a translation of a boycott's first version, with its acts in the record. */
export async function makeTranslation(
  site: TestApp,
  overrides: Overrides = {},
): Promise<{ id: string; boycott: string }> {
  const { now } = site.clock;
  const member = overrides.member ?? (await makeMember(site, { established: true }));
  const boycott = overrides.boycott ?? (await makeBoycott(site, { member, state: 'pledging' })).id;
  const id = randomId();
  const { language, version: ofVersion, demands, ...texts } = ENGLISH;
  const on = dayToDate(today(now));
  await site.database.prisma.$transaction(async (tx) => {
    await tx.boycottTranslation.create({
      data: {
        ...texts,
        id,
        ofVersion,
        boycottId: boycott,
        memberId: member.id,
        language: overrides.language ?? language,
        demands: overrides.demands ?? demands,
        publishedOn: on,
        readOn: overrides.confirmed === true ? on : null,
        refusedOn: overrides.refused === undefined ? null : on,
        refusalReason: overrides.refused ?? null,
        refusalText: overrides.refusalText ?? null,
      },
    });
    const subject = `boycott-translation/${id}`;
    await appendEntry(tx, now, { kind: 'boycott-translation-published', subject });
  });
  return { id, boycott };
}
