import { installPackages, runPackage } from './install.mjs';
import { generateClient } from './build.mjs';

installPackages();
generateClient();
runPackage('typescript/bin/tsc', ['-p', '.', ...process.argv.slice(2)]);
