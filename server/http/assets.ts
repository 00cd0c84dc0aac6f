import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const POLICY = 'content-security-policy';
const FOR_EVER = { immutable: true, maxAge: '365d', preCompressed: true } as const;

/**
 * Serves what the build made, each file under a name of its own version: script and style from
 * `clientFolder`, what reads text in pictures from `ocrFolder`; null where there is none.
 */
export async function registerAssets(
  app: FastifyInstance,
  { clientFolder, ocrFolder }: { clientFolder: string | null; ocrFolder: string | null },
): Promise<void> {
  if (clientFolder !== null) {
    await app.register(fastifyStatic, {
      root: clientFolder,
      prefix: '/assets/',
      setHeaders: (reply) => void reply.setHeader('vary', 'Accept-Encoding'),
      ...FOR_EVER,
    });
  }
  if (ocrFolder === null) return;
  await app.register(async (scope) => {
    // A worker follows the policy that came with its own script: so it alone may run WebAssembly,
    // and no page need allow it.
    scope.addHook('onSend', async (_, reply) => {
      const policy = String(reply.getHeader(POLICY) ?? '');
      reply.header(POLICY, policy.replace("script-src 'self'", "$& 'wasm-unsafe-eval'"));
    });
    await scope.register(fastifyStatic, {
      root: ocrFolder,
      prefix: '/assets/ocr/',
      decorateReply: false,
      setHeaders: (reply) => void reply.setHeader('vary', 'Accept-Encoding'),
      ...FOR_EVER,
    });
  });
}
