import { serveCluster } from '#server/database/embedded/server.ts';

// Serves the cluster of the folder that it is given, says its address, and ends with its standard input.
const [folder = ''] = process.argv.slice(2);
try {
  const server = await serveCluster(folder);
  console.log(server.url);
  process.stdin.resume().once('end', () => void server.stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
