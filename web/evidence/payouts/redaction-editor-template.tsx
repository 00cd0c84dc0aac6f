import { useId, type ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/**
 * The redaction editor, in a template: invisible without a script, which takes its sentences from
 * here.
 */
export function RedactionEditorTemplate(): ReactNode {
  const { t } = usePage();
  const words = t.redaction.editor;
  return (
    <template>
      <section className="redact" aria-label={words.label}>
        <div data-part="paint">
          <p className="redact-say">
            <b>{words.covered}</b> <span>{words.how}</span>
          </p>
          <div className="redact-search">
            <progress max={1} aria-label={words.progress} data-part="progress" hidden />
            <p className="note" role="status" data-part="status" />
            <button type="button" className="button second" data-part="search">
              {words.search}
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
          <p className="note">
            <span role="status" data-part="count" /> {words.stays}
          </p>
          <p className="redact-reveals" role="status">
            <span data-part="facts" hidden>
              {words.facts}
            </span>{' '}
            <b data-part="revealed" />
          </p>
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
          <OwnWords />
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
              {words.confirm}
            </button>
          </div>
        </div>
        <Check />
        <button type="button" className="quiet" data-part="leave">
          {words.leave}
        </button>
      </section>
    </template>
  );
}

/** Words that the member wants covered on each picture. Its fields have no names: nothing is sent. */
function OwnWords(): ReactNode {
  const id = useId();
  const { own } = usePage().t.redaction;
  const fields = [
    { name: 'name', complete: 'name' },
    { name: 'street', complete: 'street-address' },
    { name: 'email', complete: 'email' },
    { name: 'phone', complete: 'tel' },
  ] as const;
  return (
    <details className="redact-own" data-part="own">
      <summary>{own.title}</summary>
      <p className="hint">{own.say}</p>
      <div className="redact-own-fields">
        {fields.map(({ name, complete }) => (
          <p key={name}>
            <label htmlFor={`${id}-${name}`}>{own.fields[name]}</label>
            <input
              id={`${id}-${name}`}
              data-part={`own-${name}`}
              autoComplete={complete}
              maxLength={200}
            />
          </p>
        ))}
      </div>
      <button type="button" className="button second" data-part="own-keep">
        {own.keep}
      </button>
      <p className="note" role="status" data-part="own-kept" />
      <button type="button" className="quiet" data-part="own-forget" hidden>
        {own.forget}
      </button>
    </details>
  );
}

/** The check before the picture is attached: enlarged lines of what stays visible. */
function Check(): ReactNode {
  const words = usePage().t.redaction.check;
  return (
    <div className="redact-check" data-part="check" hidden>
      <h2 tabIndex={-1} data-part="check-title">
        {words.title}
      </h2>
      <p>{words.say}</p>
      <ol data-part="lines" />
      <p className="note" role="status" data-part="covered" />
      <div data-part="harmless">
        <p>{words.harmless}</p>
        <div className="redact-words" data-part="harmless-words" />
      </div>
      <div className="redact-end">
        <button type="button" className="button" data-part="checked">
          {words.confirm}
        </button>
        <button type="button" className="button second" data-part="back">
          {words.back}
        </button>
      </div>
    </div>
  );
}
