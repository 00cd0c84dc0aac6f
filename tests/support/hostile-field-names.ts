import { LONG } from './full-length-runs.ts';
import { HOSTILE_VALUES } from './hostile-values.ts';

/** The fields of a route: visible ones, and hidden ones of the form. */
export type FieldNames = { readonly typed: readonly string[]; readonly unseen: readonly string[] };
type Texts = Readonly<Record<string, string>>;
/** The values to send to a route, as JSON and as forms; fields not listed keep valid values. */
type Round = (names: FieldNames, nth: number) => { scripted: Texts[]; forms: Texts[] };

const SCRIPT = textOf('a script');
/** Without the NUL byte, which a separate test sends to every field. */
const OTHERS = HOSTILE_VALUES.map(([, text]) => text).filter(
  (text) => text !== SCRIPT && !text.includes('\0'),
);
const TURNS = 2;

/** All texts in all fields of all routes: about ten thousand requests. */
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
 * A sample. Each visible field gets markup, alone and in a form, and two other texts in rotation, so
 * that each text reaches a third of all fields. Hidden fields, which shared code reads, get one text on
 * each route and all texts on some.
 */
const SHARE: Round = ({ typed, unseen }, nth) => {
  const inTurn = (name: string, place: number, turn = 0): Texts => ({
    [name]: OTHERS[(nth + place + turn * (OTHERS.length / TURNS)) % OTHERS.length] ?? '',
  });
  const together = (names: readonly string[]): Texts =>
    Object.assign({}, ...names.map((name, place) => inTurn(name, place)));
  // Hidden fields for the redirect and the form's name.
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

/** The rounds of requests, one test each. */
export const ROUNDS: readonly (readonly [string, Round])[] = LONG
  ? WHOLE
  : [['its share of the hostile texts', SHARE]];

function textOf(asked: string): string {
  const found = HOSTILE_VALUES.find(([what]) => what === asked);
  if (found === undefined) throw new Error(`no text is ${asked}`);
  return found[1];
}
