import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import type { LogState } from '#shared/transparency-log/log-entries.ts';
import type { RecordSources } from '#web/collective/blind-signing/recorded-keys.ts';
import type { TestApp } from './app.ts';

/** The site's answers to a browser that looks up a boycott's keys in the transparency log. */
export function answersOf(site: TestApp): RecordSources {
  const read = async (path: string): Promise<Buffer> => {
    const response = await site.get(path);
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
    return response.rawPayload;
  };
  const record: LogSource = {
    crypto: nodeCrypto,
    fetchBytes: (path) => read(`/record/${path}`),
    fetchLogs: async () => (JSON.parse(String(await read('/api/record/log'))) as LogState).logs,
  };
  return {
    record,
    fetchAct: async (id) =>
      JSON.parse(String(await read(`/api/boycotts/${id}/key-act`))) as RecordedKeysResponse,
    fetchProof: async (leaf) => String(await read(`/record/proof/${leaf}.tlog-proof`)),
  };
}
