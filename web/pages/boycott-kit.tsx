import type { ComponentType } from 'react';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { legalResponse } from '#shared/governance/legal.ts';
import { BoycottPoster } from '#web/collective/boycott-kit/boycott-poster.tsx';
import { PressSheet, type PressContacts } from '#web/collective/boycott-kit/press-sheet.tsx';
import {
  LeafletSheet,
  MinuteSheet,
  ScreenSheet,
  StickerSheet,
} from '#web/collective/boycott-kit/sheets.tsx';
import { boycottInLanguage } from '#web/collective/boycott-translations/in-language.ts';
import { TranslationNote } from '#web/collective/boycott-translations/translation-note.tsx';
import { LawByStatus } from '#web/collective/boycotts/law-by-status.tsx';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { definePage } from '#web/page.ts';

/** Query parameter of the sheet. */
const SHEET = 'feuille';

/** What organisers print, show or send, one sheet at a time, so that printing prints that sheet. */
const SHEETS: Readonly<
  Record<
    SheetName,
    ComponentType<{ boycott: BoycottResponse; address: string; contacts: PressContacts }>
  >
> = {
  minute: MinuteSheet,
  affiche: BoycottPoster,
  tract: LeafletSheet,
  autocollants: StickerSheet,
  ecran: ScreenSheet,
  presse: PressSheet,
};
const SHEET_NAMES = ['minute', 'affiche', 'tract', 'autocollants', 'ecran', 'presse'] as const;
type SheetName = (typeof SHEET_NAMES)[number];

/** The kit of a boycott: a minute's explanation, poster, leaflet, stickers, a picture, a press sheet. */
export const boycottKit = definePage({
  sameForVisitors: true,
  load: async (api, request) => {
    const loaded = await loadBoycott(api, request);
    const { contact, press } = await api.get('/api/legal', legalResponse);
    return { ...loaded, contacts: { contact, press } };
  },
  title: ({ boycott }, { t, language }) =>
    `${t.boycotts.kit.title}, ${boycottTitleOf(boycottInLanguage(boycott, language), t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott: original, contacts }, { t, href, origin, query, language }) => {
    const boycott = boycottInLanguage(original, language);
    const words = t.boycotts.kit;
    const { id } = boycott;
    const chosen = SHEET_NAMES.find((name) => name === query[SHEET]) ?? 'minute';
    const Sheet = SHEETS[chosen];
    const address = `${origin}${href('boycott', { id })}`;
    // Nobody can take part any more, and nothing came of it: a sheet would mislead.
    const isGone = boycott.state === 'failed' || boycott.withdrawn;
    return (
      <>
        <div className="not-printed">
          <h1>{words.title}</h1>
          {isGone ? null : (
            <>
              <p className="sub">{words.say}</p>
              <nav className="choices" aria-label={words.choose}>
                {SHEET_NAMES.map((name) => (
                  <a
                    key={name}
                    href={href('boycottKit', { id }, { [SHEET]: name })}
                    aria-current={name === chosen ? 'page' : undefined}
                  >
                    {words.sheets[name]}
                  </a>
                ))}
              </nav>
              <p>{words.how[chosen]}</p>
              <TranslationNote boycott={original} />
            </>
          )}
        </div>
        <VisibleBoycottText boycott={boycott}>
          {isGone ? (
            <p className="aside">{words.gone}</p>
          ) : (
            <Sheet boycott={boycott} address={address} contacts={contacts} />
          )}
        </VisibleBoycottText>
        {isGone ? null : (
          <div className="not-printed">
            <LawByStatus />
          </div>
        )}
        <p className="links not-printed">
          <a href={href('shareBoycott', { id })}>{t.boycotts.share.title}</a>
          <a href={href('boycott', { id })}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});
