import type { ReactNode } from 'react';
import { useWrittenIn } from './written-in.ts';

/** What somebody wrote, in her words: it runs, and is read out, as its own language is. */
export function Told(props: { text: string | null; className?: string }): ReactNode {
  const { text, className } = props;
  const writtenIn = useWrittenIn();
  if (text === null) return null;
  return (
    <p
      className={className === undefined ? 'told' : `told ${className}`}
      dir="auto"
      lang={writtenIn(text)}
    >
      {text}
    </p>
  );
}
