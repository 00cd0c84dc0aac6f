import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { TextField } from '#web/ui/form.tsx';

/** Why posts move; everybody reads it. */
export function MoveReason() {
  const words = usePage().t.forum.moderate;
  return (
    <TextField
      name="reason"
      label={words.reason}
      hint={words.reasonHint}
      maxLength={MAX_REASON_LENGTH}
    />
  );
}
