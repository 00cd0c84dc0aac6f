import {
  isArgumentElement,
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  parse,
  type MessageFormatElement,
  type PluralElement,
} from '@formatjs/icu-messageformat-parser';

/** A parameter of a message, as its uses define it. */
export type MessageParameter = {
  readonly kind: 'text' | 'number' | 'boolean' | 'day' | 'choice';
  /** For `choice`: the allowed values. */
  readonly choices: readonly string[];
  /** Whether it may be null, because the message has a case `none`. */
  readonly nullable: boolean;
  /**
   * Whether its value is printed; otherwise it only selects a form, which another language may not
   * need.
   */
  readonly printed: boolean;
};

export type Message = {
  readonly elements: readonly MessageFormatElement[];
  readonly parameters: ReadonlyMap<string, MessageParameter>;
  /** Constants of the site's rules that it refers to. */
  readonly constants: ReadonlySet<string>;
};

/** The value that a select case stands for: many values contain a hyphen, which a case name cannot. */
export function selectCaseValue(name: string): string {
  return name.replaceAll('_', '-');
}

/** An invalid message; explains the error to the translator. */
export class InvalidMessage extends Error {}

const PARAMETER = /^[a-z][A-Za-z0-9]*$/;
/** A constant of the rules, defined in web/i18n/constants.ts. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
/**
 * Counts for which a language's plural forms are required; larger ones are rare and fall back to
 * `other`.
 */
const COUNTED = 1_000;

const SYNTAX: Readonly<Record<string, string>> = {
  MISSING_OTHER_CLAUSE: 'each plural and each select needs a case “other {…}” at its end',
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a “{” is not closed by a “}”',
  UNCLOSED_QUOTE_IN_ARGUMENT_STYLE: 'an apostrophe is not closed',
  UNMATCHED_CLOSING_BRACE: 'a “}” has no “{” before it',
  EMPTY_ARGUMENT: 'braces with nothing between them: to write braces, put them in apostrophes',
  INVALID_ARGUMENT_TYPE: 'after the comma stands none of: plural, select, number, date',
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: 'a plural has the same form twice',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'a select has the same case twice',
};

/**
 * Parses a message of a language.
 * @throws InvalidMessage
 */
export function parseMessage(text: string, language: string): Message {
  const elements = parseText(text);
  const parameters = new Map<string, MessageParameter>();
  const constants = new Set<string>();
  visit(elements, (element) => {
    if (isLiteralElement(element) || isPoundElement(element)) return;
    if (CONSTANT.test(element.value)) constants.add(element.value);
    else if (PARAMETER.test(element.value)) take(parameters, element.value, asked(element));
    else throw new InvalidMessage(`“{${element.value}}” is no name of a parameter`);
    if (isPluralElement(element)) checkForms(element, language);
  });
  // "#" prints the number of the enclosing plural.
  for (const name of poundsIn(elements, null)) {
    const known = parameters.get(name);
    if (known !== undefined) parameters.set(name, { ...known, printed: true });
  }
  return { elements, parameters, constants };
}

function parseText(text: string): MessageFormatElement[] {
  try {
    return parse(text, { ignoreTag: true });
  } catch (error) {
    const code = error instanceof Error ? error.message : String(error);
    throw new InvalidMessage(SYNTAX[code] ?? code.toLowerCase().replaceAll('_', ' '));
  }
}

function visit(
  elements: readonly MessageFormatElement[],
  see: (element: MessageFormatElement) => void,
): void {
  for (const element of elements) {
    see(element);
    if (!isPluralElement(element) && !isSelectElement(element)) continue;
    for (const { value } of Object.values(element.options)) visit(value, see);
  }
}

function poundsIn(elements: readonly MessageFormatElement[], plural: string | null): string[] {
  return elements.flatMap((element) => {
    if (isPoundElement(element)) return plural ?? [];
    if (!isPluralElement(element) && !isSelectElement(element)) return [];
    const inside = isPluralElement(element) ? element.value : plural;
    return Object.values(element.options).flatMap(({ value }) => poundsIn(value, inside));
  });
}

const PLAIN: MessageParameter = { kind: 'text', choices: [], nullable: false, printed: false };

function asked(element: MessageFormatElement): MessageParameter {
  if (isArgumentElement(element)) return { ...PLAIN, printed: true };
  if (isNumberElement(element)) return { ...PLAIN, kind: 'number', printed: true };
  if (isDateElement(element)) {
    if (element.style !== 'long') throw new InvalidMessage('a day is written “{…, date, long}”');
    return { ...PLAIN, kind: 'day', printed: true };
  }
  if (isPluralElement(element)) return { ...PLAIN, kind: 'number' };
  if (isSelectElement(element)) return askedBySelect(Object.keys(element.options), element);
  throw new InvalidMessage('the site knows only plural, select, number and date');
}

function askedBySelect(
  cases: readonly string[],
  element: MessageFormatElement & { options: Record<string, { value: unknown[] }> },
): MessageParameter {
  const named = cases.filter((name) => name !== 'other' && name !== 'none');
  const nullable = cases.includes('none');
  if (named.length === 0) return { ...PLAIN, nullable };
  if (named.every((name) => name === 'true' || name === 'false')) {
    return { ...PLAIN, kind: 'boolean', nullable };
  }
  // An empty case "other" declares the named cases complete.
  const closed = element.options['other']?.value.length === 0;
  return closed
    ? { ...PLAIN, kind: 'choice', choices: named.map(selectCaseValue), nullable }
    : { ...PLAIN, nullable };
}

function take(
  parameters: Map<string, MessageParameter>,
  name: string,
  more: MessageParameter,
): void {
  const known = parameters.get(name);
  const both = known === undefined ? more : mergeParameterUses(known, more);
  if (both === null) throw new InvalidMessage(`“{${name}}” is used as two kinds of value`);
  parameters.set(name, both);
}

/** Merges two uses of a parameter; null where they contradict. */
export function mergeParameterUses(
  one: MessageParameter,
  other: MessageParameter,
): MessageParameter | null {
  const [plain, exact] = one.kind === 'text' ? [one, other] : [other, one];
  if (plain.kind !== 'text' && plain.kind !== exact.kind) return null;
  if (
    plain.kind === 'choice' &&
    plain.choices.toSorted().join() !== exact.choices.toSorted().join()
  )
    return null;
  return {
    kind: exact.kind,
    choices: exact.choices,
    nullable: one.nullable || other.nullable,
    printed: one.printed || other.printed,
  };
}

/** Plural categories that a language uses for counts below COUNTED. */
export function pluralCategoriesOf(language: string): readonly string[] {
  const rules = new Intl.PluralRules(language);
  const counts = Array.from({ length: COUNTED }, (_, count) => rules.select(count));
  return rules.resolvedOptions().pluralCategories.filter((form) => counts.includes(form));
}

function checkForms(element: PluralElement, language: string): void {
  if (element.pluralType === 'ordinal' || element.offset !== 0) {
    throw new InvalidMessage('the site knows neither “selectordinal” nor “offset”');
  }
  const forms = Object.keys(element.options).filter((form) => !/^=\d+$/.test(form));
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const unknown = forms.find((form) => !known.some((one) => one === form));
  const needed = pluralCategoriesOf(language);
  if (unknown !== undefined) {
    throw new InvalidMessage(
      `the language has no plural form “${unknown}”: its forms are ${needed.join(', ')}`,
    );
  }
  // Only exact counts ("=0", then "other") need no plural categories.
  if (forms.length === 1) return;
  const missing = needed.find((form) => !forms.includes(form));
  if (missing === undefined) return;
  throw new InvalidMessage(
    `the plural of “${element.value}” lacks the form “${missing}”: the language has ${needed.join(', ')}`,
  );
}
