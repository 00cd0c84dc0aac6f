import type { Random } from '#demo/random.ts';
import { drawRank } from './chance.ts';

/** Names of lots, shops and projects: most occur once or twice, as in any forum. */
const RARE_WORDS = 60_000;
const HEADS =
  'ba be bi bo ca ce co da de do du fa fe fi fo ga go gi ha he ja jo ka ke ki la le li lo lu ma me mi mo mu na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo za zi bra cle dro fre gra kri plo pri sta tri'.split(
    ' ',
  );
const TAILS =
  'rin lan dex mor vel tis nou bert gil dan sou zan lux min tor fel cas mont val ric bel nor dis cor lin tex mar pol sim ter vin gor pal nex rus dal mir kel bas fon'.split(
    ' ',
  );

/** The word of a rank; deterministic. */
export function rareWord(rank: number): string {
  let left = Math.imul(rank + 1, 0x9e_37_79_b1) >>> 0;
  const take = (list: readonly string[]): string => {
    const item = list[left % list.length] ?? '';
    left = Math.imul(left ^ (left >>> 15), 0x85_eb_ca_6b) >>> 0;
    return item;
  };
  const middle = left % 3 === 0 ? take(HEADS) : '';
  const word = `${take(HEADS)}${middle}${take(HEADS)}${take(TAILS)}`;
  return rank % 4 === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** A rare word, the first ranks far more often. */
export function drawRareWord(random: Random): string {
  return rareWord(drawRank(RARE_WORDS, random));
}
