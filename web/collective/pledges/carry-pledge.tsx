import { useId } from 'react';
import { usePage } from '#web/page-context.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';

/**
 * Carries a pledge to another device and from one, by the script (`web/collective/enhance/boycott-carry.ts`):
 * `carry-show` has the words and the code while it is open, `carry-ask` asks once to write them down,
 * `carry-form` takes typed words. Nothing here is a form: no word may be sent.
 */
export function CarryPledge() {
  const { t } = usePage();
  const words = t.boycotts.carry;
  const label = useId();
  const scripted = {
    qr: words.qr,
    count: words.count({ count: SENTENCE_PLACEHOLDER }),
    unknown: words.unknown({ word: SENTENCE_PLACEHOLDER }),
    checksum: words.checksum,
  };
  return (
    <div data-part="carry" data-words={JSON.stringify(scripted)}>
      <div className="aside" data-part="carry-ask" role="status" hidden>
        {words.ask.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <button type="button" className="quiet" data-part="carry-later">
          {words.later}
        </button>
      </div>
      <details data-part="carry-show" hidden>
        <summary>{words.title}</summary>
        {words.show.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <div data-part="carry-code" />
        <h3>{words.words}</h3>
        <ol className="phrase" data-part="carry-words" />
        {words.secret.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
      <p className="note" data-part="carry-cannot" hidden>
        {words.cannot}
      </p>
      <div data-part="carry-form" hidden>
        <div className="field">
          <label htmlFor={label}>{words.type}</label>
          <textarea
            id={label}
            data-part="carry-typed"
            rows={2}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
          />
        </div>
        <p className="issue" data-part="carry-issue" role="status" hidden />
        <button type="button" className="button" data-part="carry-take">
          {words.take}
        </button>
      </div>
    </div>
  );
}
