import { accounts } from './en/accounts.ts';
import { acts } from './en/acts.ts';
import { answer } from './en/answer.ts';
import { figures } from './en/figures.ts';
import { api } from './en/api.ts';
import { boycottThread } from './en/boycott-thread.ts';
import { boycotts } from './en/boycotts.ts';
import { campaigns } from './en/campaigns.ts';
import { charts } from './en/charts.ts';
import { checks } from './en/checks.ts';
import { claims } from './en/claims.ts';
import { clients } from './en/clients.ts';
import { common } from './en/common.ts';
import { errors } from './en/errors.ts';
import { gallery } from './en/gallery.ts';
import { hidden } from './en/hidden.ts';
import { home } from './en/home.ts';
import { incidents } from './en/incidents.ts';
import { juries } from './en/juries.ts';
import { legal } from './en/legal.ts';
import { letters } from './en/letters.ts';
import { overlay } from './en/overlay.ts';
import { payouts } from './en/payouts.ts';
import { pictures } from './en/pictures.ts';
import { platforms } from './en/platforms.ts';
import { reach } from './en/reach.ts';
import { privateEvidence } from './en/private-evidence.ts';
import { record } from './en/record.ts';
import { recordWatch } from './en/record-watch.ts';
import { redaction } from './en/redaction.ts';
import { replies } from './en/replies.ts';
import { reviews } from './en/reviews.ts';
import { rules } from './en/rules.ts';
import { signing } from './en/signing.ts';
import { taskPages } from './en/task-pages.ts';
import { tasks } from './en/tasks.ts';
import { data } from './en/data.ts';
import { transparency } from './en/transparency.ts';
import { wages } from './en/wages.ts';
import { workbook } from './en/workbook.ts';
import { demands } from './en/demands.ts';
import { domains } from './en/domains.ts';
import { forum } from './en/forum.ts';
import { inbox } from './en/inbox.ts';
import { search } from './en/search.ts';
import { messages } from './en/messages.ts';
import { moderation } from './en/moderation.ts';
import { imports } from './en/imports.ts';
import { workbookData } from './en/workbook-data.ts';
import { writing } from './en/writing.ts';
import type { Messages } from './fr.ts';

export const en: Messages = {
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
