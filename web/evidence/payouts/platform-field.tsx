import { useId, type ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { useField, useAutoFocus } from '#web/ui/field-state.ts';

/** The address that the hint gives as an example. */
const EXAMPLE = 'clickworker.com';

/** The field of a platform by name or address, with suggestions by script. */
export function PlatformField(props: {
  label?: string;
  hint?: string;
  optional?: boolean;
  /** Tells the hint to screen readers only, and shows an example in the field. */
  plain?: boolean;
}): ReactNode {
  const id = useId();
  const { t, language } = usePage();
  const { value, issue } = useField('platform');
  const words = t.payouts.report;
  const label = props.label ?? words.platform;
  const atHand = useAutoFocus('platform', label, id);
  return (
    <div className="field" data-enhance="platform-field">
      <label htmlFor={id}>
        {label}
        {props.optional === true ? <span className="optional"> {t.common.optional}</span> : null}
      </label>
      <p className={props.plain === true ? 'hidden-visually' : 'hint'} id={`${id}-hint`}>
        {props.hint ?? words.platformHint}
      </p>
      <input
        id={id}
        name="platform"
        type="text"
        defaultValue={value}
        list={`${id}-names`}
        placeholder={props.plain === true ? EXAMPLE : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        aria-describedby={`${id}-hint${issue === null ? '' : ` ${id}-issue`}`}
        aria-invalid={issue === null ? undefined : true}
        {...atHand}
        required={props.optional !== true}
      />
      <datalist id={`${id}-names`} aria-label={words.platform} />
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue} <a href={pathTo(language, 'addPlatform')}>{words.missingPlatform}</a>
        </p>
      )}
    </div>
  );
}
