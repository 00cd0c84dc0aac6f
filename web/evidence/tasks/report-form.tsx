import { useId } from 'react';
import { addDays, EARLIEST_DAY, mondayOf, today, type Day } from '#shared/core/days.ts';
import { MAX_WEEKS_UNTIL_SHOWN } from '#shared/directory/publication-mondays.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import {
  CLIENT_CONTACTS,
  ETHICS_CONCERNS,
  MAX_TYPED_DURATION_LENGTH,
  TASK_RUN_ENDS,
  type TaskRunEnd,
} from '#shared/evidence/tasks.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { FormWithAccount, SubmitWithAccount } from '#web/identity/accounts/form-with-account.tsx';
import { usePage } from '#web/page-context.ts';
import { PlatformField } from '#web/evidence/payouts/platform-field.tsx';
import { useAutoFocus, useField, useFilled } from '#web/ui/field-state.ts';
import { Checkbox, Choice, Hidden, Issue, Select, TextField } from '#web/ui/form.tsx';
import { LiveHourlyPay } from '#web/evidence/hourly-pay/live-hourly-pay.tsx';

/** The task report form: title, reward, time and outcome; the rest is collapsed. */
export function TaskReportForm(props: {
  action: string;
  initial: Readonly<Record<string, string>>;
  tables: ReferenceData;
  /** Whether the form corrects an existing report, whose platform does not change. */
  correcting: boolean;
  /** The rate-limit challenge of a visitor, whose account the form makes; none for a member. */
  challenge?: ChallengeResponse | null;
}) {
  const { t, now, format } = usePage();
  const words = t.tasks.form;
  return (
    <FormWithAccount
      challenge={props.challenge ?? null}
      name="task-report"
      action={props.action}
      className="form task-form"
      enhance="task-form"
      once
      initial={props.initial}
    >
      {props.correcting ? null : <PlatformField />}
      <TitleField />
      {props.correcting ? null : <AnotherTask />}
      <div className="amount">
        <TextField name="reward" label={words.reward} inputMode="decimal" maxLength={20} />
        <Select
          name="currency"
          label={words.currency}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
      </div>
      <TextField
        optional
        name="time"
        label={words.time}
        hint={words.timeHint}
        maxLength={MAX_TYPED_DURATION_LENGTH}
      />
      <Choice
        inline
        name="mode"
        label={words.mode}
        options={[
          { value: 'one', label: words.modes.one },
          { value: 'series', label: words.modes.series },
        ]}
      />
      <Choice
        className="only one"
        name="ended"
        label={words.ended}
        options={TASK_RUN_ENDS.map((value) => ({ value, label: words.endings[value] }))}
      />
      <fieldset className="field only series">
        <legend>{words.counts}</legend>
        <p className="hint">{words.countsHint}</p>
        {TASK_RUN_ENDS.map((end) => (
          <CountField key={end} end={end} />
        ))}
      </fieldset>
      <LiveHourlyPay tables={props.tables} />
      <TextField
        name="workedOn"
        label={words.workedOn}
        hint={words.workedOnHint}
        type="date"
        min={EARLIEST_DAY}
        max={today(now)}
      />
      <Rest />
      <Checkbox name="solicited" label={words.solicited} />
      <p className="seen">{words.seen({ day: format.weekday(latestMonday(today(now))) })}</p>
      <SubmitWithAccount label={props.correcting ? t.tasks.edit.save : words.publish} />
    </FormWithAccount>
  );
}

/** The title, for which a script suggests tasks of the platform; a chosen one fills in its reward. */
function TitleField() {
  const id = useId();
  const words = usePage().t.tasks.form;
  return (
    <div data-enhance="task-title">
      <TextField
        name="title"
        label={words.taskTitle}
        hint={words.taskTitleHint}
        maxLength={MAX_SHORT_TEXT_LENGTH}
        list={`${id}-tasks`}
      />
      <datalist id={`${id}-tasks`} aria-label={words.taskTitle} />
    </div>
  );
}

/** Asks whether a task that is nearly another one is the same; shown once the form was refused. */
function AnotherTask() {
  const words = usePage().t.tasks.form;
  const { value, refused } = useField('anotherTask');
  return (
    <>
      <Hidden name="asksIfSame" value="true" />
      {refused === null && value === '' ? null : (
        <Checkbox name="anotherTask" label={words.anotherTask} />
      )}
    </>
  );
}

/** The last Monday that can be drawn for a report of this day. */
function latestMonday(day: Day): Day {
  return addDays(mondayOf(day), 7 * MAX_WEEKS_UNTIL_SHOWN);
}

/** A field for the number of runs with an outcome; empty means none. */
function CountField({ end }: { end: TaskRunEnd }) {
  const id = useId();
  const { value, issue } = useField(end);
  const label = usePage().t.tasks.form.ends[end];
  const atHand = useAutoFocus(end, label, id);
  return (
    <div className="count">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={end}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        defaultValue={value}
        aria-describedby={issue === null ? undefined : `${id}-issue`}
        aria-invalid={issue === null ? undefined : true}
        {...atHand}
      />
      <Issue of={id} text={issue} />
    </div>
  );
}

const FOLDED = [
  'client',
  'notAPerson',
  'clientId',
  'approvalDays',
  'contact',
  'recommends',
  'ethics',
  'breaksTerms',
] as const;

/** The optional fields, in a `<details>` that opens when one of them has a value or an error. */
function Rest() {
  const { t } = usePage();
  const words = t.tasks.form;
  const open = useFilled(FOLDED);
  return (
    <details open={open}>
      <summary>{words.rest}</summary>
      <TextField
        optional
        name="client"
        label={words.client}
        hint={words.clientHint}
        maxLength={MAX_SHORT_TEXT_LENGTH}
      />
      <Checkbox name="notAPerson" label={words.notAPerson} />
      <TextField
        optional
        name="clientId"
        label={words.clientId}
        hint={words.clientIdHint}
        maxLength={MAX_SHORT_TEXT_LENGTH}
      />
      <TextField
        optional
        name="approvalDays"
        label={words.approvalDays}
        hint={words.approvalDaysHint}
        inputMode="numeric"
        maxLength={3}
      />
      <Choice
        name="contact"
        label={words.contact}
        options={CLIENT_CONTACTS.map((value) => ({ value, label: words.contacts[value] }))}
      />
      <Choice
        inline
        name="recommends"
        label={words.recommends}
        options={[
          { value: 'yes', label: words.recommendations.yes },
          { value: 'no', label: words.recommendations.no },
        ]}
      />
      <Choice
        many
        name="ethics"
        label={words.ethics}
        options={ETHICS_CONCERNS.map((value) => ({ value, label: words.ethicsKinds[value] }))}
      />
      <Checkbox name="breaksTerms" label={words.breaksTerms} />
    </details>
  );
}
