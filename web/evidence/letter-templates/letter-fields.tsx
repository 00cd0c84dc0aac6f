import { useId } from 'react';
import { usePage } from '#web/page-context.ts';
import { blanksOfLetter, type LetterBlank, type Letter } from './letters.ts';

const DAYS: readonly LetterBlank[] = ['date', 'askedOn', 'eventOn', 'refusedOn'];
const LONG: readonly LetterBlank[] = ['view', 'why'];

/**
 * Fields for the script that fills the letter. No form and no names, so that a browser cannot send
 * anything.
 */
export function LetterFields({ letter }: { letter: Letter }) {
  const id = useId();
  const { form } = usePage().t.letters;
  return (
    <div className="form letter-fields" data-fields hidden>
      <p>{form.stays}</p>
      {blanksOfLetter(letter).map((blank) => (
        <div className="field" key={blank}>
          <label htmlFor={`${id}-${blank}`}>{form.labels[blank]}</label>
          <LetterField id={`${id}-${blank}`} blank={blank} />
        </div>
      ))}
    </div>
  );
}

function LetterField({ id, blank }: { id: string; blank: LetterBlank }) {
  const { events, blanks } = usePage().t.letters.form;
  const common = { id, 'data-field': blank, autoComplete: 'off' };
  if (blank === 'event') {
    return (
      <select {...common}>
        <option value="">{blanks.event}…</option>
        {Object.values(events).map((event) => (
          <option key={event}>{event}</option>
        ))}
      </select>
    );
  }
  if (LONG.includes(blank)) return <textarea {...common} rows={4} />;
  return <input {...common} type={DAYS.includes(blank) ? 'date' : 'text'} />;
}
