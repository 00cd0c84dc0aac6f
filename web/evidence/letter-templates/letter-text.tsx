import { usePage } from '#web/page-context.ts';
import { optionalBlankOfParagraph, splitAtBlanks, type Letter } from './letters.ts';

/** The letter's text, with blanks. */
export function LetterText({ letter }: { letter: Letter }) {
  const { form } = usePage().t.letters;
  return (
    <article className="letter" data-letter>
      <p>
        <Filled text="[name]" />
        <br />
        <Filled text="[contact]" />
      </p>
      <p>
        <Filled text={form.to} />
      </p>
      <p>
        <Filled text={form.on} />
      </p>
      <p>
        <strong>
          {form.subject}
          <Filled text={letter.subject} />
        </strong>
      </p>
      <p>{form.greeting}</p>
      {letter.body.map((block) =>
        typeof block === 'string' ? (
          <p key={block} data-if={optionalBlankOfParagraph(block)}>
            <Filled text={block} />
          </p>
        ) : (
          <ul key={block.join()}>
            {block.map((point) => (
              <li key={point}>
                <Filled text={point} />
              </li>
            ))}
          </ul>
        ),
      )}
      <p>{form.closing}</p>
      <p>
        <Filled text="[name]" />
      </p>
    </article>
  );
}

function Filled({ text }: { text: string }) {
  const { blanks } = usePage().t.letters.form;
  return splitAtBlanks(text).map((part, index) =>
    part.blank === null ? (
      part.text
    ) : (
      <span key={`${part.blank} ${index}`} className="blank" data-blank={part.blank}>
        [{blanks[part.blank]}]
      </span>
    ),
  );
}
