/** What a reader found in a file of another forum, in the order of the file. */
export type Found =
  /** Something in the form of our format, not looked at yet. `notes` say what was lost on the way. */
  | {
      readonly kind: 'line';
      /** Where it stands: "line 12", "posts.json, object 3". */
      readonly at: string;
      readonly value: unknown;
      readonly notes?: readonly string[];
    }
  /** What cannot be read, or is not to be brought. */
  | {
      readonly kind: 'refused' | 'left-out';
      readonly at: string;
      readonly what: string;
      readonly original: string;
      readonly reason: string;
    };

/** Something that cannot be read at all. */
export function unreadable(at: string, reason: string): Found {
  return { kind: 'refused', at, what: 'line', original: '', reason };
}

/** Where bytes come from: a file, unpacked where it was packed. */
export type Bytes = AsyncIterable<Buffer>;
