import { referenceDataResponse } from '#shared/directory/reference-data.ts';
import { definePage } from '#web/page.ts';
import { Section } from '#web/ui/section.tsx';
import { EncryptedCopySection } from '#web/evidence/workbook/encrypted-copy-section.tsx';
import { ExportSection } from '#web/evidence/workbook/export-section.tsx';
import { ImportSection } from '#web/evidence/workbook/import-section.tsx';
import { EntryForms } from '#web/evidence/workbook/entry-forms.tsx';
import {
  PublicationConsentDialog,
  EntryListSection,
  TimerSection,
  TotalsSections,
} from '#web/evidence/workbook/workbook-sections.tsx';
import { scriptSentencesOf } from '#web/evidence/workbook/script-sentences.ts';

/** The workbook page. The server sends a static shell, which the script fills from the device. */
export const workbook = definePage({
  sheet: 'workbook',
  load: (api) => api.get('/api/tables', referenceDataResponse),
  title: (_, { t }) => t.workbook.title,
  head: (_, { t }) => ({ description: t.workbook.description }),
  body: (data, page) => {
    const { keep, ...words } = page.t.workbook;
    const drawers = page.t.workbookData;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.lead}</p>
        <p>{words.privacy}</p>
        <noscript>
          <p className="alert">{words.needsScript}</p>
        </noscript>
        <div data-enhance="workbook" data-words={JSON.stringify(scriptSentencesOf(page, data))}>
          <p role="status" data-part="status" className="soft"></p>
          <div role="status" data-part="waiting" className="aside" hidden />
          <div data-part="book" className="workbook" hidden>
            <TimerSection />
            <EntryListSection />
            <TotalsSections />
            <Section title={keep.title} say={keep.say} id="keep">
              <p className="note" data-part="kept" />
              <p>
                <button type="button" className="button second" data-part="offline" hidden>
                  {keep.offline}
                </button>
              </p>
              <div className="folds">
                <details className="fold" data-drawer="import">
                  <summary>{drawers.import.title}</summary>
                  <ImportSection />
                </details>
                <details className="fold" data-drawer="export">
                  <summary>{drawers.export.title}</summary>
                  <ExportSection />
                </details>
                <details className="fold" data-drawer="copy">
                  <summary>{drawers.copy.title}</summary>
                  <EncryptedCopySection />
                </details>
              </div>
              <p className="note">{keep.eraseSay}</p>
              <button
                type="button"
                className="button second"
                data-part="erase-book"
                data-confirm={keep.eraseConfirm}
              >
                {keep.erase}
              </button>
            </Section>
          </div>
          <EntryForms />
          <PublicationConsentDialog />
        </div>
      </>
    );
  },
});
