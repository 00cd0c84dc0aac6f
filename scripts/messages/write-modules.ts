import {
  isArgumentElement,
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  type MessageFormatElement,
  type NumberElement,
  type PluralElement,
  type SelectElement,
} from '@formatjs/icu-messageformat-parser';
import type { CatalogueTexts } from './read-catalogues.ts';
import { selectCaseValue, type Message, type MessageParameter } from './parse-message.ts';

const HEAD = '// Written by scripts/messages out of the catalogues. Changes here are lost.\n';
/** Modules that generated code may import, by imported name. */
const IMPORTS = {
  formatNumber: '#web/format.ts',
  formatShare: '#web/format.ts',
  formatDay: '#web/format.ts',
  pluralsOf: '#web/i18n/plurals.ts',
  constants: '#web/i18n/constants.ts',
} as const;
type Needed = keyof typeof IMPORTS;

type Parameters = ReadonlyMap<string, MessageParameter>;
type Part = {
  readonly language: string;
  readonly messages: ReadonlyMap<string, Message>;
  readonly parameters: ReadonlyMap<string, Parameters>;
};
type Place = {
  readonly language: string;
  readonly parameters: Parameters;
  /** The parameter that "#" prints. */
  readonly pound: string | null;
  readonly need: (name: Needed) => void;
  /** Called when the generated expression uses a parameter. */
  readonly use: () => void;
};

/**
 * Generates the module of one part of a catalogue: a message without parameters becomes a string, one
 * with parameters a function.
 */
export function writePartModule(name: string, texts: CatalogueTexts, part: Part): string {
  const needed = new Set<Needed>();
  const value = writeTexts(texts, name, part, (name) => void needed.add(name));
  const imports = [...needed].map((name) => `import { ${name} } from '${IMPORTS[name]}';\n`);
  const plurals = needed.has('pluralsOf')
    ? `\nconst formOf = pluralsOf('${part.language}');\n`
    : '';
  return `${HEAD}${imports.join('')}${plurals}\nexport const ${name} = ${value};\n`;
}

/** Generates the module that combines the parts of a language. */
export function writeLanguageModule(
  language: string,
  parts: readonly string[],
  source: string,
): string {
  const imports = parts.map(
    (name) => `import { ${name} } from './${language}/${moduleFileName(name)}';\n`,
  );
  const own = language === source;
  const type = own ? '' : `import type { Messages } from './${source}.ts';\n`;
  const end = own ? `export type Messages = typeof ${source};\n` : '';
  return (
    `${HEAD}${imports.join('')}${type}\nexport const ${language}${own ? '' : ': Messages'} = {\n` +
    `${parts.map((name) => `  ${name},\n`).join('')}};\n${end}`
  );
}

/** Generates the module that exports all languages. */
export function writeIndexModule(languages: readonly string[], source: string): string {
  const imports = languages.map((name) => `import { ${name} } from './${name}.ts';\n`);
  return (
    `${HEAD}${imports.join('')}\nexport type { Messages } from './${source}.ts';\n` +
    `export const MESSAGES = { ${languages.join(', ')} };\n`
  );
}

/** 'recordWatch' → 'record-watch.ts'. */
export function moduleFileName(part: string): string {
  return `${part.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}

function writeTexts(
  texts: CatalogueTexts,
  path: string,
  part: Part,
  need: (name: Needed) => void,
): string {
  if (typeof texts === 'string') return writeMessage(path, part, need);
  const entries = Object.entries(texts).map(([key, inner]) => {
    const written = writeTexts(inner, `${path}.${key}`, part, need);
    return Array.isArray(texts) ? written : `${JSON.stringify(key)}: ${written}`;
  });
  const body = entries.join(',\n');
  return Array.isArray(texts) ? `[\n${body}\n]` : `{\n${body}\n}`;
}

function writeMessage(path: string, part: Part, need: (name: Needed) => void): string {
  const message = part.messages.get(path);
  if (message === undefined) throw new Error(`${path} was not read`);
  const parameters = part.parameters.get(path) ?? new Map<string, MessageParameter>();
  let used = false;
  const use = (): void => void (used = true);
  const place: Place = { language: part.language, parameters, pound: null, need, use };
  const text = writeText(message.elements, place);
  if (parameters.size === 0) return text;
  const types = [...parameters].map(([name, parameter]) => `${name}: ${typeOf(parameter)}`);
  return `(${used ? 'p' : '_'}: { ${types.join('; ')} }) => ${text}`;
}

function typeOf({ kind, choices, nullable }: MessageParameter): string {
  const types = {
    text: 'string | number',
    number: 'number',
    boolean: 'boolean',
    day: 'string',
    choice: choices.map((choice) => `'${choice}'`).join(' | '),
  };
  return nullable ? `${types[kind]} | null` : types[kind];
}

/** Generates an expression for a text. */
function writeText(elements: readonly MessageFormatElement[], place: Place): string {
  if (elements.every(isLiteralElement)) {
    return JSON.stringify(elements.map(({ value }) => value).join(''));
  }
  const parts = elements.map((element) =>
    isLiteralElement(element)
      ? element.value.replaceAll(/[\\`]|\$(?=\{)/g, (sign) => `\\${sign}`)
      : `\${${writeElement(element, place)}}`,
  );
  return `\`${parts.join('')}\``;
}

function writeElement(element: MessageFormatElement, place: Place): string {
  const { language, pound, need, use } = place;
  if (isPoundElement(element)) {
    need('formatNumber');
    use();
    return `formatNumber(p.${pound}, '${language}')`;
  }
  if (isArgumentElement(element)) return valueOf(element.value, place);
  if (isNumberElement(element)) return writeNumber(element, place);
  if (isDateElement(element)) {
    need('formatDay');
    return `formatDay(${valueOf(element.value, place)}, '${language}')`;
  }
  if (isPluralElement(element)) return writePlural(element, place);
  if (isSelectElement(element)) return writeSelect(element, place);
  throw new Error('no such element');
}

function valueOf(name: string, { need, use }: Place): string {
  if (!/^[A-Z]/.test(name)) {
    use();
    return `p.${name}`;
  }
  need('constants');
  return `constants.${name}`;
}

/** Default maximum of decimals. */
const DECIMALS = 3;

function writeNumber({ value, style }: NumberElement, place: Place): string {
  const number = valueOf(value, place);
  if (style === 'percent') {
    place.need('formatShare');
    return `formatShare(${number}, '${place.language}')`;
  }
  const scale = typeof style === 'object' ? (style?.parsedOptions.scale ?? 1) : 1;
  place.need('formatNumber');
  const scaled = scale === 1 ? number : `${number} * ${scale}`;
  return `formatNumber(${scaled}, '${place.language}', ${DECIMALS})`;
}

function writePlural({ value, options }: PluralElement, place: Place): string {
  const number = valueOf(value, place);
  const inside = { ...place, pound: value };
  const cases = Object.entries(options).filter(([form]) => form !== 'other');
  const exact = cases.filter(([form]) => form.startsWith('='));
  const forms = cases.filter(([form]) => !form.startsWith('='));
  if (forms.length > 0) place.need('pluralsOf');
  return [
    ...exact.map(([form, { value: text }]) => [`${number} === ${form.slice(1)}`, text] as const),
    ...forms.map(([form, { value: text }]) => [`formOf(${number}) === '${form}'`, text] as const),
  ].reduceRight(
    (rest, [test, text]) => `${test} ? ${writeText(text, inside)} : ${rest}`,
    writeText(options['other']?.value ?? [], inside),
  );
}

function writeSelect({ value, options }: SelectElement, place: Place): string {
  const chosen = valueOf(value, place);
  const kind = place.parameters.get(value)?.kind;
  const test = (name: string): string => {
    if (name === 'none') {
      return kind === 'number' || kind === 'boolean'
        ? `${chosen} === null`
        : `${chosen} === null || ${chosen} === ''`;
    }
    return kind === 'boolean'
      ? `${chosen} === ${name}`
      : `${chosen} === '${selectCaseValue(name)}'`;
  };
  return Object.entries(options)
    .filter(([name]) => name !== 'other')
    .toSorted(([one], [other]) => Number(other === 'none') - Number(one === 'none'))
    .reduceRight(
      (rest, [name, { value: text }]) => `${test(name)} ? ${writeText(text, place)} : ${rest}`,
      writeText(options['other']?.value ?? [], place),
    );
}
