import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { OrganiserText } from '#shared/collective/boycott-translations.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import { usePage } from '#web/page-context.ts';
import { UserText } from '#web/ui/user-text.tsx';
import { isOf, keyOf } from './translated-unit.ts';

type Props = { boycott: BoycottResponse; of: OrganiserText; text: string };

/**
 * A text of organisers: its translation into the page's language, once a second person has confirmed one,
 * else as it was written. Says in which language that was where it is another one.
 */
export function OrganiserWords({ boycott, of, text }: Props) {
  const { t, href, language } = usePage();
  const words = t.boycotts.translations;
  const from = detectLanguage(text);
  const shown = boycott.textTranslations.find(
    (one) => one.shown && one.language === language && isOf(of)(one),
  );
  const address = `${href('boycottTranslations', { id: boycott.id })}#text-${keyOf(of)}`;
  const isForeign = from !== null && from !== language;
  const translated = shown?.text ?? null;
  return (
    <>
      <UserText className="prose" text={translated ?? text} />
      {isForeign || translated !== null ? (
        <p className="soft">
          {from === null ? null : `${words.writtenIn[from]} `}
          {translated === null ? null : `${words.textShown({ name: shown?.by ?? words.gone })} `}
          <a href={address}>{translated === null ? words.toTranslate : words.toOriginal}</a>
        </p>
      ) : null}
    </>
  );
}
