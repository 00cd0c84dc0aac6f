import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MAX_BOYCOTT_TITLE } from '#shared/collective/boycotts.ts';
import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';
import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { currentVersionOf, translatedTexts, type OriginalLanguage } from './translated-texts.ts';

type Props = { boycott: BoycottResponse; originalLanguage: OriginalLanguage };

/** For trusted members: the form that translates a boycott, begun with the last translation; else why not. */
export function TranslateForm({ boycott, originalLanguage }: Props) {
  const { t, form } = usePage();
  const words = t.boycotts.translations;
  const { id, can, translations } = boycott;
  if (!can.translate && form?.form !== 'translation') {
    const own = translations.find(({ mine, readOn }) => mine && readOn === null);
    if (own === undefined) return <p className="aside">{words.who}</p>;
    return <p className="aside">{own.refusedOn === null ? words.ownWaits : words.ownRefused}</p>;
  }
  const into = LANGUAGES.filter((language) => language !== originalLanguage);
  const [only] = into.length === 1 ? into : [];
  const last = translations.find(({ language, hiding }) => language === only && hiding === null);
  const initial = Object.fromEntries(
    translatedTexts(t).map(({ name }) => [name, last?.[name] ?? '']),
  );
  return (
    <details open={form?.form === 'translation'}>
      <summary>{only === undefined ? words.write : words.writeInto[only]}</summary>
      <Lines className="prose" of={words.writeSay} />
      <Form
        name="translation"
        action={boycottApiPath(id, 'translations')}
        once
        initial={{ ...initial, language: only ?? '' }}
      >
        <Hidden name="version" value={String(currentVersionOf(boycott))} />
        {only === undefined ? (
          <Choice
            name="language"
            label={words.language}
            options={into.map((value) => ({ value, label: words.into[value] }))}
          />
        ) : (
          <Hidden name="language" value={only} />
        )}
        <TextFields boycott={boycott} originalLanguage={originalLanguage} />
        <Submit label={words.send} />
      </Form>
    </details>
  );
}

/** For the author of a refused translation: the form that corrects it, begun with her words. */
export function CorrectForm({
  boycott,
  originalLanguage,
  translation,
}: Props & { translation: BoycottTranslation }) {
  const { t, form } = usePage();
  const words = t.boycotts.translations;
  const { id } = translation;
  const name = `correct-${id}`;
  const initial = Object.fromEntries(
    translatedTexts(t).map((text) => [text.name, translation[text.name] ?? '']),
  );
  return (
    <details open={form?.form === name}>
      <summary>{words.correct}</summary>
      <Form name={name} action={`/api/boycott-translations/${id}/correct`} once initial={initial}>
        {/* Never the version of a refused form: she corrects beside what this page shows. */}
        <input type="hidden" name="version" value={currentVersionOf(boycott)} />
        <TextFields boycott={boycott} originalLanguage={originalLanguage} />
        <Submit label={words.sendCorrection} />
      </Form>
    </details>
  );
}

/** A field for each text, under the original. */
function TextFields({ boycott, originalLanguage }: Props) {
  const { t } = usePage();
  return translatedTexts(t).map(({ name, label }) => (
    <div key={name}>
      <blockquote className="told" dir="auto" lang={originalLanguage ?? undefined}>
        {boycott[name]}
      </blockquote>
      {name === 'title' ? (
        <TextField name={name} label={label} maxLength={MAX_BOYCOTT_TITLE} />
      ) : (
        <TextArea name={name} label={label} rows={4} maxLength={MAX_TEXT_LENGTH} />
      )}
    </div>
  ));
}
