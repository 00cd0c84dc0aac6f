import { createHash } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

// Hash of the style that Turbo inserts for its progress bar; changes only with Turbo's version.
const TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/**
 * The built script of the worker that reads pictures, and its source for `npm run dev`. A worker follows
 * the policy of its own script: so that one alone may run WebAssembly.
 */
const OCR_WORKER = /^\/(?:assets\/ocr-worker-[\w-]+\.js|web\/enhance\/ocr-worker\.ts)(?:\?|$)/;

/**
 * Sets the Content-Security-Policy and other security headers: only our own scripts, styles and
 * pictures. No nonce, so that pages can be cached. `development` allows what Vite injects.
 */
export function registerSecurityHeaders(
  app: FastifyInstance,
  options: {
    secure: boolean;
    development: boolean;
    /** Texts of the styles that pages contain. */
    inlineStyles: readonly string[];
  },
): void {
  const development = options.development ? ["'unsafe-inline'"] : [];
  const styles = [TURBO_STYLE, ...options.inlineStyles.map(hashOf)];
  const headers = headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...development],
        // With a hash in the list, browsers would ignore 'unsafe-inline', which Vite needs.
        styleSrc: ["'self'", ...(options.development ? development : styles)],
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
    // Redundant with the policy above, or only for obsolete browsers.
    xFrameOptions: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const ofOcrWorker = headers.map(([name, value]): [string, string] => [
    name,
    value.replace("script-src 'self'", "$& 'wasm-unsafe-eval'"),
  ]);
  // Of scripts and style sheets only workers have a policy of their own, and none has inline styles.
  const ofAssets = headers.map(([name, value]): [string, string] => [
    name,
    options.inlineStyles.reduce((left, style) => left.replace(` ${hashOf(style)}`, ''), value),
  ]);
  const headersFor = (url: string): [string, string][] => {
    if (OCR_WORKER.test(url)) return ofOcrWorker;
    return url.startsWith('/assets/') ? ofAssets : headers;
  };
  app.addHook('onRequest', ({ url }, { raw }, done) => {
    for (const [name, value] of headersFor(url)) {
      raw.setHeader(name, value);
    }
    done();
  });
}

/** Source expression that allows an inline style. */
function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

/** Computes Helmet's headers once, since they are the same for every response. */
function headersOf(options: HelmetOptions): [string, string][] {
  const request = { method: 'GET' } as IncomingMessage;
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
