import {
  mergeParameterUses,
  InvalidMessage,
  parseMessage,
  type Message,
  type MessageParameter,
} from './parse-message.ts';

/** A message catalogue as in its JSON file. */
export type CatalogueTexts =
  string | readonly CatalogueTexts[] | { readonly [key: string]: CatalogueTexts };
/** A catalogue with its messages parsed. */
export type ParsedCatalogue =
  Message | readonly ParsedCatalogue[] | { readonly [key: string]: ParsedCatalogue };

export type Catalogue = { readonly language: string; readonly texts: CatalogueTexts };
type Known = { readonly languages: readonly string[]; readonly constants: ReadonlySet<string> };

export type CatalogueReadResult = {
  /** Parsed messages, by language and key path. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, Message>>;
  /** Parameters that a page has to pass, merged over all languages, by key path. */
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, MessageParameter>>;
  /** Errors for the translator, one sentence each. */
  readonly faults: readonly string[];
};

/**
 * Parses the catalogues and compares them with the first one, the source. Errors are sentences that say
 * where and what to do.
 */
export function readCatalogues(
  catalogues: readonly [Catalogue, ...Catalogue[]],
  constants: Known['constants'],
): CatalogueReadResult {
  const faults: string[] = [];
  const [source] = catalogues;
  const messages = new Map<string, Map<string, Message>>();
  for (const { language, texts } of catalogues) {
    const read = new Map<string, Message>();
    messages.set(language, read);
    walk(texts, source.texts, '', (path, text, wanted) => {
      const say = (what: string): void => void faults.push(`${language}.json, ${path}: ${what}`);
      if (text === undefined) return say(missing(source.language, wanted));
      if (wanted === undefined) return say(`is not in ${source.language}.json. Remove it.`);
      if (shapeOf(text) !== shapeOf(wanted)) {
        return say(`is ${shapeOf(text)}, and ${shapeOf(wanted)} in ${source.language}.json.`);
      }
      if (typeof text !== 'string') return;
      try {
        const message = parseMessage(text, language);
        const unknown = [...message.constants].find((name) => !constants.has(name));
        if (unknown !== undefined) say(`web/i18n/constants.ts knows no “{${unknown}}”.`);
        read.set(path, message);
      } catch (error) {
        if (!(error instanceof InvalidMessage)) throw error;
        say(`${error.message}. The sentence: ${text}`);
      }
    });
  }
  return { messages, parameters: compare(source.language, messages, faults), faults };
}

function missing(source: string, wanted: CatalogueTexts | undefined): string {
  return typeof wanted === 'string'
    ? `is missing. Translate it from ${source}.json: ${wanted}`
    : `is missing. Copy it from ${source}.json and translate what is in it.`;
}

function shapeOf(texts: CatalogueTexts): string {
  if (typeof texts === 'string') return 'a sentence';
  if (isList(texts)) return 'a list';
  return 'a group of sentences';
}

function isList(texts: CatalogueTexts): texts is readonly CatalogueTexts[] {
  return Array.isArray(texts);
}

/** Walks both trees in parallel; what only one has is undefined for the other. */
function walk(
  texts: CatalogueTexts | undefined,
  wanted: CatalogueTexts | undefined,
  path: string,
  see: (path: string, text: CatalogueTexts | undefined, wanted: CatalogueTexts | undefined) => void,
): void {
  if (path !== '') see(path, texts, wanted);
  if (texts === undefined || wanted === undefined || shapeOf(texts) !== shapeOf(wanted)) return;
  if (typeof texts === 'string' || typeof wanted === 'string') return;
  const [ours, theirs] = [new Map(Object.entries(texts)), new Map(Object.entries(wanted))];
  // Lists may differ in length between languages.
  const keys = isList(texts) ? ours.keys() : new Set([...theirs.keys(), ...ours.keys()]);
  for (const key of keys) {
    const other = isList(texts) ? (theirs.get(key) ?? theirs.get('0')) : theirs.get(key);
    walk(ours.get(key), other, path === '' ? key : `${path}.${key}`, see);
  }
}

/** Compares the parameters of a message in all languages, and merges them. */
function compare(
  source: string,
  messages: ReadonlyMap<string, ReadonlyMap<string, Message>>,
  faults: string[],
): Map<string, Map<string, MessageParameter>> {
  const all = new Map<string, Map<string, MessageParameter>>();
  for (const [path, { parameters }] of messages.get(source) ?? []) {
    all.set(path, new Map(parameters));
  }
  for (const [language, read] of messages) {
    if (language === source) continue;
    for (const [path, { parameters }] of read) {
      const wanted = all.get(path) ?? new Map<string, MessageParameter>();
      all.set(path, wanted);
      const say = (what: string): void => void faults.push(`${language}.json, ${path}: ${what}`);
      for (const [name, parameter] of wanted) {
        if (parameter.printed && !parameters.has(name)) {
          say(`leaves out {${name}}, which ${source}.json has. Put it back.`);
        }
      }
      for (const [name, parameter] of parameters) {
        const known = wanted.get(name);
        const both = known === undefined ? null : mergeParameterUses(known, parameter);
        if (known === undefined) {
          say(`has {${name}}, which ${source}.json has not. Use its names: ${namesOf(wanted)}.`);
        } else if (both === null) {
          say(`uses {${name}} as another kind of value than ${source}.json.`);
        } else if (known.nullable && !parameter.nullable && parameter.printed) {
          say(`needs a case “none” for {${name}}, as in ${source}.json: there may be none.`);
        } else {
          wanted.set(name, both);
        }
      }
    }
  }
  return all;
}

function namesOf(parameters: ReadonlyMap<string, MessageParameter>): string {
  return parameters.size === 0
    ? 'none'
    : [...parameters.keys()].map((name) => `{${name}}`).join(', ');
}
