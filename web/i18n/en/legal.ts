import type { Messages } from '#web/i18n/fr.ts';
import { legalNotice } from './legal/legal-notice.ts';
import { notice, receipt } from './legal/notice.ts';
import { privacy } from './legal/privacy.ts';
import { reviewChecks } from './legal/review-checks.ts';
import { siteRules } from './legal/site-rules.ts';

export const legal: Messages['legal'] = {
  legalNotice,
  siteRules,
  privacy,
  reviewChecks,
  notice,
  receipt,
};
