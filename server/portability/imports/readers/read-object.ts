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

/** Something that cannot be read at all. */
export function unreadableObject(at: string, reason: string): ReadObject {
  return { kind: 'refused', at, what: 'line', original: '', reason };
}

/** The bytes of a file, decompressed if necessary. */
export type ByteStream = AsyncIterable<Buffer>;
