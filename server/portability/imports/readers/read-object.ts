/** One object read from a file of another forum; readers yield them in file order. */
export type ReadObject =
  /** An object in our format, not validated yet. `notes` tell what the conversion lost. */
  | {
      readonly kind: 'line';
      /** Where the object stands in the file, for messages: "line 12", "posts.json, object 3". */
      readonly at: string;
      readonly value: unknown;
      readonly notes?: readonly string[];
    }
  /** Something that cannot be read, or is not imported. */
  | {
      readonly kind: 'refused' | 'left-out';
      readonly at: string;
      readonly what: string;
      readonly original: string;
      readonly reason: string;
    };

/** An object in our format. */
export function line(at: string, value: object): Extract<ReadObject, { kind: 'line' }> {
  return { kind: 'line', at, value };
}

/** Something that is not imported. */
export function leftOut(at: string, what: string, original: string, reason: string): ReadObject {
  return { kind: 'left-out', at, what, original, reason };
}

/** Something that cannot be read. */
export function refused(at: string, what: string, original: string, reason: string): ReadObject {
  return { kind: 'refused', at, what, original, reason };
}

/** Something that cannot be read at all. */
export function unreadableObject(at: string, reason: string): ReadObject {
  return refused(at, 'line', '', reason);
}

/** The bytes of a file, decompressed if necessary. */
export type ByteStream = AsyncIterable<Buffer>;
