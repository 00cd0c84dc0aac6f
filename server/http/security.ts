import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';

/**
 * Headers that allow nothing but our own script, style and pictures. No nonce, so that a page can
 * be kept as bytes. `development` lets the development server inject what it must.
 */
export async function registerSecurity(
  app: FastifyInstance,
  options: { secure: boolean; development: boolean },
): Promise<void> {
  const development = options.development ? ["'unsafe-inline'"] : [];
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...development],
        styleSrc: ["'self'", ...development],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", ...(options.development ? ['ws:'] : [])],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(options.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: options.secure ? { maxAge: 31_536_000 } : false,
    // Not no-referrer: browsers would then send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-site' },
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 2_000,
    retryAfter: 5,
    exposeStatusRoute: false,
  });
}
