import type { Language } from '#shared/core/languages.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { CorrectForm } from './translate-form.tsx';
import { wordsOf, type AnyTranslation, type TranslatedUnit } from './translated-unit.ts';

type Props = { unit: TranslatedUnit; translation: AnyTranslation };

/** A translation beside the original, its state, and for a second person the forms that confirm or refuse it. */
export function TranslationArticle({ unit, translation }: Props) {
  const { t, format } = usePage();
  const words = t.boycotts.translations;
  const { id, language, by, on, hiding, mine, canConfirm, canCorrect, refusedOn } = translation;
  const Title = unit.title === null ? 'h2' : 'h3';
  return (
    <article id={`translation-${id}`} className="section">
      <Title>{words.into[language]}</Title>
      <p className="soft">{words.by({ name: by ?? words.gone, day: format.day(on) })}</p>
      <HiddenContent hiding={hiding} mine={mine}>
        <p>
          <strong>{stateOf(translation, words, format.day)}</strong>
        </p>
        <Refusal translation={translation} />
        {unit.fields.map(({ name, label, original }) => (
          <div key={name}>
            {unit.title === null ? <h3>{label}</h3> : null}
            <div className="two even">
              <Told label={words.original} text={original} language={unit.language ?? undefined} />
              <Told
                label={words.translation}
                text={wordsOf(translation, name)}
                language={language}
              />
            </div>
          </div>
        ))}
        {canConfirm ? (
          <>
            <Confirm unit={unit} translation={translation} />
            <RefuseForm version={unit.version} translation={translation} />
          </>
        ) : null}
        {canCorrect ? <CorrectForm unit={unit} translation={translation} /> : null}
        {mine && !translation.shown && hiding === null && refusedOn === null ? (
          <p>{words.othersConfirm}</p>
        ) : null}
        <ContentControls subject={`boycott-translation/${id}`} mine={mine} />
      </HiddenContent>
    </article>
  );
}

function stateOf(
  { readOn, refusedOn, fits }: AnyTranslation,
  { states }: ReturnType<typeof usePage>['t']['boycotts']['translations'],
  day: (on: string) => string,
): string {
  if (refusedOn !== null) return states.refused({ day: day(refusedOn) });
  if (!fits) return states.stale;
  return readOn === null ? states.waits : states.confirmed({ day: day(readOn) });
}

/** Why it was refused, for those who may read it. */
function Refusal({ translation: { refusal, refusedOn } }: Pick<Props, 'translation'>) {
  const words = usePage().t.boycotts.translations;
  if (refusal === null) return null;
  return (
    <div className="aside">
      <p>
        {refusedOn === null ? words.refusedBefore : words.refusedWhy}{' '}
        <strong>{words.reasons[refusal.reason]}</strong>
        {refusal.text === null ? null : (
          <>
            {' '}
            <q dir="auto">{refusal.text}</q>
          </>
        )}
      </p>
      <p className="soft">{words.refusalFor}</p>
    </div>
  );
}

function Told(props: { label: string; text: string | null; language: Language | undefined }) {
  return (
    <div>
      <small className="soft">{props.label}</small>
      <p className="told" dir="auto" lang={props.language}>
        {props.text}
      </p>
    </div>
  );
}

function Confirm({ unit, translation: { id } }: Props) {
  const words = usePage().t.boycotts.translations;
  return (
    <Form name={`confirm-${id}`} action={`/api/boycott-translations/${id}/confirm`}>
      {/* Never the version of a refused form: she confirms what this page shows. */}
      <input type="hidden" name="version" value={unit.version} />
      <p>{words.confirmSay}</p>
      <Submit label={words.confirm} />
    </Form>
  );
}
