import {
  checkJuryDraw,
  type JuryDrawFault,
  type PublishedJuryDraw,
} from '#shared/governance/jury-draw.ts';
import type { JuryResponse } from '#shared/governance/juries.ts';
import { sha256 } from '#web/enhance/browser-sha256.ts';
import { enhanceCheck, type CheckResult } from '#web/enhance/check-button.ts';

type Words = {
  readonly checking: string;
  readonly fits: string;
  readonly doesNotFit: string;
  readonly cannotCheck: string;
  readonly faults: Readonly<Record<JuryDrawFault, string>>;
};

/** Repeats a jury's draw in the browser from published data, and reports differences. */
export function enhance(element: HTMLElement): void {
  const words = JSON.parse(element.dataset['words'] ?? '') as Words;
  const check = async (): Promise<CheckResult> => {
    const faults = await drawAgain(element.dataset['jury'] ?? '');
    if (faults.length === 0) return { kind: 'done', sentences: [words.fits] };
    const told = faults.map((one) => words.faults[one]);
    return { kind: 'alert', sentences: [words.doesNotFit, ...told] };
  };
  enhanceCheck(element, words.checking, () =>
    check().catch(() => ({ kind: 'alert', sentences: [words.cannotCheck] })),
  );
}

async function drawAgain(id: string): Promise<JuryDrawFault[]> {
  const jury = (await read(`/api/juries/${id}`)) as JuryResponse;
  const { names } = (await read(`/api/juries/${id}/pool`)) as { names: string[] };
  const draw = publishedDraw(jury, names);
  if (draw === null) throw new Error('not drawn yet');
  return checkJuryDraw(sha256, draw);
}

/** The inputs of a draw from API responses; null before the draw. */
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
