import type { Messages } from '#web/i18n/messages.ts';
import type { PreviewSentences } from './payout-preview.ts';

/** The sentences of the preview, which its script takes from the page. */
export function previewSentences({ payouts }: Messages): PreviewSentences {
  const { title: _, ...words } = payouts.preview;
  return { ...words, solicited: payouts.card.solicited };
}
