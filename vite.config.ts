import { defineConfig, type UserConfig } from 'vite';
import { leanServer } from './scripts/lean-server.ts';
import { FIRST_SCREENS, firstScreenSheet } from './web/first-screens.ts';
import { SCRIPT_FILES } from './web/script-files.ts';

// A userscript is read before it is trusted: one file, whose names stay.
const overlay: UserConfig = {
  build: {
    outDir: 'dist/overlay',
    target: 'es2023',
    rolldownOptions: {
      input: 'web/overlay/main.ts',
      output: {
        format: 'iife',
        entryFileNames: 'overlay.js',
        minify: { mangle: false, compress: true, codegen: true },
      },
    },
  },
  publicDir: false,
};

/** For cron jobs of other organisations: each a file of its own, that needs nothing but Node. */
const RECORD_TOOLS: Readonly<Record<string, string>> = {
  witness: 'server/transparency-log/witness-command.ts',
  mirror: 'server/transparency-log/mirror-command.ts',
  verify: 'server/portability/verify-command.ts',
};

function recordTool(name: string, source: string): UserConfig {
  return {
    build: {
      ssr: true,
      outDir: 'dist/record',
      emptyOutDir: false,
      // The machines of those who check are often old.
      target: 'node20',
      rolldownOptions: { input: source, output: { entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true },
  };
}

/**
 * The script and style of the browser go to dist/client, the server to dist/server; with
 * `--mode overlay`, the script for other people's pages to dist/overlay;
 * with `--mode witness`, `mirror` or `verify`, that tool to dist/record.
 */
export default defineConfig(({ isSsrBuild, mode }) => {
  if (mode === 'overlay') return overlay;
  const tool = RECORD_TOOLS[mode];
  if (tool !== undefined) return recordTool(mode, tool);
  return isSsrBuild === true
    ? {
        plugins: [leanServer],
        build: {
          ssr: true,
          outDir: 'dist/server',
          target: 'node24',
          rolldownOptions: {
            input: {
              main: 'server/main.ts',
              migrate: 'server/commands/migrate.ts',
              'render-worker': 'server/community/forum/render-worker.ts',
              'password-strength-worker': 'server/identity/accounts/password-strength-worker.ts',
              'sanitizer-worker': 'server/media/files/sanitizer-worker.ts',
              'ocr-worker': 'server/media/ocr/ocr-worker.ts',
              role: 'server/commands/role.ts',
              notices: 'server/commands/notices.ts',
              demands: 'server/commands/demands.ts',
              dump: 'server/commands/dump.ts',
              'erase-name': 'server/commands/erase-name.ts',
              import: 'server/commands/import.ts',
              backup: 'server/commands/backup.ts',
              restore: 'server/commands/restore.ts',
              doctor: 'server/commands/doctor.ts',
            },
          },
        },
        // The React for production, however the server is started: the one for developers takes four
        // times as long for each page. And a hundred files less to open.
        ssr: { noExternal: ['react', 'react-dom', 'zod', 'fastify-type-provider-zod'] },
        define: { 'process.env.NODE_ENV': JSON.stringify('production') },
      }
    : {
        build: {
          outDir: 'dist/client',
          assetsDir: '',
          manifest: true,
          rolldownOptions: {
            input: [
              'web/client.ts',
              ...FIRST_SCREENS.map(firstScreenSheet),
              'web/styles/tools.css',
              'web/styles/workbook-page.css',
              'web/site/web-app/service-worker.ts',
            ],
            output: {
              codeSplitting: {
                includeDependenciesRecursively: false,
                groups: SCRIPT_FILES.map(({ name, modules }) => ({ name, test: modules })),
              },
            },
          },
        },
        base: '/assets/',
        publicDir: false,
      };
});
