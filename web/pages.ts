import type { PageName } from '#shared/core/paths.ts';
import type { Page } from './page.ts';
import { errorPage } from './pages/error.tsx';
import { home } from './pages/home.tsx';
import { platform } from './pages/platform.tsx';
import { imprint } from './pages/imprint.tsx';
import { noticeReceipt } from './pages/notice-receipt.tsx';
import { notice } from './pages/notice.tsx';
import { installOverlay } from './pages/install-overlay.tsx';
import { dataRequestLetter, paymentLetter, refusalLetter } from './pages/letters.tsx';
import { whatCanIDo } from './pages/what-can-i-do.tsx';
import { privacy } from './pages/privacy.tsx';
import { howReviewsAreChecked } from './pages/how-reviews-are-checked.tsx';
import { siteRules } from './pages/site-rules.tsx';
import { signUp } from './pages/sign-up.tsx';
import { signIn } from './pages/sign-in.tsx';
import { recover } from './pages/recover.tsx';
import { recoveryPhrase } from './pages/recovery-phrase.tsx';
import { settings } from './pages/settings.tsx';
import { reportIncident } from './pages/report-incident.tsx';
import { platforms } from './pages/platforms.tsx';
import { addPlatform } from './pages/add-platform.tsx';
import { correctPlatform } from './pages/correct-platform.tsx';
import { platformRevisions } from './pages/platform-revisions.tsx';
import { platformSheet } from './pages/platform-sheet.tsx';
import { platformStandings } from './pages/platform-standings.tsx';
import { publicRecord } from './pages/public-record.tsx';
import { openData } from './pages/open-data.tsx';
import { transparencyReport } from './pages/transparency-report.tsx';
import { reportPayout } from './pages/report-payout.tsx';
import { clients } from './pages/clients.tsx';
import { client } from './pages/client.tsx';
import { proposedChangePage } from './pages/proposed-change.tsx';
import { addClient } from './pages/add-client.tsx';
import { changeClient } from './pages/change-client.tsx';
import { clientHistory } from './pages/client-history.tsx';
import { reviewClient } from './pages/review-client.tsx';
import { replies } from './pages/replies.tsx';
import { reply } from './pages/reply.tsx';
import { privateEvidenceCheck } from './pages/private-evidence-check.tsx';
import { privateEvidenceChecks } from './pages/private-evidence-checks.tsx';
import { privateEvidence } from './pages/private-evidence.tsx';
import { proofs } from './pages/proofs.tsx';
import { proof } from './pages/proof.tsx';
import { editPayout } from './pages/edit-payout.tsx';
import { proofChecks } from './pages/proof-checks.tsx';
import { proofCheck } from './pages/proof-check.tsx';
import { myClaims } from './pages/my-claims.tsx';
import { myEvidence } from './pages/my-evidence.tsx';
import { standingRule } from './pages/standing-rule.tsx';
import { workbook } from './pages/workbook.tsx';
import { reportTask } from './pages/report-task.tsx';
import { editTaskReport } from './pages/edit-task-report.tsx';
import { task } from './pages/task.tsx';
import { tasks } from './pages/tasks.tsx';
import { writeReview } from './pages/write-review.tsx';
import { forum } from './pages/forum.tsx';
import { forumCategory } from './pages/forum-category.tsx';
import { newThread } from './pages/new-thread.tsx';
import { thread } from './pages/thread.tsx';
import { forumPost } from './pages/forum-post.tsx';
import { editPost } from './pages/edit-post.tsx';
import { postHistory } from './pages/post-history.tsx';
import { member } from './pages/member.tsx';
import { inbox } from './pages/inbox.tsx';
import { following } from './pages/following.tsx';
import { mailLink } from './pages/mail-link.tsx';
import { search } from './pages/search.tsx';
import { messages } from './pages/messages.tsx';
import { conversation } from './pages/conversation.tsx';
import { flaggedMessages } from './pages/flagged-messages.tsx';
import { flag } from './pages/flag.tsx';
import { moderation } from './pages/moderation.tsx';
import { moderationCase } from './pages/moderation-case.tsx';
import { secondPerson } from './pages/second-person.tsx';
import { decisions } from './pages/decisions.tsx';
import { decision } from './pages/decision.tsx';
import { appeal } from './pages/appeal.tsx';
import { juries } from './pages/juries.tsx';
import { jury } from './pages/public-jury.tsx';
import { ownJury } from './pages/own-jury.tsx';
import { moderationDuties } from './pages/moderation-duties.tsx';
import { claimPseudonym } from './pages/claim-pseudonym.tsx';
import { proveDomain } from './pages/prove-domain.tsx';
import { dispute } from './pages/dispute.tsx';
import { legalDemands } from './pages/legal-demands.tsx';
import { boycotts } from './pages/boycotts.tsx';
import { proposeBoycott } from './pages/propose-boycott.tsx';
import { sealedPledge } from './pages/sealed-pledge.tsx';
import { ownBoycotts } from './pages/own-boycotts.tsx';
import { boycott } from './pages/boycott.tsx';
import { changeBoycott } from './pages/change-boycott.tsx';
import { boycottVersions } from './pages/boycott-versions.tsx';
import { boycottPledges } from './pages/boycott-pledges.tsx';
import { boycottOutcome } from './pages/boycott-outcome.tsx';
import { boycottLookBack } from './pages/boycott-look-back.tsx';
import { callOffBoycott } from './pages/call-off-boycott.tsx';
import { withdrawBoycott } from './pages/withdraw-boycott.tsx';
import { shareBoycott } from './pages/share-boycott.tsx';

export { errorPage };

/** The page at each address of `shared/core/paths.ts`. */
export const pages: Record<PageName, Page<unknown>> = {
  home,
  platforms,
  addPlatform,
  platform,
  correctPlatform,
  platformRevisions,
  platformSheet,
  platformStandings,
  reportPayout,
  reportIncident,
  writeReview,
  clients,
  addClient,
  client,
  clientHistory,
  changeClient,
  reviewClient,
  proofs,
  proof,
  tasks,
  task,
  reportTask,
  editTaskReport,
  editPayout,
  checks: proofChecks,
  check: proofCheck,
  myClaims,
  myEvidence,
  privateEvidence,
  privateChecks: privateEvidenceChecks,
  privateCheck: privateEvidenceCheck,
  workbook,
  rules: standingRule,
  signUp,
  signIn,
  recover,
  recoveryPhrase,
  settings,
  legalNotice: imprint,
  siteRules,
  privacy,
  reviewChecks: howReviewsAreChecked,
  notice,
  reply,
  replies,
  domain: proveDomain,
  dispute,
  legalDemands,
  noticeReceipt,
  publicRecord,
  data: openData,
  transparency: transparencyReport,
  overlay: installOverlay,
  whatCanIDo,
  letterPayment: paymentLetter,
  letterRefusal: refusalLetter,
  letterData: dataRequestLetter,
  forum,
  forumCategory,
  newThread,
  thread,
  forumPost,
  editPost,
  postHistory,
  member,
  inbox,
  following,
  mail: mailLink,
  search,
  messages,
  conversation,
  flaggedMessages,
  flag,
  act: proposedChangePage,
  moderation,
  moderationCase,
  secondPerson,
  decisions,
  decision,
  appeal,
  juries,
  jury,
  ownJury,
  duties: moderationDuties,
  claimPseudonym,
  boycotts,
  proposeBoycott,
  sealedPledge,
  ownBoycotts,
  boycott,
  changeBoycott,
  boycottVersions,
  boycottPledges,
  boycottOutcome,
  boycottLookBack,
  callOffBoycott,
  withdrawBoycott,
  shareBoycott,
};
