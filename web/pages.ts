import type { PageName } from '#shared/paths.ts';
import type { Page } from './page.ts';
import { errorPage } from './pages/error.tsx';
import { home } from './pages/home.tsx';
import { platform } from './pages/platform.tsx';
import { legalNotice } from './pages/legal-notice.tsx';
import { noticeReceipt } from './pages/notice-receipt.tsx';
import { notice } from './pages/notice.tsx';
import { privacy } from './pages/privacy.tsx';
import { reviewChecks } from './pages/review-checks.tsx';
import { siteRules } from './pages/site-rules.tsx';
import { soon } from './pages/soon.tsx';

export { errorPage };

/** Which page stands at which address of `shared/paths.ts`. */
export const pages: Record<PageName, Page<unknown>> = {
  home,
  platforms: soon,
  addPlatform: soon,
  platform,
  correctPlatform: soon,
  platformRevisions: soon,
  platformStandings: soon,
  reportPayout: soon,
  reportIncident: soon,
  writeReview: soon,
  proofs: soon,
  proof: soon,
  editPayout: soon,
  myEvidence: soon,
  rules: soon,
  signUp: soon,
  signIn: soon,
  recover: soon,
  recoveryPhrase: soon,
  settings: soon,
  legalNotice,
  siteRules,
  privacy,
  reviewChecks,
  notice,
  noticeReceipt,
  publicRecord: soon,
};
