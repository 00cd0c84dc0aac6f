import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  CONTACT_WAYS,
  DAYS_BETWEEN_REMINDERS,
  MAX_DAYS_SINCE_SENT,
} from '#shared/collective/boycott-timeline.ts';
import { addDays, today } from '#shared/core/days.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit, TextField } from '#web/ui/form.tsx';

type Props = { boycott: BoycottResponse };

/** For organisers: notes, once, on which day the demand was sent. */
export function NoteSentForm({ boycott: { id, timeline } }: Props) {
  const { t, form, now } = usePage();
  const words = t.boycotts.timeline;
  if (timeline.some(({ kind }) => kind === 'sent')) return null;
  const latest = today(now);
  return (
    <details open={form?.form === 'demand-sent'}>
      <summary>{words.noteSent}</summary>
      <p>{words.noteSentSay}</p>
      <Form
        name="demand-sent"
        action={boycottApiPath(id, 'demand-sent')}
        once
        initial={{ day: latest }}
      >
        <TextField
          name="day"
          type="date"
          label={words.sentOn}
          min={addDays(latest, -MAX_DAYS_SINCE_SENT)}
          max={latest}
        />
        <WayChoice />
        <Submit label={words.noteSentSend} />
      </Form>
    </details>
  );
}

function WayChoice() {
  const words = usePage().t.boycotts.timeline;
  return (
    <Choice
      name="way"
      label={words.wayLabel}
      options={CONTACT_WAYS.map((way) => ({ value: way, label: words.wayNames[way] }))}
    />
  );
}

/** For organisers: notes that who is named was reminded today. */
export function NoteReminderForm({ boycott: { id, timeline } }: Props) {
  const { t, form, format, now } = usePage();
  const words = t.boycotts.timeline;
  const last = timeline.findLast(({ kind }) => kind === 'reminder');
  const from = last === undefined ? null : addDays(last.on, DAYS_BETWEEN_REMINDERS);
  if (from !== null && from > today(now)) {
    return <p className="aside">{words.remindFrom({ day: format.day(from) })}</p>;
  }
  return (
    <details open={form?.form === 'reminder'}>
      <summary>{words.remind}</summary>
      <p>{words.remindSay}</p>
      <Form name="reminder" action={boycottApiPath(id, 'reminders')} once>
        <WayChoice />
        <Submit label={words.remindSend} />
      </Form>
    </details>
  );
}
