import { generateMessages } from './generate-modules.ts';

const faults = generateMessages();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
