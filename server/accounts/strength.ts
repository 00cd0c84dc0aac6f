import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Of 0 to 4: 3 takes more than 10⁸ guesses. */
const MIN_SCORE = 3;
/** Longer ones are judged by their beginning: the estimate would hold up everybody else. */
const JUDGED_LENGTH = 32;

let estimator: Promise<ZxcvbnFactory> | null = null;

/** Whether a password is hard to guess, knowing who uses it where. */
export async function isStrong(password: string, pseudonym: string): Promise<boolean> {
  estimator ??= loadEstimator();
  const known = [pseudonym, ...pseudonym.split(/[\s\-_.]+/), 'contrenote'];
  return (await estimator).check(password.slice(0, JUDGED_LENGTH), known).score >= MIN_SCORE;
}

/** The dictionaries are large: they are loaded when the first password has to be judged. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, french, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
}
