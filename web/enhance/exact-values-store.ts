import type { PayoutValues } from '#shared/evidence/publication/rounded-payout.ts';
import type { PayoutEntry } from '#shared/evidence/workbook.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import {
  makeEntryId,
  openWorkbookStore,
  type WorkbookStore,
} from '#web/evidence/workbook/workbook-store.ts';

/** A reported payout with its exact values, to be kept on this device. */
export type ReportedPayout = {
  readonly id: string;
  readonly path: string;
  readonly platform: string;
  readonly outcome: string;
  readonly method: string;
  readonly values: PayoutValues;
};

type ExactPayouts = ReadonlyMap<string, PayoutEntry>;

/** Finds the exact values of reported payouts on this device, by the id of the payout. */
export async function loadExactPayouts(): Promise<ExactPayouts> {
  return exactPayoutsIn(await openWorkbookStore());
}

/**
 * Calls `render` with the exact values of reported payouts, now and after each change of the workbook,
 * as long as `wanted`. Calls nothing where this device stores nothing.
 */
export async function followExactPayouts(
  wanted: () => boolean,
  render: (exact: ExactPayouts) => void,
): Promise<void> {
  const book = await openWorkbookStore().catch(() => null);
  if (book === null) return;
  const refresh = async (): Promise<void> => {
    if (wanted()) render(await exactPayoutsIn(book));
    else leave();
  };
  const leave = book.onChange(() => void refresh());
  await refresh();
}

async function exactPayoutsIn(book: WorkbookStore): Promise<ExactPayouts> {
  const entries = await book.all();
  return new Map(
    entries.flatMap((entry) => {
      const id = entry.kind === 'payout' ? entry.published?.id : undefined;
      return entry.kind === 'payout' && id !== undefined ? [[id, entry] as const] : [];
    }),
  );
}

/** Keeps the exact values of a reported payout in the workbook of this device. */
export async function keepExactPayout(reported: ReportedPayout): Promise<void> {
  const book = await openWorkbookStore();
  const known = (await loadExactPayouts()).get(reported.id);
  const entry: PayoutEntry = {
    kind: 'payout',
    id: known?.id ?? makeEntryId(),
    changedAt: 0,
    device: book.device,
    note: known?.note ?? null,
    platform: reported.platform || (known?.platform ?? ''),
    ...entryValues(reported),
    published: { id: reported.id, path: reported.path },
  };
  await book.put([entry]);
}

type EntryValues = Pick<
  PayoutEntry,
  'day' | 'settledOn' | 'expectedMinor' | 'receivedMinor' | 'currency' | 'method' | 'state'
>;

function entryValues({ outcome, method, values }: ReportedPayout): EntryValues {
  const { currency, expectedMinor, receivedMinor, askedOn, settledOn } = values;
  const state = outcome === 'received' || outcome === 'waiting' ? outcome : 'refused';
  return {
    day: askedOn,
    settledOn,
    expectedMinor,
    receivedMinor,
    currency,
    method: PAYMENT_METHODS.find((one) => one === method) ?? null,
    state,
  };
}
