import type { ThreadInput } from '#shared/community/forum.ts';

/**
 * A thread as it is written down. A line is `a: words`: who speaks is a letter, the same one for the
 * same member of the thread, or the demo's own two, `demo` and `mod`. `b>1: words` quotes the first
 * post; `a~: words` puts other words for her last post; `a!:` takes it back. In the words `{a}`
 * calls who speaks as a, and `{proof:slug}` is the id of a proof of that platform.
 */
export type ThreadScript = {
  readonly category: ThreadInput['category'];
  readonly title: string;
  /** A platform by its slug, or a client by its name. */
  readonly about?: { readonly platform: string } | { readonly client: string };
  /** Days before now on which it began. */
  readonly age: number;
  readonly posts: readonly string[];
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

/** @throws where a line is none. */
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
