import type { ReactNode } from 'react';
import type { FieldIssue } from '#shared/core/errors.ts';
import type { Signed, SignedKind } from '#shared/evidence/signing.ts';
import { usePage } from '#web/context.ts';
import { useField } from '#web/ui/field-state.ts';
import { Checkbox } from '#web/ui/form.tsx';

/**
 * The box that signs; beside it the one that makes all else of its kind there alike, where there is
 * something that it would change. It shows once it is needed, without a script.
 */
export function SignField(props: {
  kind: SignedKind;
  label: ReactNode;
  /** How her others on the platform are signed; null where there are none, or none is known yet. */
  others: Signed | null;
}): ReactNode {
  const { refused } = useField('signed');
  const alike = useField('alike');
  const known = othersRefused(refused) ?? props.others;
  const asked = known !== null || alike.value !== '' || alike.issue !== null;
  return (
    <>
      <Checkbox name="signed" label={props.label} />
      {asked ? <Alike kind={props.kind} others={known ?? 'mixed'} /> : null}
    </>
  );
}

function Alike({ kind, others }: { kind: SignedKind; others: Signed }): ReactNode {
  const words = usePage().t.signing;
  return (
    <div className="alike" data-others={others}>
      <Checkbox
        name="alike"
        label={
          <>
            {words.alike[kind]}
            <small className="hint">{words.does[others]}</small>
          </>
        }
      />
    </div>
  );
}

/** What the server said of them, which is newer than what the form was made with. */
function othersRefused(refused: FieldIssue | null): Signed | null {
  if (refused?.code === 'others-signed') return 'signed';
  return refused?.code === 'others-unsigned' ? 'unsigned' : null;
}
