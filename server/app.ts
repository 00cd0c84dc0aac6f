import fastify, { LogController, type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { registerAccounts } from './identity/accounts/routes.ts';
import { createSignInProtection } from '#server/identity/accounts/sign-in-protection.ts';
import { createSessions } from './identity/accounts/sessions.ts';
import { createConfirmPassword } from './identity/accounts/confirm-password.ts';
import { registerPasskeys } from './identity/passkeys/routes.ts';
import { registerPersonalData } from './portability/personal-data/routes.ts';
import { registerPrivateEvidence } from './collective/private-evidence/routes.ts';
import { registerProofVerification } from './evidence/proof-verification/routes.ts';
import { registerClients } from './directory/clients/routes.ts';
import { registerOrganisers } from './collective/organisers/routes.ts';
import { registerBoycottTimeline } from './collective/boycott-timeline/routes.ts';
import { registerBoycottTranslations } from './collective/boycott-translations/routes.ts';
import { registerOrganiserMessages } from './collective/organiser-messages/routes.ts';
import { registerOrganiserContact } from './collective/organiser-contact/routes.ts';
import { registerSolidarityFunds } from './collective/solidarity-funds/routes.ts';
import { registerPledges } from './collective/pledges/routes.ts';
import { registerSurvey } from './collective/survey/routes.ts';
import { registerBoycotts } from './collective/boycotts/routes.ts';
import { registerManipulationFindings } from './evidence/manipulation-detection/routes.ts';
import type { Deps } from './deps.ts';
import { registerDumps } from './portability/dump/routes.ts';
import { registerFeeds } from './site/feeds/routes.ts';
import { registerWatchedWords } from './community/watched-words/routes.ts';
import { registerForum } from './community/forum/routes.ts';
import { registerPublishedPictures } from './evidence/proof-verification/picture-routes.ts';
import { registerHelp } from './site/legal-help/routes.ts';
import { createPageViews } from './site/page-views/page-views.ts';
import { registerPageViews } from './site/page-views/routes.ts';
import { registerNextSteps } from './site/next-steps/routes.ts';
import { registerHome } from './site/home/routes.ts';
import { createPagesApi } from '#server/http/pages-api.ts';
import { registerStaticAssets } from './http/static-assets.ts';
import { registerDiscovery } from './site/discovery/routes.ts';
import { registerErrorHandler } from './http/error-handler.ts';
import { registerForms } from './http/forms.ts';
import { registerApiHeaders } from './http/api-headers.ts';
import { registerOpenApi } from './http/openapi.ts';
import { NAMED_SCHEMAS } from './openapi-schemas.ts';
import { normalizeRequestUrl } from '#server/http/request-url.ts';
import { registerOriginCheck } from './http/origin-check.ts';
import { registerReadYourWrites } from './http/read-your-writes.ts';
import { registerKeptAnswers } from './http/kept-answers.ts';
import { registerPageCache } from './http/page-cache.ts';
import { createErrorPage, registerPages, registerShowOnce } from './site/pages/register-pages.ts';
import { registerCompression } from './http/compression.ts';
import { registerLoadShedding } from '#server/http/load-shedding.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { serializerCompiler } from './http/response-serializer.ts';
import { registerSession } from './http/session.ts';
import { registerUploads } from './media/pictures/multipart-uploads.ts';
import { registerRunAsRequest } from '#server/http/run-as-request.ts';
import { registerManifest } from './site/web-app/manifest-routes.ts';
import { registerServiceWorker } from './site/web-app/service-worker-route.ts';
import { registerShareFallback } from './site/web-app/share-fallback.ts';
import { registerPseudonymClaims } from './portability/imports/pseudonym-claims/routes.ts';
import { registerImports } from './portability/imports/routes.ts';
import { registerInbox } from './community/inbox/routes.ts';
import { registerBlocks } from './identity/blocks/routes.ts';
import { registerBarometer } from './evidence/barometer/routes.ts';
import { registerIncidents } from './evidence/incidents/routes.ts';
import { registerTurkopticonApis } from './site/turkopticon-compatibility/routes.ts';
import { registerLegal } from './governance/legal/routes.ts';
import { registerExtension } from './site/extension/routes.ts';
import { registerLookup } from './site/lookup/routes.ts';
import { createSharedReads } from './database/changes/shared-reads.ts';
import { describeErrorForLog } from './database/describe-error-for-log.ts';
import { registerMembers } from './identity/members/routes.ts';
import { registerMail } from './community/mail/routes.ts';
import { registerMessages } from './community/private-messages/routes.ts';
import { CHANGE_KINDS } from './governance/change-kinds.ts';
import { registerAppeals } from './governance/appeals/routes.ts';
import { registerModeratorDesk } from './governance/moderator-desk/routes.ts';
import { registerModeratorWellbeing } from './governance/moderators/wellbeing-routes.ts';
import { registerAccountLikeness } from './governance/account-likeness/routes.ts';
import { registerPostBatchesAndPauses } from './governance/batches-and-pauses/routes.ts';
import { registerCases } from './governance/case-decisions/routes.ts';
import { registerSecondReviews } from './governance/second-review-queue/routes.ts';
import { registerCaseFlags } from './governance/flags/routes.ts';
import { registerWithdrawals } from './governance/withdrawals/routes.ts';
import { registerJuries } from './governance/juries/routes.ts';
import { registerPlatformDecisions } from './governance/platform-decisions/routes.ts';
import { registerClaims } from './evidence/payouts/claim-routes.ts';
import { registerPublication } from './evidence/payouts/publication-routes.ts';
import { registerProofs } from './evidence/payouts/proof-routes.ts';
import { registerPayouts } from './evidence/payouts/routes.ts';
import { registerSlips } from './evidence/publication/routes.ts';
import { registerPayoutsWithAccount } from './evidence/payouts/with-account-routes.ts';
import { registerPictures } from './media/pictures/routes.ts';
import { registerHealth } from './operations/health/routes.ts';
import { registerMetrics } from './operations/health/metrics.ts';
import { registerDiskSpaceCheck } from './core/disk-space.ts';
import { registerPlatforms } from './directory/platforms/routes.ts';
import { registerProposedChanges } from './identity/two-person-approval/routes.ts';
import { registerPush } from './community/push/routes.ts';
import { registerTransparencyLog } from './transparency-log/routes.ts';
import { registerDomains } from './governance/domain-verification/routes.ts';
import { registerFactDisputes } from './governance/disputes/routes.ts';
import { registerLegalDemandRoutes } from './governance/legal-demands/routes.ts';
import { registerReplicas } from './database/replicas/request-hooks.ts';
import { registerReplies } from './governance/right-of-reply/routes.ts';
import { registerClientReviews } from './evidence/client-reviews/routes.ts';
import { registerReviews } from './evidence/reviews/routes.ts';
import { registerSearch } from './site/search/routes.ts';
import { registerEditionFiles } from './site/share/edition-files.ts';
import { registerEmbeds } from './site/share/embed-routes.ts';
import { registerSharePictures } from './site/share/routes.ts';
import { registerSigning } from './evidence/attribution/routes.ts';
import { refreshPlatformFigures } from './evidence/standings/refresh-platform-figures.ts';
import { registerRecomputeAfterWrites } from './evidence/recompute/recompute-after-writes.ts';
import { registerTheme } from './site/theme/routes.ts';
import { registerWorkbook } from './evidence/workbook/routes.ts';
import { registerReferenceData } from './directory/reference-data/routes.ts';
import { registerTasks } from './evidence/tasks/routes.ts';
import { registerTransparencyReport } from './governance/transparency-report/routes.ts';

// Uploading a picture of some megabytes over a slow connection takes minutes.
const REQUEST_TIMEOUT_MS = 300_000;
const SILENCE_TIMEOUT_MS = 60_000;
/** Size of the rows that are kept for single members, as JSON. */
const OWN_BYTES = 4 * 1024 * 1024;
/** Kept sessions take some 2 KB each. */
const SESSION_BYTES = 8 * 1024 * 1024;
const BODY_LIMIT_BYTES = 256 * 1024;

/** Builds the whole site from its dependencies; the caller makes it listen. */
export async function buildApp(given: Deps): Promise<FastifyInstance> {
  const deps = withSharedReads(given);
  const { env } = deps;
  const secure = env.publicUrl?.startsWith('https:') === true;
  const app = fastify({
    trustProxy: env.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: SILENCE_TIMEOUT_MS,
    // No limit on the length of a path parameter: the schema refuses it, with our error page instead of
    // the router's.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    rewriteUrl: (request) => normalizeRequestUrl(request.url ?? '/'),
    // Fastify's own compilers are not loaded; ours are set below.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    // Logs no requests: the site does not keep who visited what and when.
    logController: new LogController({ disableRequestLogging: true }),
    logger:
      env.logLevel === 'silent'
        ? false
        : { level: env.logLevel, base: null, serializers: { err: describeErrorForLog } },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const api = createPagesApi(app);
  registerKeptAnswers(app, deps.changes ?? null);
  const sessions = createSessions(withSessionReads(deps), deps.clock, { secure });
  registerRunAsRequest(app);
  registerErrorHandler(app, createErrorPage(api, deps));
  registerMetrics(app, deps.metrics);
  const pageViews = createPageViews(deps.database, deps.clock);
  registerPageCache(app, {
    ageMs: env.pageAgeMs,
    origin: env.publicUrl,
    changes: deps.changes ?? null,
    count: deps.metrics.page,
    countView: pageViews.count,
  });
  registerReadYourWrites(app, deps.changes ?? null);
  registerCompression(app);
  registerSecurityHeaders(app, {
    secure,
    development: deps.clientFolder === null,
    inlineStyles: Object.values(deps.assets.firstScreens ?? {}),
  });
  const isUnderPressure = registerLoadShedding(app, env.maxLagMs);
  registerOriginCheck(app, env.publicUrl);
  if (deps.replicas !== undefined) registerReplicas(app, { ...deps.replicas, secure });
  registerSession(app, sessions);
  registerShowOnce(app, deps);
  await registerForms(app);
  await registerUploads(app);
  registerDiskSpaceCheck(app, deps);
  registerApiHeaders(app);
  await registerOpenApi(app, env.publicUrl, NAMED_SCHEMAS);
  registerRecomputeAfterWrites(app, deps);
  await registerStaticAssets(app, deps);
  registerManifest(app, deps);
  registerServiceWorker(app, deps);
  registerShareFallback(app);

  const confirmOwn = createConfirmPassword(deps);
  const entrance = createSignInProtection(deps);
  registerAccounts(app, deps, sessions, entrance, confirmOwn);
  registerPasskeys(app, deps, sessions, entrance.guard, confirmOwn);
  registerPersonalData(app, deps, sessions, confirmOwn);
  registerHome(app, deps);
  registerNextSteps(app, deps);
  registerPageViews(app, deps, pageViews);
  registerTheme(app, { secure });
  registerReferenceData(app, deps);
  registerPlatforms(app, deps, refreshPlatformFigures);
  registerProofs(app, deps);
  registerSlips(app, deps);
  registerPayouts(app, deps);
  registerPayoutsWithAccount(app, deps, sessions, entrance.guard);
  registerClaims(app, deps);
  registerPublication(app, deps);
  registerBarometer(app, deps);
  registerIncidents(app, deps, sessions, entrance.guard);
  registerTasks(app, deps, sessions, entrance.guard);
  registerBoycotts(app, deps);
  registerOrganisers(app, deps);
  registerSolidarityFunds(app, deps);
  registerOrganiserContact(app, deps);
  registerBoycottTranslations(app, deps);
  registerOrganiserMessages(app, deps);
  registerBoycottTimeline(app, deps);
  registerPledges(app, deps);
  registerSurvey(app, deps);
  registerManipulationFindings(app, deps);
  registerReviews(app, deps, sessions, entrance.guard);
  registerClients(app, deps);
  registerClientReviews(app, deps);
  registerSigning(app, deps);
  registerProofVerification(app, deps);
  registerPrivateEvidence(app, deps);
  registerPlatformDecisions(app, deps);
  registerCaseFlags(app, deps);
  registerWithdrawals(app, deps);
  registerCases(app, deps);
  registerModeratorDesk(app, deps);
  registerSecondReviews(app, deps);
  registerProposedChanges(app, deps, CHANGE_KINDS);
  registerModeratorWellbeing(app, deps);
  registerPostBatchesAndPauses(app, deps);
  registerAccountLikeness(app, deps);
  registerAppeals(app, deps);
  registerJuries(app, deps);
  registerLegal(app, deps);
  registerReplies(app, deps);
  registerDomains(app, deps);
  registerFactDisputes(app, deps);
  registerLegalDemandRoutes(app, deps);
  registerTransparencyLog(app, deps);
  registerTransparencyReport(app, deps);
  await registerDumps(app, deps);
  registerPublishedPictures(app, deps);
  registerPictures(app, deps);
  registerSharePictures(app, deps, api);
  registerEmbeds(app, deps, api);
  registerEditionFiles(app, deps, api);
  registerWorkbook(app, deps);
  registerForum(app, deps, sessions, entrance.guard);
  registerWatchedWords(app, deps);
  registerImports(app, deps);
  registerPseudonymClaims(app, deps, sessions, entrance.guard);
  registerInbox(app, deps);
  registerPush(app, deps);
  registerMail(app, deps);
  registerFeeds(app, deps);
  registerMessages(app, deps);
  registerMembers(app, deps);
  registerBlocks(app, deps);
  registerSearch(app, deps);
  registerLookup(app, deps);
  registerExtension(app, deps);
  registerHelp(app, deps);
  registerTurkopticonApis(app, deps);
  registerHealth(app, deps, isUnderPressure);
  registerDiscovery(app, deps);
  await registerPages(app, deps, api);
  return app;
}

/** Keeps what is the same for everybody, where changes of it are announced. */
function withSharedReads(deps: Deps): Deps {
  const { changes, database } = deps;
  if (changes == null) return deps;
  const shared = createSharedReads(database.sql, changes);
  const own = createSharedReads(database.sql, changes, OWN_BYTES);
  return { ...deps, database: { ...database, shared, own } };
}

/** Sessions are kept apart: made-up cookies evict no page's rows. */
function withSessionReads({ changes, database }: Deps): Deps['database'] {
  if (changes == null) return database;
  return { ...database, shared: createSharedReads(database.sql, changes, SESSION_BYTES) };
}

function unused(): never {
  throw new Error('A schema that is not of Zod.');
}
