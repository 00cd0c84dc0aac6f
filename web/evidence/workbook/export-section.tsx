import type { Language } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** Sentences of the export's script. */
export type ExportSentences = Messages['workbookData']['export']['script'] & {
  readonly language: Language;
};

/** The section that exports the workbook to files, on the device. */
export function ExportSection() {
  const { t, language } = usePage();
  const { script, ...words } = t.workbookData.export;
  const said: ExportSentences = { ...script, language };
  return (
    <div data-part="export" className="book-data" data-words={JSON.stringify(said)}>
      <p>
        {words.say} {words.plain}
      </p>
      <p>
        <button type="button" className="button second" data-part="csv" disabled>
          {words.csv}
        </button>
        <br />
        <small>{words.csvSay}</small>
      </p>
      <p>
        <button type="button" className="button second" data-part="json" disabled>
          {words.json}
        </button>
        <br />
        <small>{words.jsonSay}</small>
      </p>
      <p role="status" data-part="status" />
    </div>
  );
}
