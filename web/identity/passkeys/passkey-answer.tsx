import { useField } from '#web/ui/field-state.ts';

/** The field in which a script puts what the device answered; never filled again. */
export function PasskeyAnswer() {
  const { issue } = useField('credential');
  return (
    <>
      <input type="hidden" name="credential" />
      {issue === null ? null : <p className="issue">{issue}</p>}
    </>
  );
}
