import { installPackages, runPackage } from './install.mjs';
import { generateSources } from './build.mjs';

installPackages();
generateSources();
runPackage('typescript/bin/tsc', ['-p', '.', ...process.argv.slice(2)]);
