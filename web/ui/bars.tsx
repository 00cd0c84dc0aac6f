import { ShareBar } from '#web/evidence/reviews/share-bar.tsx';

export type Bar = {
  readonly key: string;
  readonly label: string;
  /** 0 to 1, the length of the bar. */
  readonly share: number;
  /** What stands at the end of the bar. */
  readonly figure: string;
};

/** Shares as bars, each with its label before and its figure behind. */
export function Bars({ of }: { of: readonly Bar[] }) {
  return (
    <dl className="bars">
      {of.map(({ key, label, share, figure }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <ShareBar share={share} />
            <b>{figure}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}
