import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  cosignatureTime,
  isSignedBy,
  openCheckpoint,
  readCheckpoint,
  readNote,
  readProof,
  readVerifierKey,
  writeCheckpoint,
  writeProof,
  writeVerifierKey,
} from '#shared/transparency-log/signed-notes.ts';
import { createNoteSigner, nodeCrypto } from './ed25519-signer.ts';

// The example of Go's signed notes, with its key.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

describe('a signed note', () => {
  test('of others is checked as they do', async () => {
    const key = await readVerifierKey(nodeCrypto.sha256, PETER);
    const note = readNote(PETER_NOTE);
    if (key === null || note === null) throw new Error('not read');
    expect(writeVerifierKey(key)).toBe(PETER);
    expect(await isSignedBy(nodeCrypto, note, key)).toBe(true);
    const changed = readNote(PETER_NOTE.replace('your problem is', 'my problem is'));
    expect(changed === null || (await isSignedBy(nodeCrypto, changed, key))).toBe(false);
  });

  test('must be whole', () => {
    for (const text of [
      '',
      'x',
      PETER_NOTE.slice(0, -1),
      PETER_NOTE.replace('\n\n', '\n'),
      PETER_NOTE.replace('— ', '- '),
      PETER_NOTE.replace('x08go', 'x08g o'),
      PETER_NOTE.replace('think', 'think\r'),
      `${PETER_NOTE}\n`,
      `${'x'.repeat(70_000)}\n${PETER_NOTE}`,
    ])
      expect(readNote(text)).toBeNull();
  });

  test('is read with a key that is what it says', async () => {
    for (const line of [
      '',
      'PeterNeumann',
      PETER.replace('c74f20a3', 'c74f20a4'),
      PETER.replace('PeterNeumann', 'PeterNewman'),
      PETER.replace('ARpc', 'Apc'),
      PETER.replace('+ARpc', '+AhRpc'),
    ])
      expect(await readVerifierKey(nodeCrypto.sha256, line)).toBeNull();
  });
});

describe('a checkpoint', () => {
  const root = randomBytes(32);
  const body = (size: number): string =>
    writeCheckpoint({ origin: 'site.example/record', size, root, extensions: [] });

  test('holds for the key and the origin of its log alone', async () => {
    const log = await createNoteSigner('site.example/record', randomBytes(32));
    const text = `${body(12)}\n${log.sign(body(12), 0)}`;
    const opened = await openCheckpoint(nodeCrypto, text, log.key);
    expect(opened).toMatchObject({ origin: 'site.example/record', size: 12 });
    expect(Buffer.from(opened?.root ?? [])).toEqual(root);
    const forged = text.replace('\n12\n', '\n13\n');
    expect(await openCheckpoint(nodeCrypto, forged, log.key)).toBeNull();
    const other = await createNoteSigner('site.example/record', randomBytes(32));
    expect(await openCheckpoint(nodeCrypto, text, other.key)).toBeNull();
    const namesake = await createNoteSigner('other.example/record', randomBytes(32));
    const foreign = `${body(12)}\n${namesake.sign(body(12), 0)}`;
    expect(await openCheckpoint(nodeCrypto, foreign, namesake.key)).toBeNull();
  });

  test('has a size, a root and whole lines', () => {
    expect(readCheckpoint(body(0))?.size).toBe(0);
    const extended = `${body(5)}more\n`;
    expect(readCheckpoint(extended)?.extensions).toEqual(['more']);
    for (const text of [
      '',
      body(5).replace('\n5\n', '\n05\n'),
      body(5).replace('\n5\n', '\n-5\n'),
      body(5).replace('\n5\n', '\n99999999999999999\n'),
      body(5).slice(0, -1),
      body(5).slice(0, -4),
      `\n5\n${root.toString('base64')}\n`,
      `${body(5)}\nmore\n`,
    ])
      expect(readCheckpoint(text), text).toBeNull();
  });

  test('is cosigned by a witness, at a moment', async () => {
    const log = await createNoteSigner('site.example/record', randomBytes(32));
    const witness = await createNoteSigner('witness.example', randomBytes(32), 'witness');
    const line = witness.sign(body(12), 1_800_000_000);
    const note = readNote(`${body(12)}\n${log.sign(body(12), 0)}${line}`);
    if (note === null) throw new Error('not read');
    expect(await isSignedBy(nodeCrypto, note, witness.key)).toBe(true);
    expect(await isSignedBy(nodeCrypto, note, log.key)).toBe(true);
    expect(cosignatureTime(note.signatures[1]?.bytes ?? new Uint8Array())).toBe(1_800_000_000);
    // The same signature over another timestamp or another text.
    const at = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    at.writeUInt8(1, 11);
    const moved = `— witness.example ${at.toString('base64')}\n`;
    const late = readNote(`${body(12)}\n${moved}`);
    expect(late !== null && (await isSignedBy(nodeCrypto, late, witness.key))).toBe(false);
    const grown = readNote(`${body(13)}\n${line}`);
    expect(grown !== null && (await isSignedBy(nodeCrypto, grown, witness.key))).toBe(false);
  });
});

describe('a .tlog-proof file', () => {
  const checkpoint = 'site.example/record\n1\nAA==\n\n— x AAAAAAA=\n';

  test('gives back what was put in', () => {
    const proof = [randomBytes(32), randomBytes(32)].map((hash) => Uint8Array.from(hash));
    for (const extra of [null, Uint8Array.from(randomBytes(40))]) {
      const file = { index: 7, proof, extra, checkpoint };
      expect(readProof(writeProof(file))).toEqual(file);
    }
    expect(writeProof({ index: 7, proof: [], extra: null, checkpoint })).toBe(
      `c2sp.org/tlog-proof@v1\nindex 7\n\n${checkpoint}`,
    );
  });

  test('must be whole', () => {
    const text = writeProof({ index: 7, proof: [randomBytes(32)], extra: null, checkpoint });
    for (const wrong of [
      '',
      text.replace('@v1', '@v2'),
      text.replace('index 7', 'index 07'),
      text.replace('index 7\n', ''),
      text.replace('index', 'extra !!!\nindex'),
      text.replace(/\nindex 7\n./, '\nindex 7\n'),
    ])
      expect(readProof(wrong)).toBeNull();
  });
});
