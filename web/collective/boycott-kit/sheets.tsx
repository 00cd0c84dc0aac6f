import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  boycottDeclaration,
  boycottTitleOf,
  partakingTitle,
} from '#web/collective/boycotts/boycott-text.ts';
import { BoycottTitle } from '#web/collective/boycotts/boycott-title.tsx';
import { usePage } from '#web/page-context.ts';
import { PORTRAIT_IMAGE, boycottPortraitPath } from '#web/site/share/image-path.ts';
import { Qr } from '#web/ui/qr-code.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { secondsToRead, shorten, shortAddress } from './kit-texts.ts';

type Props = { boycott: BoycottResponse; address: string };

/** Longest demand and promise on half a page; the code leads to the rest. */
const LEAFLET_TEXT = 320;
const LEAFLETS = 2;
const STICKERS = 12;
const STICKER_TITLE = 70;

/** The demand in a minute: what is wrong, what is asked, what to do, what is protected. */
export function MinuteSheet({ boycott }: Props) {
  const { t, href } = usePage();
  const words = t.boycotts.kit;
  const { grievance, demands, partaking } = boycott;
  const said = boycottDeclaration(boycott, t);
  const wrong = shorten(grievance, LEAFLET_TEXT);
  const protects = words.minute.protects[protectionStage(boycott)];
  const texts = [said, wrong, demands, partaking, ...protects];
  return (
    <article className="boycott-poster kit-minute">
      <div>
        <h2>
          <BoycottTitle boycott={boycott} />
        </h2>
        <p className="soft">{words.minute.takes({ seconds: secondsToRead(texts) })}</p>
        <p className="answer">{said}</p>
        <h3>{t.boycotts.one.grievance}</h3>
        <UserText text={wrong} />
        <h3>{t.boycotts.one.demands}</h3>
        <UserText text={demands} />
        <h3>{partakingTitle(boycott, t)}</h3>
        <UserText text={partaking} />
        <h3>{words.minute.protectsTitle}</h3>
        <Lines of={protects} />
        <p className="links not-printed">
          <a href={href('sealedPledge')}>{t.boycotts.screen.whoLink}</a>
        </p>
      </div>
    </article>
  );
}

/** What still protects whom: a pledge can be taken back only before the goal is reached. */
function protectionStage({ state, reached }: BoycottResponse): 'open' | 'bound' | 'over' {
  if (state === 'failed' || state === 'ended') return 'over';
  return state === 'on' || reached ? 'bound' : 'open';
}

/** Two leaflets on one page, to cut. */
export function LeafletSheet({ boycott, address }: Props) {
  const { t } = usePage();
  const words = t.boycotts.kit;
  return (
    <div className="boycott-poster kit-leaflets">
      {Array.from({ length: LEAFLETS }, (_, nth) => (
        <article key={nth} className={nth === 0 ? undefined : 'printed-only'}>
          <h2>
            <BoycottTitle boycott={boycott} />
          </h2>
          <p className="answer">{boycottDeclaration(boycott, t)}</p>
          <h3>{t.boycotts.one.demands}</h3>
          <UserText text={shorten(boycott.demands, LEAFLET_TEXT)} />
          <h3>{partakingTitle(boycott, t)}</h3>
          <UserText text={shorten(boycott.partaking, LEAFLET_TEXT)} />
          {boycott.state === 'ended' ? null : <p>{t.boycotts.share.note}</p>}
          <Qr text={address} label={t.boycotts.share.qr} />
          <p className="dated-address">
            {words.scan} {shortAddress(address)}
          </p>
        </article>
      ))}
    </div>
  );
}

/** A page of stickers, to cut. */
export function StickerSheet({ boycott, address }: Props) {
  const { t } = usePage();
  return (
    <ul className="boycott-poster kit-stickers">
      {Array.from({ length: STICKERS }, (_, nth) => (
        <li key={nth} className={nth === 0 ? undefined : 'printed-only'}>
          <b className="kit-call">{t.boycotts.kit.sticker}</b>
          <Qr text={address} label={t.boycotts.share.qr} />
          <b>
            <BoycottTitle boycott={boycott} shorten={(title) => shorten(title, STICKER_TITLE)} />
          </b>
          <small>
            {t.common.site} · {shortAddress(address)}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** A picture that fills a phone, to show to a colleague, to save or to send. */
export function ScreenSheet({ boycott }: Props) {
  const { t, language } = usePage();
  const words = t.boycotts.kit;
  const address = boycottPortraitPath(boycott.id, language);
  return (
    <div className="kit-screen">
      <img
        src={address}
        width={PORTRAIT_IMAGE.width}
        height={PORTRAIT_IMAGE.height}
        alt={t.boycotts.share.imageAlt({ title: boycottTitleOf(boycott, t) })}
      />
      <p className="not-printed">
        <a className="button" href={address} download>
          {words.save}
        </a>
      </p>
    </div>
  );
}
