import { currency, emptyFormBody, writeResponse } from '#shared/core/form-fields.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { namedParty } from '#shared/core/named-party.ts';
import { boycottsResponse, listedBoycott } from '#shared/collective/boycotts.ts';
import { recordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import { surveyTally } from '#shared/collective/survey.ts';
import { solidarityFund } from '#shared/collective/solidarity-funds.ts';
import { listedCategory } from '#shared/community/forum-categories.ts';
import {
  firstPostLimits,
  forumAuthor,
  forumPost,
  listedThread,
  postPicture,
  threadsResponse,
  threadSubject,
} from '#shared/community/forum.ts';
import { liveCard } from '#shared/community/live-cards.ts';
import { clientRating } from '#shared/directory/client-ratings.ts';
import { clientFigures } from '#shared/directory/clients.ts';
import { factValue } from '#shared/directory/platform-corrections.ts';
import { publishedPlatformDecision } from '#shared/directory/platform-decisions.ts';
import { rankedPlatform } from '#shared/directory/platform-ranking.ts';
import { publishedEvidence, publishedStanding } from '#shared/directory/platforms.ts';
import { publicAuthor } from '#shared/directory/public-author.ts';
import { slipFigures } from '#shared/directory/slip-figures.ts';
import { editionCell, editionInList } from '#shared/evidence/barometer/edition.ts';
import { findingDecision } from '#shared/evidence/manipulation-findings.ts';
import { ownIncident } from '#shared/evidence/incidents.ts';
import { ownPayout, ownPublication } from '#shared/evidence/payouts.ts';
import { publishedProof } from '#shared/evidence/proofs.ts';
import { meterReading } from '#shared/evidence/publication/meter-reading.ts';
import { ownTaskReport, publishedTask, taskFigures } from '#shared/evidence/tasks.ts';
import { listedDecision } from '#shared/governance/case-decisions.ts';
import { caseSubjectContent } from '#shared/governance/case-handling.ts';
import { listedCase } from '#shared/governance/case-queue.ts';
import { publishedReply, repliesResponse, replyFacts } from '#shared/governance/right-of-reply.ts';
import { changeKind, changeSubject, proposedChange } from '#shared/identity/two-person-approval.ts';
import { foundPlatform } from '#shared/site/search.ts';
import { lookupHourly } from '#shared/site/lookup.ts';

/** Schemas that several operations share, by their name in the description of the API. */
export const NAMED_SCHEMAS = {
  Boycotts: boycottsResponse,
  CaseSubjectContent: caseSubjectContent,
  ChangeKind: changeKind,
  ChangeSubject: changeSubject,
  ClientFigures: clientFigures,
  ClientRating: clientRating,
  Currency: currency,
  EditionCell: editionCell,
  EditionInList: editionInList,
  EmptyForm: emptyFormBody,
  FactValue: factValue,
  FirstPostLimits: firstPostLimits,
  ForumAuthor: forumAuthor,
  FindingDecision: findingDecision,
  ForumCategory: listedCategory,
  ForumPost: forumPost,
  FoundPlatform: foundPlatform,
  Hiding: hiding,
  ListedBoycott: listedBoycott,
  ListedCase: listedCase,
  ListedDecision: listedDecision,
  ListedThread: listedThread,
  LiveCard: liveCard,
  LookupHourly: lookupHourly,
  MeterReading: meterReading,
  NamedParty: namedParty,
  OwnIncident: ownIncident,
  OwnPayout: ownPayout,
  OwnPublication: ownPublication,
  OwnTaskReport: ownTaskReport,
  PlatformDecision: publishedPlatformDecision,
  PlatformEvidence: publishedEvidence,
  PostPicture: postPicture,
  Proof: publishedProof,
  ProposedChange: proposedChange,
  PublicAuthor: publicAuthor,
  RankedPlatform: rankedPlatform,
  RecordedKeys: recordedKeysResponse,
  Replies: repliesResponse,
  Reply: publishedReply,
  ReplyFacts: replyFacts,
  SlipFigures: slipFigures,
  SolidarityFund: solidarityFund,
  Standing: publishedStanding,
  SurveyTally: surveyTally,
  Task: publishedTask,
  TaskFigures: taskFigures,
  ThreadSubject: threadSubject,
  Threads: threadsResponse,
  Written: writeResponse,
} as const;
