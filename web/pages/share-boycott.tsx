import { loadBoycott, type BoycottFormData } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { BoycottStamp } from '#web/collective/boycotts/boycott-stamp.tsx';
import {
  boycottStateInWords,
  boycottDeclaration,
  boycottTitleOf,
} from '#web/collective/boycotts/boycott-text.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { SHARE_IMAGE, boycottImagePath } from '#web/site/share/image-path.ts';
import { CopyField, ShareSheetButton, WhatsAppLink } from '#web/site/share/share-actions.tsx';
import { Qr } from '#web/ui/qr-code.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Sharing a boycott: address, short text, QR code, picture. */
export const shareBoycott = definePage({
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t }) => `${t.boycotts.share.title}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t, language, href, origin }) => {
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
          <Poster boycott={boycott} address={address} />
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
          <a href={path}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});

/** A poster to print or to show on a screen. */
function Poster({ boycott, address }: { boycott: BoycottFormData['boycott']; address: string }) {
  const { t, format, now } = usePage();
  const words = t.boycotts.share;
  const { state, reached, stepEndsAt, pledged } = boycott;
  const isOver = state === 'failed' || state === 'ended';
  const until = t.boycotts.one.until;
  const facts = [
    isOver || stepEndsAt === null
      ? null
      : `${state === 'pledging' && reached ? until.reached : until[state]} ${format.moment(stepEndsAt)}`,
    pledged === null ? null : t.boycotts.list.pledged({ count: pledged }),
  ].filter((fact) => fact !== null);
  return (
    <article className="boycott-poster">
      <div>
        <BoycottStamp boycott={boycott} />
        <h2>
          <bdi>{boycottTitleOf(boycott, t)}</bdi>
        </h2>
        <p className="answer">
          <strong>{boycottDeclaration(boycott, t)}</strong> {boycottStateInWords(boycott, t)}
        </p>
        <h3>{t.boycotts.one.demands}</h3>
        <UserText text={boycott.demands} />
        <h3>{isOver ? t.boycotts.one.partakingPast : t.boycotts.one.partaking}</h3>
        <UserText text={boycott.partaking} />
        {facts.length === 0 ? null : <p className="boycott-facts">{facts.join(' · ')}</p>}
        <p>{words.note}</p>
        <p className="dated-address">
          <b>{t.common.site}</b> {address}
        </p>
        <p className="note">{words.on({ moment: format.moment(now.toISOString()) })}</p>
      </div>
      <Qr text={address} label={words.qr} />
    </article>
  );
}
