import {
  checkJuryDraw,
  type JuryDrawFault,
  type PublishedJuryDraw,
} from '#shared/governance/jury-draw.ts';
import type { Sha256 } from '#shared/transparency-log/merkle.ts';
import type { JuryResponse } from '#shared/governance/juries.ts';

type Words = {
  readonly checking: string;
  readonly fits: string;
  readonly doesNotFit: string;
  readonly cannotCheck: string;
  readonly faults: Readonly<Record<JuryDrawFault, string>>;
};

/** Repeats a jury's draw in the browser from published data, and reports differences. */
export function enhance(element: HTMLElement): void {
  const button = element.querySelector('button');
  const status = element.querySelector('[role=status]');
  const id = element.dataset['jury'] ?? '';
  // Without https browsers have no WebCrypto.
  if (button === null || status === null || globalThis.crypto.subtle === undefined) return;
  const words = JSON.parse(element.dataset['words'] ?? '') as Words;
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    say(status, 'aside', [words.checking]);
    try {
      const faults = await drawAgain(id);
      if (faults.length === 0) say(status, 'done', [words.fits]);
      else say(status, 'alert', [words.doesNotFit, ...faults.map((one) => words.faults[one])]);
    } catch {
      say(status, 'alert', [words.cannotCheck]);
    }
    button.disabled = false;
  });
}

async function drawAgain(id: string): Promise<JuryDrawFault[]> {
  const jury = (await read(`/api/juries/${id}`)) as JuryResponse;
  const { names } = (await read(`/api/juries/${id}/pool`)) as { names: string[] };
  const draw = publishedDraw(jury, names);
  if (draw === null) throw new Error('not drawn yet');
  return checkJuryDraw(sha256, draw);
}

/** The inputs of a draw from API responses; null before it. */
export function publishedDraw(jury: JuryResponse, names: string[]): PublishedJuryDraw | null {
  const { id, pool, site, words, checkpoint, seed, order } = jury;
  if (site.nonce === null || checkpoint === null || seed === null) return null;
  return {
    jury: id,
    poolHash: pool.hash,
    siteNonce: site.nonce,
    siteCommitment: site.commitment,
    nonces: words.map(({ commitment, words: nonce }) => ({ commitment, nonce })),
    checkpoint,
    seed,
    names,
    drawn: order.map(({ name }) => name),
  };
}

async function read(path: string): Promise<unknown> {
  const response = await fetch(path, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const sha256: Sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));

function say(status: Element, kind: 'aside' | 'done' | 'alert', sentences: string[]): void {
  status.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement('p');
      line.textContent = sentence;
      return line;
    }),
  );
  status.className = kind;
}
