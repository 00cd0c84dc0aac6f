/** One object read from a file of another forum; readers yield them in file order. */
export type ReadObject =
  /**
   * An object in the site's import format, not validated yet. `notes` tell what the conversion
   * lost.
   */
  | {
      readonly kind: 'line';
      /** Where the object stands in the file, for messages: "line 12", "posts.json, object 3". */
      readonly at: string;
      readonly value: unknown;
      readonly notes?: readonly string[];
    }
  /** An object that cannot be read, or is not imported. */
  | {
      readonly kind: 'refused' | 'left-out';
      readonly at: string;
      readonly what: string;
      readonly original: string;
      readonly reason: string;
      /** The file ends here, before its end: what is missing is not known. */
      readonly cut?: true;
    };

/** Makes the result for an object in the site's import format. */
export function line(at: string, value: object): Extract<ReadObject, { kind: 'line' }> {
  return { kind: 'line', at, value };
}

/** Makes the result for an object that is not imported, on purpose. */
export function leftOut(at: string, what: string, original: string, reason: string): ReadObject {
  return { kind: 'left-out', at, what, original, reason };
}

/** Makes the result for an object that is invalid. */
export function refused(at: string, what: string, original: string, reason: string): ReadObject {
  return { kind: 'refused', at, what, original, reason };
}

/** Makes the result for a line or object of which not even the kind can be read. */
export function unreadableObject(at: string, reason: string): ReadObject {
  return refused(at, 'line', '', reason);
}

/** Makes the result for the place where a file is cut short. */
export function cutShort(at: string, reason: string): ReadObject {
  return { kind: 'refused', at, what: 'file', original: '', reason, cut: true };
}

/** The bytes of a file, decompressed if it was compressed. */
export type ByteStream = AsyncIterable<Buffer>;
