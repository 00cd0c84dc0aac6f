import { LanguageMark } from './language-mark.tsx';
import { useTextLanguage } from './text-language.ts';

/** A member's text, with the direction and language of its own. */
export function UserText(props: { text: string | null; className?: string }) {
  const { text, className } = props;
  const writtenIn = useTextLanguage();
  if (text === null) return null;
  return (
    <p
      className={className === undefined ? 'told' : `told ${className}`}
      dir="auto"
      lang={writtenIn(text)}
    >
      {text}
      <LanguageMark text={text} />
    </p>
  );
}
