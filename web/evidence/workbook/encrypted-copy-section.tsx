import { useId } from 'react';
import type { Language } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { Lines } from '#web/ui/sentence-list.tsx';

/** Sentences of the copy's script. */
export type EncryptedCopySentences = Messages['workbookData']['copy']['script'] & {
  readonly language: Language;
};

/** The encrypted copy: explanation, what the server sees, and one view per state. */
export function EncryptedCopySection() {
  const { t, language, href } = usePage();
  const { script, ...words } = t.workbookData.copy;
  const said: EncryptedCopySentences = { ...script, language };
  const here = href('workbook');
  return (
    <div data-part="copy" className="book-data" data-words={JSON.stringify(said)}>
      <p>
        {words.say} {words.how}
      </p>
      <div className="seen">
        <Points title={words.seeTitle} points={words.see} />
        <Points title={words.notSeeTitle} points={words.notSee} />
      </div>
      <p>
        <strong>{words.lost}</strong>
      </p>
      <p className="note">{words.trust}</p>
      <p role="status" data-part="status" className="soft" />
      <div data-view="signed-out" data-part="sign-in" hidden>
        <p>{words.signedOut}</p>
        <p>
          <a className="button" href={href('signIn', {}, { next: here })}>
            {words.signIn}
          </a>
        </p>
      </div>
      <div data-view="none" hidden>
        <p>{words.none}</p>
        <p>
          <button type="button" className="button" data-part="make">
            {words.make}
          </button>
        </p>
      </div>
      <div data-view="words" hidden>
        <h3>{words.wordsTitle}</h3>
        <p>
          {words.wordsSay} {words.wordsOther}
        </p>
        <ol
          className="phrase"
          aria-label={words.wordsLabel}
          translate="no"
          data-part="words"
          data-turbo-temporary=""
        />
        <p className="acts">
          <button type="button" className="button" data-part="wrote">
            {words.wrote}
          </button>
          <button type="button" className="quiet" data-part="cancel">
            {words.cancel}
          </button>
        </p>
      </div>
      <EnterWords />
      <div data-view="on" hidden>
        <p>{words.on}</p>
        <p className="note" data-part="state" />
        <p className="acts">
          <button type="button" className="button second" data-part="save">
            {words.save}
          </button>
          <button type="button" className="quiet" data-part="stop">
            {words.stop}
          </button>
        </p>
      </div>
      <div data-part="removal" hidden>
        <p className="acts">
          <button
            type="button"
            className="quiet"
            data-part="remove"
            data-confirm={words.removeConfirm}
          >
            {words.remove}
          </button>
          <small>{words.removeSay}</small>
        </p>
      </div>
    </div>
  );
}

function EnterWords() {
  const { t } = usePage();
  const id = useId();
  const words = t.workbookData.copy;
  return (
    <div data-view="enter" hidden>
      <p>{words.there}</p>
      <div className="field">
        <label htmlFor={id}>{words.phrase}</label>
        <p className="hint" id={`${id}-hint`}>
          {words.phraseHint}
        </p>
        <textarea
          id={id}
          rows={3}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          translate="no"
          aria-describedby={`${id}-hint`}
          data-part="phrase"
        />
      </div>
      <p>
        <button type="button" className="button" data-part="join">
          {words.join}
        </button>
      </p>
    </div>
  );
}

function Points(props: { title: string; points: readonly string[] }) {
  return (
    <div>
      <h3>{props.title}</h3>
      <Lines of={props.points} />
    </div>
  );
}
