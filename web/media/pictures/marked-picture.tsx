import { type BoxToCover, type RedactionReviewData } from '#shared/media/picture-forms.ts';
import { usePage } from '#web/page-context.ts';

/** Number of badges that fit along the longer side of a picture. */
const BADGES = 40;
/** Height of a cover's number, as a part of the cover's. */
const NUMBER_SHARE = 0.8;

/** A picture with numbered places: framed, or covered as they will be published. */
export function MarkedPicture({
  found,
  covered,
}: {
  found: RedactionReviewData;
  covered: boolean;
}) {
  const { t } = usePage();
  const { url, width, height, boxes } = found;
  const size = Math.round(Math.max(Math.min(width, height) / BADGES, 14));
  return (
    <svg
      className="look-picture"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={t.pictures.alt({ places: boxes?.length ?? 0 })}
    >
      <image href={url} width={width} height={height} />
      {(boxes ?? []).map((box, index) => {
        const Mark = covered ? Cover : Frame;
        return <Mark key={index} box={box} number={index + 1} size={size} />;
      })}
    </svg>
  );
}

type Mark = { box: BoxToCover; number: number; size: number };

function Cover({ box, number, size }: Mark) {
  const { left, top, width, height } = box;
  return (
    <g>
      <rect className="look-cover" x={left} y={top} width={width} height={height} />
      <Label x={left + width / 2} y={top + height / 2} size={Math.min(size, height * NUMBER_SHARE)}>
        {number}
      </Label>
    </g>
  );
}

function Frame({ box, number, size }: Mark) {
  const { left, top, width, height } = box;
  const badge = size * 1.3;
  const x = Math.max(0, left - badge);
  return (
    <g>
      <rect className="look-frame" x={left} y={top} width={width} height={height} />
      <rect className="look-badge" x={x} y={top} width={badge} height={badge} />
      <Label x={x + badge / 2} y={top + badge / 2} size={size}>
        {number}
      </Label>
    </g>
  );
}

function Label({ x, y, size, children }: { x: number; y: number; size: number; children: number }) {
  return (
    <text
      className="look-number"
      x={x}
      y={y}
      fontSize={size}
      textAnchor="middle"
      dominantBaseline="central"
    >
      {children}
    </text>
  );
}
