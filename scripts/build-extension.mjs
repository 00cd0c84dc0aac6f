// Builds the browser extension for a site: npm run build:extension -- https://a.site [FOLDER]
import { run, installPackages, runPackage } from './install.mjs';
import { generateSources } from './build.mjs';

installPackages();
generateSources();
runPackage('vite/bin/vite.js', ['build', '--mode', 'overlay', '--logLevel', 'warn']);
run(process.execPath, [
  '--import',
  'tsx',
  'server/commands/extension.ts',
  ...process.argv.slice(2),
]);
