import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createNoteSigner,
  nodeCrypto,
  type NoteSigner,
} from '#server/transparency-log/ed25519-signer.ts';
import { verifyConsistency, type Hash } from '#shared/transparency-log/merkle.ts';
import {
  fromBase64,
  openCheckpoint,
  readVerifierKey,
  type Checkpoint,
} from '#shared/transparency-log/signed-notes.ts';

type Answer = { readonly status: number; readonly body: string; readonly type?: string };

export type WitnessServer = {
  readonly signer: NoteSigner;
  readonly address: string;
  /** Its line in `witnesses.txt`, with its address. */
  readonly line: string;
  /** The old sizes of all requests so far, with the status of each answer. */
  readonly asked: (readonly [oldSize: number, status: number])[];
  /** The size of the checkpoint that it cosigned last. */
  size: () => number;
  /** Answers in its place, where it is set. */
  answerInstead: Answer | null;
};

/** Starts a witness that takes add-checkpoint requests (C2SP tlog-witness) of one log. */
export async function startWitness(logKey: string, now: () => Date): Promise<WitnessServer> {
  const signer = await createNoteSigner('witness.example/w1', Buffer.alloc(32, 9), 'witness');
  const key = await readVerifierKey(nodeCrypto.sha256, logKey);
  if (key === null) throw new Error(`no key: ${logKey}`);
  let last: Pick<Checkpoint, 'size' | 'root'> = { size: 0, root: new Uint8Array() };

  const decide = async (text: string): Promise<Answer> => {
    const split = text.indexOf('\n\n');
    const [first = '', ...lines] = text.slice(0, split).split('\n');
    const oldSize = Number(/^old (0|[1-9]\d*)$/.exec(first)?.[1] ?? Number.NaN);
    const proof = lines.map(fromBase64);
    const checkpoint = await openCheckpoint(nodeCrypto, text.slice(split + 2), key);
    if (checkpoint === null) return { status: 403, body: '' };
    const { size, root, note } = checkpoint;
    if (Number.isNaN(oldSize) || oldSize > size || proof.includes(null))
      return { status: 400, body: '' };
    if (oldSize !== last.size)
      return { status: 409, body: `${last.size}\n`, type: 'text/x.tlog.size' };
    const isProven =
      oldSize === 0
        ? proof.length === 0
        : await verifyConsistency(nodeCrypto.sha256, last, { size, root }, proof as Hash[]);
    if (!isProven) return { status: 422, body: '' };
    last = { size, root };
    return { status: 200, body: signer.sign(note.body, Math.floor(now().getTime() / 1000)) };
  };

  const server = createServer(async (request, response) => {
    const text = await readBody(request);
    const known = request.method === 'POST' && request.url === '/add-checkpoint';
    const own = known ? await decide(text) : { status: 404, body: '' };
    const { status, body, type = 'text/plain' }: Answer = witness.answerInstead ?? own;
    witness.asked.push([Number(/^old (\d+)/.exec(text)?.[1]), status]);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const witness: WitnessServer = {
    signer,
    address,
    line: `${signer.line} ${address}/`,
    asked: [],
    size: () => last.size,
    answerInstead: null,
  };
  return witness;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
