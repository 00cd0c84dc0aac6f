import { connect, type Socket } from 'node:net';
import { z } from 'zod/mini';
import { doorOf } from './door.ts';
import { readLine } from './line.ts';

/** The running site does not do it; the message says why. */
export class DoorShut extends Error {}

const failure = z.object({ failed: z.string() });

/**
 * Asks the site that runs on this data folder.
 * @returns its answer, and how to end what it does for that.
 * @throws DoorShut where it does not answer, or refuses.
 */
export async function askDoor<Answer>(
  dataDir: string,
  verb: string,
  schema: z.ZodMiniType<Answer>,
): Promise<{ answer: Answer; leave: () => void }> {
  const path = doorOf(dataDir);
  if (path === null) {
    throw new DoorShut('The path of DATA_DIR is too long for a socket: stop the site first.');
  }
  const socket = connect(path);
  try {
    const line: unknown = JSON.parse(await ask(socket, verb));
    const failed = failure.safeParse(line);
    if (failed.success) throw new DoorShut(failed.data.failed);
    const answer = schema.safeParse(line);
    if (!answer.success) {
      throw new DoorShut('The site that runs is of another version: start it anew.');
    }
    return { answer: answer.data, leave: () => socket.destroy() };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function ask(socket: Socket, verb: string): Promise<string> {
  socket.write(`${verb}\n`);
  const line = await readLine(socket);
  if (line === null) {
    throw new DoorShut('The site that uses this folder does not answer. Try again, or stop it.');
  }
  return line;
}
