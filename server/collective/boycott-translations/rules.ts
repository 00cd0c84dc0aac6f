import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';

/** What the database says of a translation to a viewer. */
export type TranslationFacts = Omit<BoycottTranslation, 'shown' | 'canConfirm' | 'canCorrect'> & {
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
export function toBoycottTranslation(
  { isParty, ...facts }: TranslationFacts,
  { established, representsPlatform, boycottVisible }: TranslationViewer,
): BoycottTranslation {
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
