import type { SendMailOptions, Transporter } from 'nodemailer';
import type { MailSettings } from '#server/core/env.ts';

/** A mail in plain text, with nothing in it that tells whether it was opened. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where a mail program ends these mails at one click (RFC 8058). */
  readonly oneClickUrl: string;
};

/** Sends mails one by one. */
export type Mailer = {
  /** @throws MailNotSent with no word of the address. */
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
};

export class MailNotSent extends Error {
  /** The server refused this mail or its recipient; otherwise no mail can be sent now. */
  readonly refused: boolean;

  constructor(code: string) {
    super(`not sent: ${code}`);
    this.refused = code === 'EENVELOPE' || code === 'EMESSAGE';
  }
}

const TIMEOUT_MS = 20_000;

/** Speaks SMTP with the server of the settings. */
export function createMailer({ url, from }: MailSettings): Mailer {
  let transport: Promise<Transporter> | null = null;
  return {
    send: async (mail) => {
      try {
        transport ??= openTransport(url);
        await (await transport).sendMail(createLetter({ from, mail }));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        throw new MailNotSent(code);
      }
    },
    close: () => void transport?.then((open) => open.close()),
  };
}

/** A mail as it is handed to the server, with its headers. */
export function createLetter({ from, mail }: { from: string; mail: Mail }): SendMailOptions {
  const { to, subject, text, oneClickUrl } = mail;
  // RFC 8058 allows it over https only.
  const oneClick = oneClickUrl.startsWith('https:')
    ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {};
  return {
    from,
    // As one address, whatever signs it has: never a list, never a name.
    to: { name: '', address: to },
    subject,
    text,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<${oneClickUrl}>`,
      ...oneClick,
    },
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { protocol, hostname, port, username, password } = new URL(url);
  // Loaded with the first mail: no start has to wait for it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
