import { useId, type ReactNode } from 'react';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { useFormValues } from '#web/ui/field-state.ts';
import { usePage } from '#web/page-context.ts';
import { useMeterOfTypedPlatform } from './meter-of-typed-platform.ts';
import { previewPayout, type PreviewLines } from './payout-preview.ts';
import { previewSentences } from './preview-sentences.ts';

/** A preview of what others see of the payout, as a torn receipt that its script keeps up to date. */
export function PreviewField(props: {
  platform?: string;
  published?: boolean;
  /** The meter of the platform of the form; null while it is unknown. */
  meter: MeterResponse | null;
}): ReactNode {
  const id = useId();
  const { t, language } = usePage();
  const values = useFormValues();
  const words = previewSentences(t);
  const { platform } = props;
  const meter = useMeterOfTypedPlatform(props.meter);
  const typed = platform === undefined ? values : { ...values, platform };
  const picture = props.published === true || (values['_image'] ?? '') !== '';
  const lines = previewPayout(typed, picture, words, { language, meter });
  return (
    <section
      className="others-see"
      aria-labelledby={id}
      data-part="preview"
      data-words={JSON.stringify(words)}
      data-platform={platform}
      data-published={props.published === true ? '' : undefined}
    >
      <h2 id={id}>{t.payouts.preview.title}</h2>
      <div className="others-see-row">
        <div className="torn-shadow">
          <div className="torn">
            <Line name="platform" lines={lines} />
            <Line name="outcome" lines={lines} />
            <Line name="when" lines={lines} />
            <Line name="proof" lines={lines} />
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
