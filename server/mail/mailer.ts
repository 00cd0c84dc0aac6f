import type { Transporter } from 'nodemailer';
import type { MailSettings } from '#server/env.ts';

/** A mail in plain text, with nothing in it that tells whether it was opened. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where the reader ends these mails. */
  readonly endUrl: string;
};

/** Sends mails one by one. */
export type Mailer = {
  /** @throws MailNotSent with no word of the address. */
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
};

export class MailNotSent extends Error {}

const TIMEOUT_MS = 20_000;

/** Speaks SMTP with the server of the settings. */
export function createMailer({ url, from }: MailSettings): Mailer {
  let transport: Promise<Transporter> | null = null;
  return {
    send: async ({ to, subject, text, endUrl }) => {
      try {
        transport ??= openTransport(url);
        await (
          await transport
        ).sendMail({
          from,
          // As one address, whatever signs it has: never a list, never a name.
          to: { name: '', address: to },
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${endUrl}>` },
        });
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        throw new MailNotSent(`not sent: ${code}`);
      }
    },
    close: () => void transport?.then((open) => open.close()),
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
