import { useId, type ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { useField, useAutoFocus } from '#web/ui/field-state.ts';
import { RedactionEditorTemplate } from './redaction-editor-template.tsx';

const KEPT_PREFIX_LENGTH = 64;

/**
 * A picture field. A script lets her redact it before upload; `keep` is text that must stay
 * readable: the platform's name if the form has no field for it.
 */
export function PictureField({
  label,
  published,
  unpublished,
  keep,
}: {
  /** A label instead of the usual one, which says that a picture is optional. */
  label?: string;
  published?: boolean;
  /** Only moderators will see the picture, and the hint says so. */
  unpublished?: boolean;
  keep?: string;
}): ReactNode {
  const id = useId();
  const { t } = usePage();
  const { issue } = useField('screenshot');
  const kept = useField('_image').value;
  const words = t.payouts.picture;
  const atHand = useAutoFocus('screenshot', label ?? words.label, id);
  return (
    <div
      className="field picture"
      data-enhance="redact"
      data-words={JSON.stringify(scriptWords(t.redaction))}
      data-keep={keep}
    >
      <label htmlFor={id}>
        {label ?? (
          <>
            {words.label} <span className="optional">{t.common.optional}</span>
          </>
        )}
      </label>
      <p className="hint" id={`${id}-hint`}>
        {unpublished === true ? words.hintUnpublished : words.hint} {words.metadata}
      </p>
      <noscript>
        <p className="alert">
          {unpublished === true ? t.redaction.plain : t.redaction.plainCovered}
        </p>
      </noscript>
      {unpublished === true ? null : (
        <input type="hidden" name="_whole" value="1" data-part="whole" />
      )}
      {keep === undefined || keep === '' ? null : <input type="hidden" name="_keep" value={keep} />}
      {kept.length > KEPT_PREFIX_LENGTH ? (
        <label className="picture-kept">
          <input type="checkbox" name="_image" value={kept} defaultChecked />
          <span>{words.kept}</span>
        </label>
      ) : null}
      {published === true ? (
        <label className="picture-kept">
          <input type="checkbox" name="removeScreenshot" />
          <span>{words.remove}</span>
        </label>
      ) : null}
      <div className="picture-row">
        <input
          id={id}
          type="file"
          name="screenshot"
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={`${id}-hint${issue === null ? '' : ` ${id}-issue`}`}
          aria-invalid={issue === null ? undefined : true}
          {...atHand}
        />
        <div className="picture-preview" aria-hidden="true" />
      </div>
      <p className="picture-size note" role="status" />
      <button type="button" className="quiet" data-part="again" hidden>
        {t.redaction.again}
      </button>
      <div data-part="offers" />
      <RedactionEditorTemplate />
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue}
        </p>
      )}
    </div>
  );
}

/** Sentences shown by the script; the others are in the editor's markup. */
function scriptWords({
  status,
  kinds,
  cover,
  offers,
  editor,
  check,
  own,
}: Messages['redaction']): object {
  return {
    status,
    kinds,
    cover,
    offers,
    check,
    own: { kept: own.kept, notKept: own.notKept, forgotten: own.forgotten },
    confirm: editor.confirm,
    bare: editor.bare,
  };
}
