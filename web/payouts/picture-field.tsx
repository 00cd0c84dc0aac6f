import { useId, type ReactNode } from 'react';
import { usePage } from '#web/context.ts';
import { useField } from '#web/ui/form.tsx';

const KEPT_PREFIX_LENGTH = 64;

/** A picture to choose; scripts shrink it and show it before it leaves. */
export function PictureField({ published }: { published?: boolean }): ReactNode {
  const id = useId();
  const { t } = usePage();
  const { issue } = useField('screenshot');
  const kept = useField('_image').value;
  const words = t.payouts.picture;
  return (
    <div
      className="field picture"
      data-enhance="picture"
      data-ready={words.ready}
      data-shrunk={words.shrunk}
      data-unreadable={words.unreadable}
    >
      <label htmlFor={id}>
        {words.label} <span className="optional">{t.common.optional}</span>
      </label>
      <p className="hint" id={`${id}-hint`}>
        {words.hint} {words.metadata}
      </p>
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
        />
        <div className="picture-preview" aria-hidden="true" />
      </div>
      <p className="picture-size note" role="status" />
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue}
        </p>
      )}
    </div>
  );
}
