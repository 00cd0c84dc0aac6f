import {
  COVER_KINDS,
  redactionReview,
  formatBox,
  type BoxToCover,
  type RedactionReviewData as Found,
} from '#shared/media/picture-forms.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';
import { Submit } from '#web/ui/form.tsx';
import { MarkedPicture } from './marked-picture.tsx';

/**
 * The second look at a picture, for its sender alone: cover all that was found, but the places that she
 * leaves readable, or publish as it is. `unpublished`: for checkers only. Stands first in a form with a
 * picture, and shows nothing unless something was found.
 */
export function RedactionReview({ unpublished }: { unpublished?: boolean }) {
  const { t } = usePage();
  const marks = useField('_marks').value;
  const text = useField('_found').value;
  const looked = useField('_looked').value;
  const answer = useField('_answer').value;
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
      <p>{found.boxes === null ? words.notLookedAt : found.whole ? words.whole : words.shows}</p>
      <MarkedPicture found={found} covered={found.whole} />
      {found.boxes === null ? null : (
        <Places found={found} boxes={found.boxes} answered={answered} />
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

/** The answer that covers all places at once, and those that may stay readable, by kind. */
function Places({
  found,
  boxes,
  answered,
}: {
  found: Found;
  boxes: readonly BoxToCover[];
  answered: string;
}) {
  const { t } = usePage();
  const numbered = boxes.map((box, index) => ({ box, number: index + 1 }));
  const left = useField('_uncover').value.split(',');
  return (
    <>
      <label className="look-answer">
        <input type="radio" name="_answer" value="cover" defaultChecked={answered !== 'publish'} />
        <span>{t.pictures.cover({ places: boxes.length })}</span>
      </label>
      <details className="look-places" open={left.some((place) => place !== '')}>
        <summary>{t.pictures.leave}</summary>
        <p className="hint">{t.pictures.leaveSay}</p>
        {found.whole ? <MarkedPicture found={found} covered={false} /> : null}
        {COVER_KINDS.map((kind) => {
          const places = numbered.filter(({ box }) => box.kind === kind);
          return places.length === 0 ? null : (
            <fieldset key={kind}>
              <legend>{t.redaction.kinds[kind]}</legend>
              {places.map(({ box, number }) => (
                <label key={number}>
                  <input
                    type="checkbox"
                    name="_uncover"
                    value={formatBox(box)}
                    defaultChecked={left.includes(formatBox(box))}
                  />
                  <span>{number}</span>
                </label>
              ))}
            </fieldset>
          );
        })}
      </details>
    </>
  );
}
