import { accounts } from './fr/accounts.ts';
import { acts } from './fr/acts.ts';
import { answer } from './fr/answer.ts';
import { figures } from './fr/figures.ts';
import { api } from './fr/api.ts';
import { boycottThread } from './fr/boycott-thread.ts';
import { boycotts } from './fr/boycotts.ts';
import { campaigns } from './fr/campaigns.ts';
import { charts } from './fr/charts.ts';
import { checks } from './fr/checks.ts';
import { claims } from './fr/claims.ts';
import { clients } from './fr/clients.ts';
import { common } from './fr/common.ts';
import { errors } from './fr/errors.ts';
import { gallery } from './fr/gallery.ts';
import { hidden } from './fr/hidden.ts';
import { home } from './fr/home.ts';
import { incidents } from './fr/incidents.ts';
import { juries } from './fr/juries.ts';
import { legal } from './fr/legal.ts';
import { letters } from './fr/letters.ts';
import { overlay } from './fr/overlay.ts';
import { payouts } from './fr/payouts.ts';
import { pictures } from './fr/pictures.ts';
import { platforms } from './fr/platforms.ts';
import { reach } from './fr/reach.ts';
import { privateEvidence } from './fr/private-evidence.ts';
import { record } from './fr/record.ts';
import { recordWatch } from './fr/record-watch.ts';
import { redaction } from './fr/redaction.ts';
import { replies } from './fr/replies.ts';
import { reviews } from './fr/reviews.ts';
import { rules } from './fr/rules.ts';
import { signing } from './fr/signing.ts';
import { taskPages } from './fr/task-pages.ts';
import { tasks } from './fr/tasks.ts';
import { data } from './fr/data.ts';
import { transparency } from './fr/transparency.ts';
import { wages } from './fr/wages.ts';
import { workbook } from './fr/workbook.ts';
import { demands } from './fr/demands.ts';
import { domains } from './fr/domains.ts';
import { forum } from './fr/forum.ts';
import { inbox } from './fr/inbox.ts';
import { search } from './fr/search.ts';
import { messages } from './fr/messages.ts';
import { moderation } from './fr/moderation.ts';
import { imports } from './fr/imports.ts';
import { workbookData } from './fr/workbook-data.ts';
import { writing } from './fr/writing.ts';

/** French is the source: what it has, English must have too, and the types hold it to that. */
export const fr = {
  accounts,
  answer,
  figures,
  api,
  boycottThread,
  boycotts,
  campaigns,
  charts,
  checks,
  claims,
  clients,
  common,
  errors,
  gallery,
  hidden,
  home,
  incidents,
  juries,
  legal,
  letters,
  overlay,
  payouts,
  pictures,
  platforms,
  privateEvidence,
  reach,
  record,
  recordWatch,
  redaction,
  replies,
  reviews,
  rules,
  signing,
  taskPages,
  tasks,
  data,
  transparency,
  wages,
  workbook,
  workbookData,
  writing,
  acts,
  moderation,
  imports,
  messages,
  search,
  inbox,
  demands,
  domains,
  forum,
};
export type Messages = typeof fr;
