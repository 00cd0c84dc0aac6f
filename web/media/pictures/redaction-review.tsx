import {
  redactionReview,
  formatBox,
  type PersonalDataBox,
  type RedactionReviewData as Found,
} from '#shared/media/picture-forms.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';
import { Submit } from '#web/ui/form.tsx';

/**
 * The second look at a picture with possible personal data, for its sender alone: cover the places,
 * or publish as it is. `unpublished`: for checkers only. Stands first in a form with a picture,
 * and shows nothing unless something was found.
 */
export function RedactionReview({ unpublished }: { unpublished?: boolean }) {
  const { t } = usePage();
  const marks = useField('_marks').value;
  const text = useField('_found').value;
  const looked = useField('_looked').value;
  const answer = useField('_answer').value;
  const chosen = useField('_cover').value.split(',');
  const found = readFound(text);
  if (found === null)
    return marks === '' ? null : <input type="hidden" name="_marks" value={marks} />;
  const answered = looked === found.key ? answer : '';
  const words = { ...t.pictures, ...(unpublished === true ? t.pictures.unpublished : {}) };
  return (
    <fieldset className="field second-look">
      <legend>{words.title}</legend>
      <input type="hidden" name="_marks" value={marks} />
      <input type="hidden" name="_looked" value={found.key} />
      <p>{found.boxes === null ? words.notLookedAt : words.shows}</p>
      <Marked found={found} />
      {found.boxes === null ? null : (
        <>
          <label className="look-answer">
            <input
              type="radio"
              name="_answer"
              value="cover"
              defaultChecked={answered !== 'publish'}
            />
            <span>{words.cover}</span>
          </label>
          <div className="look-places">
            {found.boxes.map((box, index) => {
              const place = formatBox(box);
              return (
                <label key={place}>
                  <input
                    type="checkbox"
                    name="_cover"
                    value={place}
                    defaultChecked={answered !== 'cover' || chosen.includes(place)}
                  />
                  <span>
                    {words.place({ number: index + 1, kind: t.redaction.kinds[box.kind] })}
                  </span>
                </label>
              );
            })}
          </div>
        </>
      )}
      <label className="look-answer">
        <input
          type={found.boxes === null ? 'checkbox' : 'radio'}
          name="_answer"
          value="publish"
          defaultChecked={answered === 'publish'}
        />
        <span>{found.boxes === null ? words.looked : words.publish}</span>
      </label>
      <p className="hint">{words.another}</p>
      <Submit label={words.send} />
    </fieldset>
  );
}

function readFound(text: string): Found | null {
  return text === '' ? null : (redactionReview.safeParse(JSON.parse(text)).data ?? null);
}

/** The picture with numbered frames around the places. */
function Marked({ found }: { found: Found }) {
  const { t } = usePage();
  const { url, width, height, boxes } = found;
  const size = Math.round(Math.max(width, height) / 40);
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
      {(boxes ?? []).map((box, index) => (
        <Frame key={formatBox(box)} box={box} number={index + 1} size={size} />
      ))}
    </svg>
  );
}

function Frame({ box, number, size }: { box: PersonalDataBox; number: number; size: number }) {
  const { left, top, width, height } = box;
  const badge = size * 1.3;
  const x = Math.max(0, left - badge);
  return (
    <g>
      <rect className="look-frame" x={left} y={top} width={width} height={height} />
      <rect className="look-badge" x={x} y={top} width={badge} height={badge} />
      <text
        className="look-number"
        x={x + badge / 2}
        y={top + badge / 2}
        fontSize={size}
        textAnchor="middle"
        dominantBaseline="central"
      >
        {number}
      </text>
    </g>
  );
}
