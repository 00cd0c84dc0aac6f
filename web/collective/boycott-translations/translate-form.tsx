import { MAX_BOYCOTT_TITLE } from '#shared/collective/boycotts.ts';
import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { wordsOf, type AnyTranslation, type TranslatedUnit } from './translated-unit.ts';

/** For trusted members: the form that translates a text, begun with its last translation; else why not. */
export function TranslateForm({ boycott, unit }: { boycott: string; unit: TranslatedUnit }) {
  const { t, form } = usePage();
  const words = t.boycotts.translations;
  const { key, language: from, fields, translations, names } = unit;
  const isCall = key === 'call';
  const name = isCall ? 'translation' : `translation-${key}`;
  if (!unit.canTranslate && form?.form !== name) {
    const own = translations.find(({ mine, readOn }) => mine && readOn === null);
    if (own === undefined) return isCall ? <p className="aside">{words.who}</p> : null;
    return <p className="aside">{own.refusedOn === null ? words.ownWaits : words.ownRefused}</p>;
  }
  const into = LANGUAGES.filter((language) => language !== from);
  const [only] = into.length === 1 ? into : [];
  const last = translations.find(({ language, hiding }) => language === only && hiding === null);
  const initial = Object.fromEntries(
    fields.map((field) => [field.name, last === undefined ? '' : wordsOf(last, field.name)]),
  );
  return (
    <details open={form?.form === name}>
      <summary>{only === undefined ? words.write : words.writeInto[only]}</summary>
      <Lines className="prose" of={words.writeSay} />
      <Form
        name={name}
        action={boycottApiPath(boycott, isCall ? 'translations' : 'text-translations')}
        once
        initial={{ ...initial, language: only ?? '' }}
      >
        {isCall ? <Hidden name="version" value={String(unit.version)} /> : null}
        {Object.entries(names).map(([one, value]) => (
          <Hidden key={one} name={one} value={value} />
        ))}
        {only === undefined ? (
          <Choice
            name="language"
            label={words.language}
            options={into.map((value) => ({ value, label: words.into[value] }))}
          />
        ) : (
          <Hidden name="language" value={only} />
        )}
        <Fields unit={unit} />
        <Submit label={words.send} />
      </Form>
    </details>
  );
}

/** For the author of a refused translation: the form that corrects it, begun with her words. */
export function CorrectForm({
  unit,
  translation,
}: {
  unit: TranslatedUnit;
  translation: AnyTranslation;
}) {
  const { t, form } = usePage();
  const words = t.boycotts.translations;
  const { id } = translation;
  const name = `correct-${id}`;
  const isCall = unit.key === 'call';
  const initial = Object.fromEntries(
    unit.fields.map((field) => [field.name, wordsOf(translation, field.name)]),
  );
  return (
    <details open={form?.form === name}>
      <summary>{words.correct}</summary>
      <Form
        name={name}
        action={`/api/boycott-translations/${id}/${isCall ? 'correct' : 'correct-text'}`}
        once
        initial={initial}
      >
        {/* Never the version of a refused form: she corrects beside what this page shows. */}
        {isCall ? <input type="hidden" name="version" value={unit.version} /> : null}
        <Fields unit={unit} />
        <Submit label={words.sendCorrection} />
      </Form>
    </details>
  );
}

/** A field for each text, under the original. */
function Fields({ unit: { fields, language } }: { unit: TranslatedUnit }) {
  return fields.map(({ name, label, original }) => (
    <div key={name}>
      <blockquote className="told" dir="auto" lang={language ?? undefined}>
        {original}
      </blockquote>
      {name === 'title' ? (
        <TextField name={name} label={label} maxLength={MAX_BOYCOTT_TITLE} />
      ) : (
        <TextArea name={name} label={label} rows={4} maxLength={MAX_TEXT_LENGTH} />
      )}
    </div>
  ));
}
