import { fileLogSource, remoteFiles } from '#shared/portability/verifier/file-sources.ts';
import {
  faultsOfReport,
  writeReportJson,
  type ReportJson,
} from '#shared/portability/verifier/verification-report.ts';
import { openDumpIfAny, verifySite } from '#shared/portability/verifier/verify-site.ts';
import {
  watchFiles,
  watchLog,
  type VerificationStage,
} from '#shared/portability/verifier/watch-progress.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { browserCrypto } from '#web/enhance/log-check.ts';
import { pickedFiles } from './picked-files.ts';

/** What the page asks for. */
export type VerifyRequest = {
  /** Origin of the site. */
  readonly site: string;
  /** A folder that was chosen, by paths relative to it; null to read what the site publishes. */
  readonly picked: { readonly name: string; readonly files: ReadonlyMap<string, File> } | null;
  readonly pictures: boolean;
  /** The note of the checkpoint that this browser kept; null without one. */
  readonly since: string | null;
};

export type VerifyAnswer =
  | { readonly stage: VerificationStage; readonly share: number }
  | { readonly report: ReportJson; readonly faultless: boolean }
  | { readonly failed: 'no-dump' | 'unread' };

/** Smallest step of progress that is told. */
const STEP = 0.01;

/** Verifies a site or a copy of it outside the page's thread. */
self.addEventListener('message', ({ data }: MessageEvent<VerifyRequest>) => {
  verify(data).then(say, () => say({ failed: 'unread' }));
});

function say(answer: VerifyAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  self.postMessage(answer);
}

async function verify({ site, picked, pictures, since }: VerifyRequest): Promise<VerifyAnswer> {
  const files =
    picked === null ? remoteFiles(`${site}/dump/latest`) : pickedFiles(picked.name, picked.files);
  const dump = await openDumpIfAny(files);
  if (dump === null && picked !== null) return { failed: 'no-dump' };
  const log =
    picked === null
      ? httpLogSource(browserCrypto, site)
      : fileLogSource(browserCrypto, files, 'record');
  const report = await verifySite({
    place: picked?.name ?? site,
    site: picked === null ? site : null,
    log: watchLog(log, tell),
    dump: dump === null ? null : { ...dump, files: watchFiles(files, dump.manifest, tell) },
    pictures,
    since,
    key: null,
  });
  return { report: writeReportJson(report), faultless: faultsOfReport(report).length === 0 };
}

let told = { stage: '', share: 0 };

function tell(stage: VerificationStage, share: number): void {
  if (stage === told.stage && share < told.share + STEP) return;
  told = { stage, share };
  say(told as VerifyAnswer);
}
