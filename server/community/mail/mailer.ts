import type { SendMailOptions, Transporter } from 'nodemailer';
import type { MailSettings } from '#server/core/env.ts';

/** A plain-text mail, without tracking of its opening or links. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** One-click unsubscribe address (RFC 8058). */
  readonly oneClickUrl: string;
};

export type Mailer = {
  /**
   * Sends one mail.
   * @throws MailNotSentError, without the address in its message.
   */
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
};

export class MailNotSentError extends Error {
  /** True: the server refused this mail or its recipient. False: no mail can be sent now. */
  readonly refused: boolean;

  constructor(code: string) {
    super(`not sent: ${code}`);
    this.refused = code === 'EENVELOPE' || code === 'EMESSAGE';
  }
}

const TIMEOUT_MS = 20_000;

export function createMailer({ url, from }: MailSettings): Mailer {
  let transport: Promise<Transporter> | null = null;
  return {
    send: async (mail) => {
      try {
        transport ??= openTransport(url);
        await (await transport).sendMail(buildMailMessage({ from, mail }));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        throw new MailNotSentError(code);
      }
    },
    close: () => void transport?.then((open) => open.close()),
  };
}

export function buildMailMessage({ from, mail }: { from: string; mail: Mail }): SendMailOptions {
  const { to, subject, text, oneClickUrl } = mail;
  // RFC 8058 requires an https address.
  const oneClick = oneClickUrl.startsWith('https:')
    ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {};
  return {
    from,
    // An object is taken as one address, whatever characters it has; a string would be parsed as a
    // list.
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
  // Load nodemailer lazily, to keep start-up fast.
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
