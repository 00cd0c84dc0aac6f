import { usePage } from '#web/page-context.ts';
import { TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { AmountField, PLATFORMS_DATALIST_ID } from './entry-forms.tsx';

/** The form that starts the timer, and its running view. */
export function TimerSection() {
  const { t } = usePage();
  const words = t.workbook.timer;
  return (
    <Section title={words.title} say={words.say} id="timer" className="timer">
      <form method="dialog" data-part="start" className="form">
        <TextField
          name="platform"
          label={words.platform}
          maxLength={200}
          list={PLATFORMS_DATALIST_ID}
        />
        <TextField name="title" label={words.task} maxLength={200} optional />
        <AmountField name="reward" label={words.reward} />
        <p className="issue" role="alert" data-part="issue" hidden />
        <p className="acts">
          <button type="submit" className="button">
            {words.start}
          </button>
          <button type="submit" className="button second" name="search">
            {words.startSearch}
          </button>
        </p>
      </form>
      <div data-part="running" className="running" hidden>
        <p className="running-what" data-part="what" />
        <p className="running-time" role="timer" data-part="time" />
        <p className="note" data-part="since" />
        <div role="group" aria-label={words.runs} className="acts" data-part="runs" />
        <p className="acts">
          <button type="button" className="button" data-part="stop">
            {words.stop}
          </button>
          <button
            type="button"
            className="button second"
            data-part="pause"
            data-resume={words.resume}
          >
            {words.pause}
          </button>
          <button type="button" className="quiet" data-part="drop">
            {words.drop}
          </button>
        </p>
      </div>
    </Section>
  );
}

/** The list of entries, with its filters. */
export function EntryListSection() {
  const { t } = usePage();
  const words = t.workbook.list;
  return (
    <Section title={words.title} id="entries" className="entries">
      <div className="acts" role="group" aria-label={words.add}>
        {Object.entries(words.adds).map(([kind, label]) => (
          <button key={kind} type="button" className="button second" data-add={kind}>
            {label}
          </button>
        ))}
      </div>
      <div className="side-by-side" data-part="filters">
        {(['platform', 'month'] as const).map((name) => (
          <div className="field" key={name}>
            <label htmlFor={`filter-${name}`}>{words[name]}</label>
            <select id={`filter-${name}`} data-filter={name}>
              <option value="">{words.all}</option>
            </select>
          </div>
        ))}
      </div>
      <p className="soft" data-part="empty" hidden />
      <datalist id={PLATFORMS_DATALIST_ID} data-part="platforms" aria-label={words.platform} />
      <ul className="entry-list" data-part="list" />
      <button type="button" className="button second" data-part="more" hidden>
        {words.more}
      </button>
    </Section>
  );
}

/** The sections with totals, and with amounts owed. */
export function TotalsSections() {
  const { t } = usePage();
  const { totals, owed } = t.workbook;
  return (
    <>
      <Section title={owed.title} say={owed.say} id="owed">
        <ul className="owed-list" data-part="owed" />
        <p className="soft" data-part="owed-none">
          {owed.none}
        </p>
      </Section>
      <Section title={totals.title} say={totals.say} id="totals" className="totals">
        <div className="field">
          <label htmlFor="totals-by">{totals.by}</label>
          <select id="totals-by" data-part="by">
            {Object.entries(totals.groups).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div data-part="totals" />
        <p className="note">{totals.gross}</p>
      </Section>
    </>
  );
}

/** Asks before the first publication; names what others will see. */
export function PublicationConsentDialog() {
  const { t } = usePage();
  const words = t.workbook.consent;
  return (
    <template data-part="consent">
      <form method="dialog" className="form">
        <h2>{words.title}</h2>
        <p>{words.say}</p>
        <p>{words.hidden}</p>
        <p>{words.honest}</p>
        <p>{words.later}</p>
        <div className="field checkbox" data-part="client" hidden>
          <label>
            <input type="checkbox" name="company" />
            <span>
              {words.client} <strong data-part="client-name" />
            </span>
          </label>
        </div>
        <p className="acts">
          <button type="submit" className="button" value="yes">
            {words.yes}
          </button>
          <button type="submit" className="button second" value="">
            {words.no}
          </button>
        </p>
      </form>
    </template>
  );
}
