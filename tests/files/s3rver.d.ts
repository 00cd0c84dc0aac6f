declare module 's3rver' {
  import type { Server, ServerResponse } from 'node:http';

  /** Middleware of Koa, on which this server is built. */
  export type Middleware = (
    context: { readonly path: string; readonly res: ServerResponse },
    next: () => Promise<void>,
  ) => Promise<void>;

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string }[];
    });
    readonly httpServer: Server;
    readonly middleware: Middleware[];
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
