import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const FOR_EVER = { immutable: true, maxAge: '365d', preCompressed: true } as const;

/**
 * Serves the build's assets, whose names contain a content hash: scripts and styles from
 * `clientFolder`, the OCR engine from `ocrFolder`; null where there is none.
 */
export async function registerStaticAssets(
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
  await app.register(fastifyStatic, {
    root: ocrFolder,
    prefix: '/assets/ocr/',
    decorateReply: false,
    setHeaders: (reply) => void reply.setHeader('vary', 'Accept-Encoding'),
    ...FOR_EVER,
  });
}
