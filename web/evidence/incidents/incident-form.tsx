import { MAX_CLIENT_NAME_LENGTH } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import {
  PLATFORM_APPEALS,
  PAID_POST_DIRECTIONS,
  INCIDENT_KINDS,
  INCIDENT_REASONS,
  MAX_INCIDENT_TEXT_LENGTH,
} from '#shared/evidence/incidents.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { FormWithAccount, SubmitWithAccount } from '#web/identity/accounts/form-with-account.tsx';
import { usePage } from '#web/page-context.ts';
import { PictureField } from '#web/evidence/payouts/picture-field.tsx';
import { RedactionReview } from '#web/media/pictures/redaction-review.tsx';
import { SignField } from '#web/evidence/attribution/sign-field.tsx';
import { Checkbox, Choice, Select, TextArea, TextField } from '#web/ui/form.tsx';

/** The incident form; it has a field for the platform only if none is given. */
export function IncidentForm(props: {
  action: string;
  initial: Readonly<Record<string, string>>;
  /** The form corrects an existing incident, whose platform does not change. */
  correcting: boolean;
  /** The incident has a picture already. */
  published?: boolean;
  /** How the member's other incidents on the platform are signed. */
  others: SigningState | null;
  /** The rate-limit challenge of a visitor, whose account the form makes; none for a member. */
  challenge?: ChallengeResponse | null;
}) {
  const { t, now } = usePage();
  const words = t.incidents.form;
  return (
    <FormWithAccount
      challenge={props.challenge ?? null}
      className="form incident-form"
      name="incident"
      action={props.action}
      initial={props.initial}
      once
      upload
    >
      <RedactionReview />
      {props.correcting ? null : (
        <TextField
          name="platform"
          label={words.platform}
          hint={words.platformHint}
          maxLength={MAX_SHORT_TEXT_LENGTH}
        />
      )}
      <Choice
        name="kind"
        label={words.kind}
        options={INCIDENT_KINDS.map((value) => ({ value, label: t.incidents.kinds[value] }))}
        {...(props.correcting ? { hint: words.kindNote } : {})}
      />
      <TextField
        name="happenedOn"
        type="date"
        label={words.happenedOn}
        hint={words.happenedOnHint}
        max={today(now)}
      />
      <div className="only other-kinds">
        <Choice
          inline
          name="reason"
          label={words.reason}
          options={INCIDENT_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
        />
        <Choice
          inline
          name="appeal"
          label={words.appeal}
          options={PLATFORM_APPEALS.map((value) => ({ value, label: words.appeals[value] }))}
        />
      </div>
      <div className="only bought">
        <Choice
          inline
          name="asks"
          label={words.asks}
          hint={words.boughtHint}
          options={PAID_POST_DIRECTIONS.map((value) => ({ value, label: words.asked[value] }))}
        />
        <TextField
          optional
          name="offeredAt"
          label={words.offeredAt}
          hint={words.offeredAtHint}
          maxLength={MAX_SHORT_TEXT_LENGTH}
        />
        <TextField
          optional
          name="client"
          label={t.clients.incident.field}
          hint={t.clients.incident.hint}
          maxLength={MAX_CLIENT_NAME_LENGTH}
        />
        <Checkbox name="notAPerson" label={t.clients.incident.tick} />
        <PictureField published={props.published === true} />
      </div>
      <div className="side-by-side lost">
        <TextField
          optional
          className="only other-kinds"
          name="lost"
          label={words.lost}
          inputMode="decimal"
          maxLength={20}
        />
        <TextField
          optional
          className="only bought"
          name="reward"
          label={words.reward}
          inputMode="decimal"
          maxLength={20}
        />
        <Select
          name="currency"
          label={words.currency}
          options={CURRENCIES.map((code) => ({ value: code, label: code }))}
        />
      </div>
      <TextArea
        optional
        name="text"
        label={words.text}
        hint={words.textHint}
        rows={4}
        maxLength={MAX_INCIDENT_TEXT_LENGTH}
      />
      <fieldset className="field">
        <legend>{words.shows.title}</legend>
        <p className="hint">{words.shows.say}</p>
        <Checkbox name="showsMonth" label={words.shows.month} />
        <Checkbox name="showsAmount" label={words.shows.amount} />
        <div className="only other-kinds">
          <Checkbox name="showsReason" label={words.shows.reason} />
        </div>
      </fieldset>
      <Checkbox name="solicited" label={words.solicited} />
      <SignField kind="incident" others={props.others} />
      <SubmitWithAccount label={props.correcting ? words.correct : words.submit} />
    </FormWithAccount>
  );
}
