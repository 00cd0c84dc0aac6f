import { parseArgs } from 'node:util';
import { describeFinding, exitCodeOf } from '#server/operations/doctor/findings.ts';
import { runDoctorChecks } from '#server/operations/doctor/run-checks.ts';
import { BadEnvironment, readEnvironment } from '#server/core/env.ts';

const USAGE = `Usage: npm run doctor [-- --json] [--offline]
Ends with 0 where all is well, 1 where something is to be looked at, 3 where it cannot wait.
--offline: does not ask the registry for newer packages.`;

process.exitCode = await run(process.argv.slice(2), process.env);

/** Checks the site. Exit code as in USAGE; 2 for wrong usage. */
async function run(args: string[], source: NodeJS.ProcessEnv): Promise<0 | 1 | 2 | 3> {
  const asked = readArgs(args);
  if (asked === null) return refuse(USAGE);
  try {
    const env = readEnvironment(source);
    const online = asked.offline !== true;
    const findings = await runDoctorChecks({ env, root: process.cwd(), online, now: new Date() });
    if (asked.json === true) console.log(JSON.stringify({ findings }, null, 2));
    else console.log(findings.map(describeFinding).join('\n'));
    return exitCodeOf(findings);
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    return refuse(error.message);
  }
}

function readArgs(args: string[]) {
  try {
    const options = { json: { type: 'boolean' }, offline: { type: 'boolean' } } as const;
    return parseArgs({ args, options }).values;
  } catch {
    return null;
  }
}

function refuse(sentence: string): 2 {
  console.error(sentence);
  return 2;
}
