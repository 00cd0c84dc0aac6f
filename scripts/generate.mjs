// Generates the sources that scripts import, in a fresh clone too: node --import ./scripts/generate.mjs
import { generateSources } from './build.mjs';

generateSources();
