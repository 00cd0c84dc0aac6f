import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

// Loaded with --import: makes the process believe that every disk has space, as if another program
// filled it between the check and the write.
fs.statfs = () => Promise.resolve({ bavail: 2 ** 30, bsize: 4_096 });
syncBuiltinESMExports();
