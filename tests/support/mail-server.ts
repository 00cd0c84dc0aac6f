import { callbackify } from 'node:util';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

export type MailServer = {
  readonly url: string;
  readonly mails: { readonly to: readonly string[]; readonly mail: ParsedMail }[];
  /** Makes the server reject all mails from now on. */
  readonly refuse: (refuses: boolean) => void;
  /** Runs `work` after a mail is received and before it is acknowledged. */
  readonly whileItWaits: (work: () => Promise<void>) => void;
  readonly stop: () => Promise<void>;
};

/** A local SMTP server that keeps received mails. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  let refuses = false;
  let work = (): Promise<void> => Promise.resolve();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => (refuses ? done(new Error('no such mailbox')) : done()),
    onData: callbackify(async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.push({ to, mail: await simpleParser(stream) });
      await work();
    }),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (next) => {
      refuses = next;
    },
    whileItWaits: (next) => {
      work = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
