import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  readonly url: string;
  readonly mails: { readonly to: readonly string[]; readonly mail: ParsedMail }[];
  /** Whether it refuses every mail from now on. */
  readonly refuse: (refuses: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** A mail server of this machine that keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  let refuses = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => (refuses ? done(new Error('no such mailbox')) : done()),
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      void simpleParser(stream, (error, mail) => {
        if (!error) mails.push({ to, mail });
        done(error);
      });
    },
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
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
