import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';

/** What the database says of a translation to a viewer. */
export type TranslationFacts = Omit<BoycottTranslation, 'shown' | 'canConfirm'> & {
  /** The viewer is no second person: she wrote it or the boycott, organises it, or represents the platform. */
  readonly isParty: boolean;
};

/**
 * Adds to a translation whether pages show it, and whether the viewer may confirm it: as an established
 * member who is no party, where nothing is hidden and nobody has confirmed it as it stands.
 * @param boycottVisible whether the boycott is neither hidden nor withdrawn.
 */
export function toBoycottTranslation(
  { isParty, ...facts }: TranslationFacts,
  { established, boycottVisible }: { established: boolean; boycottVisible: boolean },
): BoycottTranslation {
  const shown = facts.readOn !== null && facts.fits && facts.hiding === null;
  const isOpen = boycottVisible && facts.hiding === null && !shown;
  return { ...facts, shown, canConfirm: established && isOpen && !isParty };
}
