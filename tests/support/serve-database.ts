import { startEmbeddedServer } from '#server/database/embedded/embedded-server.ts';

// Runs the embedded database of a folder, prints its URL, and exits at the end of standard input.
const [folder = ''] = process.argv.slice(2);
try {
  const server = await startEmbeddedServer(folder);
  console.log(server.url);
  process.stdin.resume().once('end', () => void server.stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
