import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { TextArea } from './form.tsx';

/** The field in which somebody who decides says why. */
export function Reason(props: {
  words: { readonly reason: string; readonly reasonHint: string };
  rows?: number;
  optional?: boolean;
}) {
  const { words, ...more } = props;
  return (
    <TextArea
      name="reason"
      label={words.reason}
      hint={words.reasonHint}
      rows={3}
      maxLength={MAX_REASON_LENGTH}
      {...more}
    />
  );
}
