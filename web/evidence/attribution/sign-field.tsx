import type { ReactNode } from 'react';
import type { FieldIssue } from '#shared/core/errors.ts';
import type { SigningState, SignedKind } from '#shared/evidence/attribution.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';
import { Checkbox } from '#web/ui/form.tsx';

/**
 * The checkbox that signs a piece; and one that changes the member's other pieces there to match,
 * shown by CSS when needed.
 */
export function SignField(props: {
  kind: SignedKind;
  /** Replaces "Sign as …" beside the checkbox. */
  label?: ReactNode;
  /**
   * How the member's other pieces of this kind on the platform are signed; null without any, or
   * when unknown.
   */
  others: SigningState | null;
}) {
  const { refused } = useField('signed');
  const alike = useField('alike');
  const known = othersRefused(refused) ?? props.others;
  const asked = known !== null || alike.value !== '' || alike.issue !== null;
  return (
    <>
      <SignBox label={props.label} />
      {asked ? <Alike kind={props.kind} others={known ?? 'mixed'} /> : null}
    </>
  );
}

/** The checkbox alone, where the member has no other pieces that must match. */
export function SignBox({ label }: { label?: ReactNode }) {
  const { t, viewer } = usePage();
  const usual =
    viewer === null ? t.signing.asVisitor : t.signing.as({ pseudonym: viewer.pseudonym });
  return <Checkbox name="signed" label={label ?? usual} />;
}

function Alike({ kind, others }: { kind: SignedKind; others: SigningState }) {
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

/** The others' signing according to the server's refusal, newer than the form. */
function othersRefused(refused: FieldIssue | null): SigningState | null {
  if (refused?.code === 'others-signed') return 'signed';
  return refused?.code === 'others-unsigned' ? 'unsigned' : null;
}
