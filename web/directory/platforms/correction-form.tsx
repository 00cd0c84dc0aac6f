import {
  PLATFORM_LINK_FACTS,
  platformFactsOf,
  type PlatformLinkFact,
} from '#shared/directory/platform-corrections.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import {
  PLATFORM_ACTIVITIES,
  MAX_SOURCE_LENGTH,
  type PlatformResponse,
} from '#shared/directory/platforms.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Choice, Form, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { countryOptions } from './country-options.ts';
import { initialCorrectionValues, serializeShownFacts } from './correction-form-values.ts';

/** All facts of a platform, editable, and one source for the changes. */
export function CorrectionForm(props: { platform: PlatformResponse }) {
  const { platform } = props;
  const { t, language, form } = usePage();
  const words = t.platforms.correction;
  const labels = t.platforms.facts;
  const facts = platformFactsOf(platform);
  const links = Object.keys(PLATFORM_LINK_FACTS) as PlatformLinkFact[];
  const wrong = (['aliases', 'domains', ...links] as const).some(
    (field) => form?.fields[field] !== undefined,
  );
  // After a conflict compare with what the form shows now; else with what it first showed.
  const shown =
    form?.form === 'correction' && form.code !== 'conflict' ? form.values['shown'] : null;
  return (
    <Form
      name="correction"
      action={`/api/platforms/${platform.slug}/corrections`}
      initial={initialCorrectionValues(facts, language)}
      once
    >
      <input type="hidden" name="shown" value={shown ?? serializeShownFacts(facts)} />
      <Choice
        many
        name="methods"
        label={labels.methods}
        options={PAYMENT_METHODS.map((method) => ({
          value: method,
          label: t.platforms.methods[method],
        }))}
      />
      <div className="side-by-side">
        <TextField
          name="threshold"
          label={words.amount}
          optional
          inputMode="decimal"
          maxLength={20}
        />
        <Select
          name="currency"
          label={words.currency}
          options={CURRENCIES.map((code) => ({ value: code, label: code }))}
        />
      </div>
      <p className="hint">{words.amountHint}</p>
      <TextField
        name="promiseDays"
        label={words.promise}
        hint={words.promiseHint}
        optional
        inputMode="numeric"
      />
      <TextField
        name="paidWorkers"
        label={words.paidWorkers}
        hint={words.paidWorkersHint}
        optional
        inputMode="numeric"
      />
      <TextField
        name="registeredAccounts"
        label={labels.registeredAccounts}
        hint={words.registeredAccountsHint}
        optional
        inputMode="numeric"
      />
      <Select
        name="activity"
        label={labels.activity}
        options={PLATFORM_ACTIVITIES.map((activity) => ({
          value: activity,
          label: t.answer.activities[activity],
        }))}
      />
      <TextField name="founded" label={words.founded} optional inputMode="numeric" />
      <TextField name="city" label={words.city} optional maxLength={80} />
      <Select
        name="country"
        label={words.country}
        optional
        empty={t.platforms.add.unknownCountry}
        options={countryOptions(language)}
      />
      <details open={wrong}>
        <summary>{words.more}</summary>
        <TextArea name="aliases" label={labels.aliases} hint={words.onePerLine} optional rows={3} />
        <TextArea
          name="domains"
          label={labels.domains}
          hint={words.domainsHint}
          optional
          rows={3}
        />
        {links.map((field) => (
          <TextArea
            key={field}
            name={field}
            label={labels[field]}
            hint={words.linksHint}
            optional
            rows={2}
          />
        ))}
      </details>
      {platform.unverified.length === 0 ? null : (
        <Checkbox name="confirmed" label={t.platforms.became.confirmed} />
      )}
      <TextArea
        name="source"
        label={words.source}
        hint={words.sourceHint}
        rows={3}
        maxLength={MAX_SOURCE_LENGTH}
      />
      <p className="note">{words.public}</p>
      <Submit label={words.send} />
    </Form>
  );
}
