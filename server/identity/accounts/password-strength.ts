import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as french from '@zxcvbn-ts/language-fr';

/** zxcvbn score, 0 to 4; 3 means more than 10⁸ guesses. */
const MIN_SCORE = 3;
/** Maximum l33t substitutions tried; each costs a search of all dictionaries. */
const SUBSTITUTIONS = 20;

export type PasswordWithPseudonym = { readonly password: string; readonly pseudonym: string };

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...french.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  l33tMaxSubstitutions: SUBSTITUTIONS,
});

/**
 * Whether a password is hard to guess, given the pseudonym and the site. CPU-intensive: run in a worker
 * thread.
 */
export function isHardToGuess({ password, pseudonym }: PasswordWithPseudonym): boolean {
  const known = [pseudonym, ...pseudonym.split(/[\s\-_.]+/), 'contrenote'];
  return estimator.check(password, known).score >= MIN_SCORE;
}
