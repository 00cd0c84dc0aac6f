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
import { signUp } from './pages/sign-up.tsx';
import { signIn } from './pages/sign-in.tsx';
import { recover } from './pages/recover.tsx';
import { recoveryPhrase } from './pages/recovery-phrase.tsx';
import { settings } from './pages/settings.tsx';
import { reportIncident } from './pages/report-incident.tsx';
import { soon } from './pages/soon.tsx';
import { writeReview } from './pages/write-review.tsx';

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
  reportIncident,
  writeReview,
  proofs: soon,
  proof: soon,
  editPayout: soon,
  myEvidence: soon,
  rules: soon,
  signUp,
  signIn,
  recover,
  recoveryPhrase,
  settings,
  legalNotice,
  siteRules,
  privacy,
  reviewChecks,
  notice,
  noticeReceipt,
  publicRecord: soon,
};
