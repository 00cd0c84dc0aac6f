import fastify, { LogController, type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { registerAccounts } from './accounts/routes.ts';
import { createSessions } from './accounts/sessions.ts';
import { registerPrivateEvidence } from './boycotts/private-routes.ts';
import { registerChecks } from './checks/routes.ts';
import { registerClients } from './clients/routes.ts';
import { registerOrganisers } from './boycotts/organiser-routes.ts';
import { registerPledges } from './boycotts/pledge-routes.ts';
import { registerBoycotts } from './boycotts/routes.ts';
import { registerCampaigns } from './campaigns/routes.ts';
import type { Deps } from './deps.ts';
import { registerDumps } from './dump/routes.ts';
import { registerFeeds } from './feeds/routes.ts';
import { registerForum } from './forum/routes.ts';
import { registerFiles } from './files/routes.ts';
import { registerHelp } from './help/routes.ts';
import { registerHome } from './home/routes.ts';
import { createPagesApi } from './http/api.ts';
import { registerAssets } from './http/assets.ts';
import { registerDiscovery } from './http/discovery.ts';
import { registerErrors } from './http/errors.ts';
import { registerForms } from './http/forms.ts';
import { registerOpenApi } from './http/openapi.ts';
import { readableAddress } from './http/address.ts';
import { registerOriginCheck } from './http/origin.ts';
import { registerPageCache } from './http/page-cache.ts';
import { createErrorPage, registerPages } from './http/pages.ts';
import { registerPressing } from './http/press.ts';
import { registerPressure } from './http/pressure.ts';
import { registerSecurity } from './http/security.ts';
import { serializerCompiler } from './http/serialize.ts';
import { registerSession } from './http/session.ts';
import { registerUploads } from './http/uploads.ts';
import { registerWork } from './http/work.ts';
import { registerWorkbookApp } from './http/workbook-app.ts';
import { registerImports } from './imports/routes.ts';
import { registerInbox } from './inbox/routes.ts';
import { registerIgnores } from './ignores/routes.ts';
import { registerIncidents } from './incidents/routes.ts';
import { registerLegacy } from './legacy/routes.ts';
import { registerLegal } from './legal/routes.ts';
import { registerLookup } from './lookup/routes.ts';
import { describeError } from './log.ts';
import { registerMembers } from './members/routes.ts';
import { registerMail } from './mail/routes.ts';
import { registerMessages } from './messages/routes.ts';
import { ACT_KINDS } from './moderation/act-kinds.ts';
import { registerAppeals } from './moderation/appeal-routes.ts';
import { registerCare } from './moderation/care-routes.ts';
import { registerCases } from './moderation/case-routes.ts';
import { registerSeconds } from './moderation/second-routes.ts';
import { registerCaseFlags } from './moderation/flag-routes.ts';
import { registerJuries } from './moderation/jury-routes.ts';
import { registerModeration } from './moderation/routes.ts';
import { registerClaims } from './payouts/claim-routes.ts';
import { registerPayouts } from './payouts/routes.ts';
import { registerPictures } from './pictures/routes.ts';
import { registerHealth } from './operate/health.ts';
import { registerMetrics } from './operate/metrics.ts';
import { registerRoom } from './operate/room.ts';
import { registerPlatforms } from './platforms/routes.ts';
import { registerProposals } from './proposals/routes.ts';
import { registerPush } from './push/routes.ts';
import { registerPushWorker } from './push/worker.ts';
import { registerRecord } from './record/routes.ts';
import { registerDomains } from './domains/routes.ts';
import { registerDisputes } from './domains/dispute-routes.ts';
import { registerDemands } from './demands/routes.ts';
import { registerReplicas } from './replicas/hooks.ts';
import { registerReplies } from './replies/routes.ts';
import { registerReviews } from './reviews/routes.ts';
import { registerSearch } from './search/routes.ts';
import { registerShare } from './share/routes.ts';
import { registerSigning } from './signing/routes.ts';
import { registerFigures } from './stale/follow.ts';
import { registerWorkbook } from './workbook/routes.ts';
import { registerTables } from './tables/routes.ts';
import { registerTasks } from './tasks/routes.ts';
import { registerTransparency } from './transparency/routes.ts';

// A picture of some megabytes over a slow line takes minutes; a silent socket does not.
const REQUEST_TIMEOUT_MS = 300_000;
const SILENCE_TIMEOUT_MS = 60_000;
const BODY_LIMIT_BYTES = 256 * 1024;

/** Builds the whole site out of its parts; who calls it makes it listen. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { env } = deps;
  const secure = env.publicUrl?.startsWith('https:') === true;
  const app = fastify({
    trustProxy: env.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: SILENCE_TIMEOUT_MS,
    // Of any length: what a schema refuses gets our page, not the router's answer.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    rewriteUrl: (request) => readableAddress(request.url ?? '/'),
    // Below we set our own: those that it would bring are not even loaded.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    // No line a request: who came from where, when, is not ours to keep.
    logController: new LogController({ disableRequestLogging: true }),
    logger:
      env.logLevel === 'silent'
        ? false
        : { level: env.logLevel, base: null, serializers: { err: describeError } },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const api = createPagesApi(app);
  const sessions = createSessions(deps.database, deps.clock, { secure });
  registerWork(app);
  registerErrors(app, createErrorPage(api, deps));
  registerMetrics(app, deps.metrics);
  registerPageCache(app, {
    ageMs: env.pageAgeMs,
    origin: env.publicUrl,
    count: deps.metrics.page,
  });
  registerPressing(app);
  registerSecurity(app, { secure, development: deps.clientFolder === null });
  const isUnderPressure = registerPressure(app, env.maxLagMs);
  registerOriginCheck(app, env.publicUrl);
  if (deps.replicas !== undefined) registerReplicas(app, { ...deps.replicas, secure });
  registerSession(app, sessions);
  await registerForms(app);
  await registerUploads(app);
  registerRoom(app, deps);
  await registerOpenApi(app);
  registerFigures(app, deps);
  await registerAssets(app, deps);
  registerWorkbookApp(app, deps);

  registerAccounts(app, deps, sessions);
  registerHome(app, deps);
  registerTables(app, deps);
  registerPlatforms(app, deps);
  registerPayouts(app, deps);
  registerClaims(app, deps);
  registerIncidents(app, deps);
  registerTasks(app, deps);
  registerBoycotts(app, deps);
  registerOrganisers(app, deps);
  registerPledges(app, deps);
  registerCampaigns(app, deps);
  registerReviews(app, deps);
  registerClients(app, deps);
  registerSigning(app, deps);
  registerChecks(app, deps);
  registerPrivateEvidence(app, deps);
  registerModeration(app, deps);
  registerCaseFlags(app, deps);
  registerCases(app, deps);
  registerSeconds(app, deps);
  registerProposals(app, deps, ACT_KINDS);
  registerCare(app, deps);
  registerAppeals(app, deps);
  registerJuries(app, deps);
  registerLegal(app, deps);
  registerReplies(app, deps);
  registerDomains(app, deps);
  registerDisputes(app, deps);
  registerDemands(app, deps);
  registerRecord(app, deps);
  registerTransparency(app, deps);
  await registerDumps(app, deps);
  registerFiles(app, deps);
  registerPictures(app, deps);
  registerShare(app, deps, api);
  registerWorkbook(app, deps);
  registerForum(app, deps);
  registerImports(app, deps);
  registerInbox(app, deps);
  registerPush(app, deps);
  registerPushWorker(app, deps);
  registerMail(app, deps);
  registerFeeds(app, deps);
  registerMessages(app, deps);
  registerMembers(app, deps);
  registerIgnores(app, deps);
  registerSearch(app, deps);
  registerLookup(app, deps);
  registerHelp(app, deps);
  registerLegacy(app, deps);
  registerHealth(app, deps, isUnderPressure);
  registerDiscovery(app, deps);
  registerPages(app, deps, api);
  return app;
}

function unused(): never {
  throw new Error('A schema that is not of Zod.');
}
