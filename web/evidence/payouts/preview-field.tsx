import { useId, type ReactNode } from 'react';
import { today } from '#shared/core/days.ts';
import { useFormValues } from '#web/ui/field-state.ts';
import { usePage } from '#web/page-context.ts';
import { previewPayout, type PreviewLines } from './payout-preview.ts';
import { previewSentences } from './preview-sentences.ts';

/** A preview of the published payout, as a torn receipt that its script keeps up to date. */
export function PreviewField(props: { platform?: string; published?: boolean }): ReactNode {
  const id = useId();
  const { t, language, now } = usePage();
  const values = useFormValues();
  const words = previewSentences(t);
  const { platform } = props;
  const typed = platform === undefined ? values : { ...values, platform };
  const day = today(now);
  const picture = props.published === true || (values['_image'] ?? '') !== '';
  const lines = previewPayout(typed, picture, words, { language, now: day });
  return (
    <section
      className="others-see"
      aria-labelledby={id}
      data-part="preview"
      data-words={JSON.stringify(words)}
      data-today={day}
      data-platform={platform}
      data-published={props.published === true ? '' : undefined}
    >
      <h2 id={id}>{t.payouts.preview.title}</h2>
      <div className="others-see-row">
        <div className="torn-shadow">
          <div className="torn">
            <Line name="platform" lines={lines} />
            <Line name="amount" lines={lines} />
            <Line name="when" lines={lines} />
            <Line name="facts" lines={lines} />
            <Line name="level" lines={lines} />
          </div>
        </div>
        <Line name="hidden" lines={lines} />
      </div>
    </section>
  );
}

function Line({ name, lines }: { name: keyof PreviewLines; lines: PreviewLines }): ReactNode {
  return (
    <p className={`torn-${name}`} data-line={name}>
      {lines[name]}
    </p>
  );
}
