import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { shownTranslation } from './in-language.ts';

/**
 * Says of a boycott that its texts are a translation, with a link to the original; or that one into the
 * page's language waits for a second person. Nothing where there is none.
 */
export function TranslationNote({ boycott }: { boycott: BoycottResponse }) {
  const { t, href, language } = usePage();
  const words = t.boycotts.translations;
  const shown = shownTranslation(boycott, language);
  const waits = boycott.translations.some(
    (one) =>
      one.language === language && one.hiding === null && !one.shown && one.refusedOn === null,
  );
  if (shown === null && !waits) return null;
  return (
    <p className="note">
      {shown === null ? words.waitsNote : words.shownNote({ name: shown.by ?? words.gone })}{' '}
      <a href={href('boycottTranslations', { id: boycott.id })}>
        {shown === null ? words.toRead : words.toOriginal}
      </a>
    </p>
  );
}
