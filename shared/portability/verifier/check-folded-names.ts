import { foldName } from '#shared/core/text.ts';
import type { Fault } from './faults.ts';
import { textOf, type RowCheck } from './row-check.ts';

/** Checks that platforms are sorted and looked up by their names. */
export function checkFoldedNames(): RowCheck {
  const faults: Fault[] = [];
  return {
    reads: {
      platforms: ({ id, name, nameKey }) => {
        if (nameKey === foldName(textOf(name))) return;
        faults.push({ code: 'figure-wrong', name: `platform/${textOf(id)}`, detail: 'nameKey' });
      },
    },
    faults: () => faults,
  };
}
