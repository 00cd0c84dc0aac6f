import { LONG } from './length.ts';
import { HOSTILE_VALUES } from './hostile.ts';

/** The fields of a route: those in which somebody types, and what a form carries unseen. */
export type FieldNames = { readonly typed: readonly string[]; readonly unseen: readonly string[] };
type Texts = Readonly<Record<string, string>>;
/** What is sent to a route, by a script and as forms: the text of each field that is not as it should be. */
type Round = (names: FieldNames, nth: number) => { scripted: Texts[]; forms: Texts[] };

const SCRIPT = textOf('a script');
/** But for the NUL byte, which a test of its own sends into every field. */
const OTHERS = HOSTILE_VALUES.map(([, text]) => text).filter(
  (text) => text !== SCRIPT && !text.includes('\0'),
);
const TURNS = 2;

/** Every text in every field of every route: some ten thousand requests. */
const WHOLE: readonly (readonly [string, Round])[] = HOSTILE_VALUES.map(([what, text]) => [
  what,
  ({ typed, unseen }) => {
    const alone = (name: string): Texts => ({ [name]: text });
    return {
      scripted: [...typed, ...unseen].map(alone),
      forms: [Object.fromEntries(typed.map((name) => [name, text])), ...unseen.map(alone)],
    };
  },
]);

/**
 * Each field in which somebody types meets markup, alone and in a form, and alone two of the other
 * texts, in turn: each of these meets a third of all fields. What a form carries unseen, which one
 * piece of code reads for all of them, meets one text on each route, and all texts on some routes.
 */
const SHARE: Round = ({ typed, unseen }, nth) => {
  const inTurn = (name: string, place: number, turn = 0): Texts => ({
    [name]: OTHERS[(nth + place + turn * (OTHERS.length / TURNS)) % OTHERS.length] ?? '',
  });
  const together = (names: readonly string[]): Texts =>
    Object.assign({}, ...names.map((name, place) => inTurn(name, place)));
  // Where it leads, and in which form what it says is shown.
  const leading: readonly string[] = unseen.filter((name) => name === '_from' || name === '_form');
  const carried = unseen.filter((name) => !leading.includes(name));
  return {
    scripted: [
      ...typed.flatMap((name, place) => [
        { [name]: SCRIPT },
        ...Array.from({ length: TURNS }, (_, turn) => inTurn(name, place, turn)),
      ]),
      together(unseen),
    ],
    forms: [
      Object.fromEntries(typed.map((name) => [name, SCRIPT])),
      together([...typed, ...carried]),
      ...leading.map((name, place) =>
        nth % 2 === place ? { [name]: SCRIPT } : inTurn(name, place),
      ),
    ],
  };
};

/** What each route is sent, in so many tests. */
export const ROUNDS: readonly (readonly [string, Round])[] = LONG
  ? WHOLE
  : [['its share of the hostile texts', SHARE]];

function textOf(asked: string): string {
  const found = HOSTILE_VALUES.find(([what]) => what === asked);
  if (found === undefined) throw new Error(`no text is ${asked}`);
  return found[1];
}
