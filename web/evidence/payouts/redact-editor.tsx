import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/**
 * The redaction editor, in a template: invisible without a script, which takes its sentences from
 * here.
 */
export function RedactEditor(): ReactNode {
  const { t } = usePage();
  const words = t.redaction.editor;
  return (
    <template>
      <section className="redact" aria-label={words.label}>
        <p className="redact-say">
          <b>{words.stays}</b> <span>{words.how}</span>
        </p>
        <div className="redact-search">
          <button type="button" className="button second" data-part="search">
            {words.search}
          </button>
          <progress max={1} aria-label={words.progress} data-part="progress" hidden />
          <p className="note" role="status" data-part="found" />
          <button type="button" className="quiet" data-part="english" hidden>
            {words.english}
          </button>
        </div>
        <div className="redact-frame" data-part="frame">
          <div
            className="redact-stage"
            data-part="stage"
            role="application"
            aria-label={words.stage}
            aria-roledescription={words.stageKind}
          />
        </div>
        <div className="redact-tools">
          <button type="button" className="button second" data-part="undo" disabled>
            {words.undo}
          </button>
          <button type="button" className="button second" data-part="add">
            {words.add}
          </button>
          <button type="button" className="button second" data-part="zoom" aria-pressed={false}>
            {words.zoom}
          </button>
        </div>
        <label className="redact-switch" data-part="switch" hidden>
          <input type="checkbox" defaultChecked data-part="proposed" />
          <span>
            {words.proposed} <small className="hint">{words.proposedWhy}</small>
          </span>
        </label>
        <details className="redact-cut" data-part="cut">
          <summary>{words.cut}</summary>
          <p className="hint" data-part="tall" hidden>
            {words.tall}
          </p>
          <label>
            {words.cutTop}
            <input type="range" min={0} max={90} defaultValue={0} data-part="top" />
          </label>
          <label>
            {words.cutBottom}
            <input type="range" min={0} max={90} defaultValue={0} data-part="bottom" />
          </label>
        </details>
        <div className="redact-end">
          <p className="issue" role="alert" data-part="remind" hidden>
            {words.remind}
          </p>
          <button type="button" className="button" data-part="confirm">
            {words.bare}
          </button>
        </div>
        <button type="button" className="quiet" data-part="leave">
          {words.leave}
        </button>
      </section>
    </template>
  );
}
