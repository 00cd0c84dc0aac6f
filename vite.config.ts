import { defineConfig } from 'vite';

/** The script and style of the browser go to dist/client, the server to dist/server. */
export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild === true
    ? {
        build: {
          ssr: true,
          outDir: 'dist/server',
          target: 'node20',
          rolldownOptions: {
            input: {
              main: 'server/main.ts',
              'sanitizer-worker': 'server/files/sanitizer-worker.ts',
              'reader-worker': 'server/ocr/reader-worker.ts',
              role: 'server/role.ts',
              notices: 'server/notices.ts',
            },
          },
        },
      }
    : {
        build: {
          outDir: 'dist/client',
          assetsDir: '',
          manifest: true,
          rolldownOptions: { input: 'web/client.ts' },
        },
        base: '/assets/',
        publicDir: false,
      },
);
