import type { Messages } from '#web/i18n/messages.ts';
import type { PreviewSentences } from './payout-preview.ts';

/** The sentences of the preview, which its script takes from the page. */
export function previewSentences({ payouts, platforms }: Messages): PreviewSentences {
  const { title: _, ...words } = payouts.preview;
  const { declared, toConfirm, solicited } = payouts.card;
  return { ...words, methods: platforms.methods, levels: { declared, toConfirm, solicited } };
}
