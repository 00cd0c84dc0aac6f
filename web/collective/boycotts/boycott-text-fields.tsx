import {
  MAX_BOYCOTT_TITLE,
  MAX_EVIDENCE_LINKS,
  MIN_PLEDGE_THRESHOLD,
} from '#shared/collective/boycotts.ts';
import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { usePage } from '#web/page-context.ts';
import { TextArea, TextField } from '#web/ui/form.tsx';

const MAX_EVIDENCE_LENGTH = 2_000;

/** The highest goal that a call takes today, by platform. */
export type MaxThresholds = readonly { readonly name: string; readonly most: number }[];

/** The texts of a call, for proposing and for editing. */
export function BoycottTextFields({ maxThresholds }: { maxThresholds: MaxThresholds }) {
  const words = usePage().t.boycotts.forms;
  return (
    <>
      <TextField
        name="title"
        label={words.title}
        hint={words.titleHint}
        maxLength={MAX_BOYCOTT_TITLE}
      />
      <TextArea
        name="grievance"
        label={words.grievance}
        hint={words.grievanceHint}
        rows={6}
        maxLength={MAX_TEXT_LENGTH}
      />
      <TextArea
        name="evidence"
        optional
        label={words.evidence}
        hint={words.evidenceHint({ most: MAX_EVIDENCE_LINKS })}
        rows={3}
        maxLength={MAX_EVIDENCE_LENGTH}
      />
      <TextArea
        name="demands"
        label={words.demands}
        hint={words.demandsHint}
        rows={4}
        maxLength={MAX_TEXT_LENGTH}
      />
      <TextArea
        name="partaking"
        label={words.partaking}
        hint={words.partakingHint}
        rows={4}
        maxLength={MAX_TEXT_LENGTH}
      />
      <TextArea
        name="endsWhen"
        label={words.endsWhen}
        hint={words.endsWhenHint}
        rows={3}
        maxLength={MAX_TEXT_LENGTH}
      />
      <TextField
        name="threshold"
        label={words.threshold}
        hint={[
          words.thresholdHint({ least: MIN_PLEDGE_THRESHOLD }),
          ...maxThresholds.map(({ name, most }) => words.thresholdMost({ platform: name, most })),
        ].join(' ')}
        inputMode="numeric"
        maxLength={7}
      />
    </>
  );
}
