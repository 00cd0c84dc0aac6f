import { z } from 'zod/mini';
import {
  turkopticonAggregates,
  turkopticonAttributes,
  turkerViewFigures,
} from '#shared/site/turkopticon-compatibility.ts';
import type { KnownClient } from './queries.ts';

/**
 * Serialises answers by hand rather than with `JSON.stringify` of one object: JavaScript objects
 * reorder keys that look like numbers and treat "__proto__" specially, and the keys are ids chosen
 * by strangers.
 */

/** Value of a quota's remaining requests, which the format requires; there is no quota. */
const REQUESTS_REMAINING = 1_000_000;
const NO_IDS = "To get data, call this address with an 'ids' parameter.";

type Known = ReadonlyMap<string, KnownClient>;

/**
 * Writes the answer of Turkopticon's first version: every requested id, with an empty string for
 * unknown ones and those without marks.
 */
export function writeTurkopticonV1Attributes(asked: readonly string[], known: Known): string {
  if (asked.length === 0) return NO_IDS;
  return writeObject(
    asked.map((id) => {
      const client = known.get(id);
      const figures = client && read(turkopticonAttributes, client.figures, null);
      if (client === undefined || figures == null) return [id, '""'];
      return [id, writeInertJson({ name: harmless(client.name), ...figures })];
    }),
  );
}

/**
 * Writes the answer of Turkopticon's second version: unknown ids are left out, and those without a task
 * report, which is its review.
 */
export function writeTurkopticonV2Requesters(
  asked: readonly string[],
  known: Known,
  fields: ReadonlySet<string> | null,
): { readonly text: string; readonly isEmpty: boolean } {
  const data = asked.flatMap((id) => {
    const client = known.get(id);
    const aggregates = client && read(turkopticonAggregates, client.figures, null);
    if (client === undefined || aggregates == null) return [];
    const attributes = {
      name: harmless(client.name),
      rid: id,
      aliases: read(names, client.aliases, []).map(harmless),
      aggregates,
    };
    const given = Object.entries(attributes).filter(([name]) => fields?.has(name) !== false);
    return [{ type: 'requesters', id, attributes: Object.fromEntries(given) }];
  });
  return { text: writeInertJson({ data, status: 200 }), isEmpty: data.length === 0 };
}

/** Writes an error of Turkopticon's second version. */
export function writeTurkopticonV2Error(status: 400 | 404, detail: string): string {
  const title = status === 400 ? 'Bad Request' : 'Not Found';
  return writeInertJson({ errors: [{ status: String(status), title, detail }], status });
}

/** Writes TurkerView's answer: unknown ids, and those without any report or review, are left out. */
export function writeTurkerViewResponse(asked: readonly string[], known: Known): string {
  const requesters = asked.flatMap((id): [string, string][] => {
    const client = known.get(id);
    const view = client && read(turkerViewFigures, client.figures, null);
    if (client === undefined || view == null) return [];
    const { reviews, user_reviews, ...figures } = view;
    return [
      [
        id,
        writeInertJson({
          requester_name: harmless(client.name),
          requester_id: id,
          reviews,
          user_reviews,
          ...figures,
        }),
      ],
    ];
  });
  const user = writeInertJson({ requestsRemaining: REQUESTS_REMAINING, userId: null });
  return `{"user":${user},"requesters":${writeObject(requesters)}}`;
}

const names = z.array(z.string());

/**
 * Parses stored figures, `empty` where they are invalid or missing; orders keys as the schema, since jsonb does
 * not keep their order.
 */
function read<Value, Empty>(
  schema: z.ZodMiniType<Value>,
  kept: unknown,
  empty: Empty,
): Value | Empty {
  const parsed = schema.safeParse(kept);
  return parsed.success ? parsed.data : empty;
}

/** Writes an object whose keys are any strings, in order. */
export function writeObject(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, value]) => `${writeInertJson(key)}:${value}`).join(',')}}`;
}

/**
 * Serialises JSON in ASCII without markup characters: the same for parsers, and inert when opened as
 * the HTML page that its content type claims.
 */
export function writeInertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&'\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const HARMLESS: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '"': '”',
  "'": '’',
  '`': '’',
  '&': '＆',
  '\\': '＼',
};

/**
 * Escapes a name for older tools, which paste it without escaping into the platform's pages, between
 * any quotes and sometimes as script in an attribute; anybody can add a client.
 */
function harmless(name: string): string {
  return name.replaceAll(/[<>"'`&\\]/g, (sign) => HARMLESS[sign] ?? sign);
}
