import { useId } from 'react';
import { CURRENCIES } from '#shared/core/money.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import type { Language } from '#shared/core/languages.ts';

/** Sentences of the import's script. */
export type ImportSentences = Messages['workbookData']['import']['script'] &
  Pick<Messages['workbookData']['import'], 'ignored' | 'kinds'> & {
    readonly language: Language;
    readonly fields: Messages['workbookData']['fields'];
  };

/** The import of a spreadsheet: file or pasted lines, columns, preview. */
export function ImportSection() {
  const { t, language } = usePage();
  const ids = useId();
  const { script, ...words } = t.workbookData.import;
  const said: ImportSentences = {
    ...script,
    language,
    fields: t.workbookData.fields,
    ignored: words.ignored,
    kinds: words.kinds,
  };
  return (
    <div data-part="import" className="book-data" data-words={JSON.stringify(said)}>
      <p>
        {words.say} {words.here}
      </p>
      <div className="field">
        <label htmlFor={`${ids}-file`}>{words.file}</label>
        <input
          id={`${ids}-file`}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,text/plain,application/json"
          data-part="file"
        />
      </div>
      <div className="field">
        <label htmlFor={`${ids}-paste`}>{words.paste}</label>
        <p className="hint" id={`${ids}-hint`}>
          {words.pasteHint}
        </p>
        <textarea
          id={`${ids}-paste`}
          rows={3}
          spellCheck={false}
          aria-describedby={`${ids}-hint`}
          data-part="paste"
        />
      </div>
      <p>
        <button type="button" className="button second" data-part="read" disabled>
          {words.read}
        </button>
      </p>
      <p role="status" data-part="status" />
      <div data-part="choices" hidden>
        <h3>{words.choices}</h3>
        <p className="say">{words.choicesSay}</p>
        <div className="field checkbox">
          <label>
            <input type="checkbox" data-part="heads" />
            <span>{words.heads}</span>
          </label>
        </div>
        <div className="side-by-side">
          <div className="field">
            <label htmlFor={`${ids}-kind`}>{words.kind}</label>
            <select id={`${ids}-kind`} data-part="kind">
              {Object.entries(words.kinds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor={`${ids}-currency`}>{words.currency}</label>
            <select id={`${ids}-currency`} data-part="currency">
              {CURRENCIES.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div className="field">
          <label htmlFor={`${ids}-platform`}>{words.platform}</label>
          <input id={`${ids}-platform`} maxLength={200} autoComplete="off" data-part="platform" />
        </div>
        <table className="columns">
          <thead>
            <tr>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.holds}</th>
            </tr>
          </thead>
          <tbody data-part="columns" />
        </table>
        <p className="note">{words.refusedMeans}</p>
      </div>
      <div data-part="preview" hidden>
        <h3>{words.preview}</h3>
        <p data-part="summary" role="status" />
        <ul className="plain" data-part="first" />
        <div data-part="refused" hidden>
          <h4>{words.refusedTitle}</h4>
          <ul className="plain" data-part="refusals" />
        </div>
        <p>
          <button type="button" className="button" data-part="go">
            {words.go}
          </button>
        </p>
      </div>
      <p>
        <button type="button" className="button second" data-part="undo" hidden>
          {script.undo[1]}
        </button>
      </p>
    </div>
  );
}
