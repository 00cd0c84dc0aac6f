import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { decrypt } from 'http_ece';

export type TakenPush = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
};
/** A browser's push subscription, as sent to a site. */
export type Browser = {
  readonly subscription: { endpoint: string; p256dh: string; auth: string };
  readonly open: (body: Buffer) => string;
};
export type PushService = {
  readonly origin: string;
  /** Received pushes, decrypted. */
  readonly pushes: TakenPush[];
  /** Sets the status of responses from now on. */
  readonly answer: (status: number) => void;
  readonly makeBrowser: (name: string) => Browser;
  readonly stop: () => Promise<void>;
};

/** A local push service (RFC 8030), with browsers that decrypt messages (RFC 8291). */
export async function startPushService(): Promise<PushService> {
  const pushes: TakenPush[] = [];
  const browsers = new Map<string, Browser>();
  let status = 201;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const text = browsers.get(path)?.open(Buffer.concat(parts)) ?? '';
      pushes.push({ path, headers: request.headers, text });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    pushes,
    answer: (next) => {
      status = next;
    },
    makeBrowser: (name) => {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys('base64url');
      const auth = randomBytes(16).toString('base64url');
      const browser: Browser = {
        subscription: { endpoint: `${origin}/${name}`, p256dh, auth },
        open: (body) =>
          decrypt(body, { version: 'aes128gcm', privateKey: keys, authSecret: auth }).toString(),
      };
      browsers.set(`/${name}`, browser);
      return browser;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
