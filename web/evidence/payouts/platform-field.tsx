import { useId, type ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { useField, useAutoFocus } from '#web/ui/field-state.ts';

/** The platform by name or address, with suggestions by script. */
export function PlatformField(props: {
  label?: string;
  hint?: string;
  optional?: boolean;
}): ReactNode {
  const id = useId();
  const { t, language } = usePage();
  const { value, issue } = useField('platform');
  const atHand = useAutoFocus('platform');
  const words = t.payouts.report;
  return (
    <div className="field" data-enhance="platform-field">
      <label htmlFor={id}>
        {props.label ?? words.platform}
        {props.optional === true ? <span className="optional"> {t.common.optional}</span> : null}
      </label>
      <p className="hint" id={`${id}-hint`}>
        {props.hint ?? words.platformHint}
      </p>
      <input
        id={id}
        name="platform"
        type="text"
        defaultValue={value}
        list={`${id}-names`}
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
