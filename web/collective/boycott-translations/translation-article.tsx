import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';
import type { Language } from '#shared/core/languages.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { ContentControls } from '#web/governance/flags/content-controls.tsx';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { CorrectForm } from './translate-form.tsx';
import { currentVersionOf, translatedTexts, type OriginalLanguage } from './translated-texts.ts';

type Props = { boycott: BoycottResponse; translation: BoycottTranslation };

/** A translation beside the original, its state, and for a second person the form that confirms it. */
export function TranslationArticle({
  boycott,
  translation,
  originalLanguage,
}: Props & { originalLanguage: OriginalLanguage }) {
  const { t, format } = usePage();
  const words = t.boycotts.translations;
  const { id, language, by, on, hiding, mine, canConfirm, canCorrect, refusedOn } = translation;
  return (
    <article id={`translation-${id}`} className="section">
      <h2>{words.into[language]}</h2>
      <p className="soft">{words.by({ name: by ?? words.gone, day: format.day(on) })}</p>
      <HiddenContent hiding={hiding} mine={mine}>
        <p>
          <strong>{stateOf(translation, words, format.day)}</strong>
        </p>
        <Refusal translation={translation} />
        {translatedTexts(t).map(({ name, label }) => (
          <div key={name}>
            <h3>{label}</h3>
            <div className="two even">
              <Told
                label={words.original}
                text={boycott[name]}
                language={originalLanguage ?? undefined}
              />
              <Told label={words.translation} text={translation[name]} language={language} />
            </div>
          </div>
        ))}
        {canConfirm ? (
          <>
            <Confirm boycott={boycott} translation={translation} />
            <RefuseForm boycott={boycott} translation={translation} />
          </>
        ) : null}
        {canCorrect ? (
          <CorrectForm
            boycott={boycott}
            originalLanguage={originalLanguage}
            translation={translation}
          />
        ) : null}
        {mine && !translation.shown && hiding === null && refusedOn === null ? (
          <p>{words.othersConfirm}</p>
        ) : null}
        <ContentControls subject={`boycott-translation/${id}`} mine={mine} />
      </HiddenContent>
    </article>
  );
}

function stateOf(
  { readOn, refusedOn, fits }: BoycottTranslation,
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

function Confirm({ boycott, translation: { id } }: Props) {
  const words = usePage().t.boycotts.translations;
  return (
    <Form name={`confirm-${id}`} action={`/api/boycott-translations/${id}/confirm`}>
      {/* Never the version of a refused form: she confirms what this page shows. */}
      <input type="hidden" name="version" value={currentVersionOf(boycott)} />
      <p>{words.confirmSay}</p>
      <Submit label={words.confirm} />
    </Form>
  );
}
