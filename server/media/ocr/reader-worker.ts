// A process of its own: the engine takes 250 MB and a second, neither of which the web process has.
// It answers one picture at a time with what its words tell, keeps none of them, and ends with its parent.
import sharp from 'sharp';
import { answerParent } from '#server/core/worker-pool/worker.ts';
import { openEngine } from './engine.ts';
import { readingOf } from './reading.ts';

sharp.cache(false);
sharp.concurrency(1);
const { read } = await openEngine();
answerParent((picture) =>
  picture instanceof Uint8Array ? read(picture).then(readingOf, () => null) : Promise.resolve(null),
);
