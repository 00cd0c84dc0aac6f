import type { Random } from '#demo/random.ts';
import { drawLogNormal } from './chance.ts';
import { ASIDES, DONE, QUALITIES, THINGS, VERBS } from './everyday-words.ts';
import { typeInStyle, type TypingStyle } from './typing-style.ts';
import { writeOut } from './pieces.ts';
import { drawRareWord } from './rare-words.ts';
import { ENGLISH, ENGLISH_TITLES } from './sentences-en.ts';
import { FRENCH, FRENCH_ANYWHERE, FRENCH_TITLES, type Topic } from './sentences-fr.ts';
import { COUNTRY_WORDS, METHODS, MONTHS_EN, MONTHS_FR, TOWNS } from './word-lists.ts';

/** Words of a post: the median; the mean is near sixty. */
const MEDIAN_WORDS = 44;
const WORDS_SPREAD = 0.82;
const MOST_WORDS = 1_400;
/** Share of sentences on the thread's topic. */
const ON_TOPIC = 0.72;
/** Share of off-topic sentences. */
const ASIDE = 0.18;
const WITH_LIST = 0.04;
const WITH_STRESS = 0.05;

/** What a post can mention. */
export type Scene = {
  readonly topic: Topic;
  readonly english: boolean;
  readonly year: number;
  readonly platform: () => string;
  readonly failing: () => string;
  readonly client: () => string;
  readonly task: () => string;
  /** A pseudonym to mention. */
  readonly person: () => string;
  /** An address on this site or another. */
  readonly link: () => string;
};

/** A title for a scene. */
export function composeTitle(scene: Scene, random: Random): string {
  const pieces = scene.english ? ENGLISH_TITLES : FRENCH_TITLES[scene.topic];
  return writeOut(random.pick(pieces), filler(scene, random), random).slice(0, 150);
}

/** A Markdown post of realistic length, in one typing style. */
export function composePost(scene: Scene, hand: TypingStyle, random: Random): string {
  const wanted = Math.min(MOST_WORDS, drawLogNormal(MEDIAN_WORDS, WORDS_SPREAD, random));
  const fill = filler(scene, random);
  const sentences: string[] = [];
  for (let words = 0; words < wanted;) {
    const piece = drawPiece(scene, random);
    const sentence = writeOut(piece, fill, random);
    words += sentence.split(' ').length;
    // Slots that are looked up by their letters get no typing errors.
    const exact = piece.includes('{link}') || piece.includes('{person}');
    sentences.push(exact ? sentence : typeInStyle(hand, sentence, random));
  }
  return layOut(sentences, random);
}

function drawPiece({ topic, english }: Scene, random: Random): string {
  if (english) return random.pick(ENGLISH);
  if (random.chance(ASIDE)) return random.pick(ASIDES);
  return random.pick(random.chance(ON_TOPIC) ? FRENCH[topic] : FRENCH_ANYWHERE);
}

function layOut(sentences: readonly string[], random: Random): string {
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length;) {
    const size = random.int(1, 5);
    const some = sentences.slice(at, at + size);
    at += size;
    if (some.length > 2 && random.chance(WITH_LIST)) {
      paragraphs.push(some.map((one) => `- ${one}`).join('\n'));
    } else if (random.chance(WITH_STRESS)) {
      paragraphs.push([...some.slice(0, -1), `**${some.at(-1) ?? ''}**`].join(' '));
    } else paragraphs.push(some.join(' '));
  }
  return paragraphs.join('\n\n');
}

/** Fills the slots of sentence pieces. */
function filler(scene: Scene, random: Random): (slot: string) => string {
  const slots: Readonly<Record<string, () => string>> = {
    platform: scene.platform,
    failing: scene.failing,
    client: scene.client,
    task: scene.task,
    person: scene.person,
    link: scene.link,
    n: () => String(random.int(2, 9)),
    n28: () => String(random.int(2, 28)),
    year: () => String(scene.year - (random.chance(0.3) ? random.int(1, 4) : 0)),
    month: () => random.pick(MONTHS_FR),
    monthEn: () => random.pick(MONTHS_EN),
    method: () => random.pick(METHODS),
    country: () => random.pick(COUNTRY_WORDS),
    town: () => TOWNS[Math.floor(TOWNS.length * random.next() ** 2)] ?? '',
    things: () => drawCommon(THINGS, random),
    quality: () => drawCommon(QUALITIES, random),
    done: () => drawCommon(DONE, random),
    verb: () => drawCommon(VERBS, random),
    rare: () => drawRareWord(random),
    code: () => `${drawRareWord(random).slice(0, 2).toUpperCase()}-${random.int(100, 99_999)}`,
    money: () => amount(drawLogNormal(18, 0.9, random), random),
    money2: () => amount(drawLogNormal(0.6, 1, random), random),
  };
  return (slot) => slots[slot]?.() ?? '';
}

/** Draws from a list, the first entries more often. */
function drawCommon(words: readonly string[], random: Random): string {
  return words[Math.floor(words.length * random.next() ** 1.6)] ?? '';
}

function amount(euros: number, random: Random): string {
  const [whole = '0', cents = '00'] = Math.max(0.02, euros).toFixed(2).split('.');
  if (whole !== '0' && random.chance(0.4)) return `${whole} €`;
  return random.chance(0.8) ? `${whole},${cents} €` : `${whole}€${cents}`;
}
