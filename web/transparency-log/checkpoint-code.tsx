import type { LogState } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { Qr } from '#web/ui/qr-code.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';

/** The signed checkpoint as a QR code: a photograph of it is a copy that the site cannot take back. */
export function CheckpointCode({ state: { checkpoint } }: { state: LogState }) {
  const { t } = usePage();
  const words = t.record.verify;
  if (checkpoint === null) return null;
  return (
    <section className="checkpoint-code" aria-label={words.photo}>
      <div>
        <h3>{words.photo}</h3>
        {words.photoSay.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p className="soft">
          <LocalTime moment={checkpoint.signedAt} />
        </p>
      </div>
      <Qr text={checkpoint.note} label={words.photo} />
    </section>
  );
}
