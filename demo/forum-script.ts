import type { ThreadInput } from '#shared/community/forum.ts';

/**
 * A thread script. A line is `a: words`: the letter is a member of the thread, or `demo` and `mod`
 * for the demo's own accounts. `b>1: words` quotes post 1; `a~: words` edits her last post; `a!:`
 * withdraws it. In words, `{a}` mentions a member, and `{proof:slug}` is the id of a proof on that
 * platform.
 */
export type ThreadScript = {
  readonly category: ThreadInput['category'];
  readonly title: string;
  /** A platform by its slug, or a client by its name. */
  readonly about?: { readonly platform: string } | { readonly client: string };
  /** Days before now on which it began. */
  readonly age: number;
  readonly posts: readonly string[];
  /** Hours until the first answer, where it does not come at once. */
  readonly waits?: number;
  /** The position of the post that helped who asked. */
  readonly solved?: number;
  /** Why the moderator pinned it. */
  readonly pinned?: string;
  /** By which rule the moderator closed it, and why. */
  readonly closed?: readonly ['settled' | 'elsewhere', string];
};

/** One line, read. */
export type Line = {
  readonly speaker: string;
  readonly quotes: number | null;
  readonly does: 'post' | 'edit' | 'withdraw';
  readonly text: string;
};

const LINE = /^([a-z]+)(?:>(\d+))?([~!])?: (.*)$/s;

/** @throws for an invalid line. */
export function readLine(line: string): Line {
  const [, speaker, quotes, sign, text] = LINE.exec(line) ?? [];
  if (speaker === undefined || text === undefined) throw new Error(`Not a line: ${line}`);
  return {
    speaker,
    quotes: quotes === undefined ? null : Number(quotes),
    does: sign === '~' ? 'edit' : sign === '!' ? 'withdraw' : 'post',
    text,
  };
}
