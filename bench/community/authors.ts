import type { SignedKind } from '#shared/evidence/attribution.ts';
import type { Person } from './people.ts';
import type { Writer } from './writer.ts';

/** A member on a platform, with her public key there. */
export type Author = {
  readonly id: string;
  readonly signedKey: string;
};

export type Authors = {
  /** Her author there, created with her first piece of evidence. */
  readonly of: (person: Person, platformId: string) => Author;
  /** Whether her pieces of a kind there are signed, as drawn for the first one. */
  readonly signs: (author: Author, kind: SignedKind, drawn: boolean) => boolean;
};

export function createAuthors(writer: Writer, newId: () => string): Authors {
  const known = new Map<string, Author>();
  const signing = new Map<string, boolean>();
  return {
    of: (person, platformId) => {
      const place = `${person.id} ${platformId}`;
      const there = known.get(place);
      if (there !== undefined) return there;
      const author: Author = {
        id: newId(),
        signedKey: newId(),
      };
      known.set(place, author);
      writer.add('author', { ...author, memberId: person.id, platformId });
      return author;
    },
    signs: ({ id }, kind, drawn) => {
      const place = `${id} ${kind}`;
      const signed = signing.get(place) ?? drawn;
      signing.set(place, signed);
      return signed;
    },
  };
}
