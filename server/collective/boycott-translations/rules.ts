import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  TRANSLATED_PARTS,
  type OrganiserText,
  type TextTranslation,
  type Translation,
} from '#shared/collective/boycott-translations.ts';

/** What the database says of a translation to a viewer. */
export type TranslationFacts<Of extends Translation> = Omit<
  Of,
  'shown' | 'canConfirm' | 'canCorrect'
> & {
  /** The viewer is no second person: she wrote it or the boycott, organises it, or represents the platform. */
  readonly isParty: boolean;
};

/** Who looks at the translations of a boycott. */
export type TranslationViewer = {
  readonly established: boolean;
  readonly representsPlatform: boolean;
  /** Whether the boycott is neither hidden nor withdrawn. */
  readonly boycottVisible: boolean;
};

/**
 * Adds to a translation whether pages show it, and what the viewer may do: confirm or refuse it as an
 * established member who is no party, where nothing is hidden and it waits as it stands; correct her own
 * once it was refused. Why it was refused stays with its author and those who could read the next one.
 */
export function toTranslation<Of extends Translation>(
  { isParty, ...facts }: TranslationFacts<Of>,
  { established, representsPlatform, boycottVisible }: TranslationViewer,
): Omit<TranslationFacts<Of>, 'isParty'> &
  Pick<Translation, 'shown' | 'canConfirm' | 'canCorrect'> {
  const isRefused = facts.refusedOn !== null;
  const shown = facts.readOn !== null && facts.fits && facts.hiding === null && !isRefused;
  const isOpen = boycottVisible && facts.hiding === null && !shown;
  const readsRefusal = facts.mine || (established && !representsPlatform);
  return {
    ...facts,
    refusal: readsRefusal ? facts.refusal : null,
    shown,
    canConfirm: established && isOpen && !isRefused && !isParty,
    canCorrect: established && isOpen && isRefused && facts.mine && !representsPlatform,
  };
}

/** What organisers wrote after the call. */
export type OrganiserTexts = Pick<BoycottResponse, 'outcomeText' | 'lookBack' | 'messages'>;

/**
 * Tells which texts of organisers the viewer may translate: those that can be read, as an established member
 * who does not represent the platform, where none of hers waits for a second person or to be corrected.
 */
export function translatableTexts(
  { outcomeText, lookBack, messages }: OrganiserTexts,
  translations: readonly Pick<TextTranslation, 'part' | 'message' | 'mine' | 'readOn' | 'hiding'>[],
  { established, representsPlatform, boycottVisible }: TranslationViewer,
): OrganiserText[] {
  if (!established || representsPlatform || !boycottVisible) return [];
  const there: Readonly<Record<(typeof TRANSLATED_PARTS)[number], readonly (string | null)[]>> = {
    message: messages.flatMap(({ id, hiding }) => (hiding === null ? [id] : [])),
    outcome: outcomeText === null ? [] : [null],
    'look-back': lookBack === null ? [] : [null],
  };
  const texts = TRANSLATED_PARTS.flatMap((part) =>
    there[part].map((message) => ({ part, message })),
  );
  return texts.filter(({ part, message }) =>
    translations.every(
      (one) =>
        !one.mine ||
        one.part !== part ||
        one.message !== message ||
        one.readOn !== null ||
        one.hiding !== null,
    ),
  );
}
