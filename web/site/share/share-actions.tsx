import { useId } from 'react';
import type { Language } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/**
 * Ways to send a page of the site to a colleague: the device's own share sheet (script), WhatsApp, the
 * address to copy, and a QR code for who stands beside her. Not for pages of a secret act.
 */
export function ShareActions(props: {
  /** The path of the page, without a query. */
  path: string;
  /** What is sent before the address. */
  text: string;
  /** The path of its QR code. */
  qr: string;
}) {
  const { t, origin } = usePage();
  const words = t.common.sharing;
  const address = `${origin}${props.path}`;
  return (
    <div className="share-actions">
      <p className="buttons">
        <ShareSheetButton text={props.text} address={address} />
        <WhatsAppLink text={props.text} address={address} />
      </p>
      <details>
        <summary>{words.linkAndQr}</summary>
        <CopyField label={words.link} text={address} />
        <img src={props.qr} width="240" height="240" loading="lazy" alt={words.qrAlt} />
      </details>
    </div>
  );
}

type Sent = { text: string; address: string };

/** Opens the device's share sheet, where there is one. */
export function ShareSheetButton({ text, address }: Sent) {
  const { share } = usePage().t.common.sharing;
  return (
    <button
      type="button"
      className="button second"
      data-enhance="share"
      data-text={text}
      data-url={address}
      hidden
    >
      <Icon name="share" />
      {share}
    </button>
  );
}

/** A plain link: WhatsApp learns of it when it is tapped. */
export function WhatsAppLink({ text, address }: Sent) {
  const { whatsApp } = usePage().t.common.sharing;
  return (
    <a
      className="button second"
      href={`https://wa.me/?${new URLSearchParams({ text: `${text} ${address}` })}`}
      rel="nofollow noopener noreferrer"
    >
      {whatsApp}
    </a>
  );
}

/** Above this length a text to copy is shown on several lines. */
const ONE_LINE = 120;

/** A text to copy, with a button if scripts run. */
export function CopyField(props: {
  label: string;
  text: string;
  button?: string;
  /** Lines that a long text shows. */
  rows?: number;
  /** Where it is not the language of the page. */
  language?: Language;
}) {
  const id = useId();
  const words = usePage().t.common.sharing;
  return (
    <div className="field share-link" data-enhance="copy" data-copied={words.copied}>
      <label htmlFor={id}>{props.label}</label>
      <div>
        {props.text.length > ONE_LINE ? (
          <textarea
            id={id}
            rows={props.rows ?? 4}
            lang={props.language}
            readOnly
            defaultValue={props.text}
          />
        ) : (
          <input id={id} type="text" readOnly defaultValue={props.text} />
        )}
        <button type="button" className="button second" hidden>
          {props.button ?? words.copy}
        </button>
      </div>
    </div>
  );
}
