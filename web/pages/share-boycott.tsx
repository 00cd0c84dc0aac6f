import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { boycottInLanguage } from '#web/collective/boycott-translations/in-language.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { BoycottPoster } from '#web/collective/boycott-kit/boycott-poster.tsx';
import {
  boycottStateInWords,
  boycottDeclaration,
  boycottTitleOf,
} from '#web/collective/boycotts/boycott-text.ts';
import { definePage } from '#web/page.ts';
import { SHARE_IMAGE, boycottImagePath } from '#web/site/share/image-path.ts';
import { CopyField, ShareSheetButton, WhatsAppLink } from '#web/site/share/share-actions.tsx';
import { Section } from '#web/ui/section.tsx';

/** Sharing a boycott: address, short text, QR code, picture. */
export const shareBoycott = definePage({
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t, language }) =>
    `${t.boycotts.share.title}, ${boycottTitleOf(boycottInLanguage(boycott, language), t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott: original }, { t, language, href, origin }) => {
    const boycott = boycottInLanguage(original, language);
    const words = t.boycotts.share;
    const path = href('boycott', { id: boycott.id });
    const address = `${origin}${path}`;
    const said = `${boycottDeclaration(boycott, t)} ${boycottStateInWords(boycott, t)}`;
    const short = `${said} ${address}`;
    return (
      <>
        <div className="not-printed">
          <h1>{words.title}</h1>
          <p className="sub">{words.say}</p>
        </div>
        <VisibleBoycottText boycott={boycott}>
          {/* What tells nobody who shares stands first: a copied address, and a code to scan. */}
          <div className="not-printed">
            <CopyField label={words.link} text={address} button={t.common.sharing.copyLink} />
          </div>
          <BoycottPoster boycott={boycott} address={address} />
          <div className="not-printed">
            <p>{words.print}</p>
            <CopyField label={words.text} text={short} />
            <p className="buttons">
              <ShareSheetButton text={said} address={address} />
              <WhatsAppLink text={said} address={address} />
            </p>
            <p className="note">
              {words.whatsApp} {words.careful}
            </p>
            <Section title={words.image}>
              <img
                className="boycott-image"
                src={boycottImagePath(boycott.id, language)}
                width={SHARE_IMAGE.width}
                height={SHARE_IMAGE.height}
                loading="lazy"
                alt={words.imageAlt({ title: boycottTitleOf(boycott, t) })}
              />
            </Section>
          </div>
        </VisibleBoycottText>
        <p className="links not-printed">
          <a href={href('boycottKit', { id: boycott.id })}>{t.boycotts.kit.title}</a>
          <a href={path}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});
