import {
  MAX_NONCE_WORDS_LENGTH,
  MIN_NONCE_WORDS_LENGTH,
  type OwnJuryResponse,
} from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

type Given = NonNullable<OwnJuryResponse['part']>;
type Props = { jury: string; part: Given };

/** Forms in which author and flagger add a nonce to a jury's draw, with an explanation. */
export function PartyNonceForms(props: Props) {
  const { t } = usePage();
  const words = t.juries.own;
  const { can, given } = props.part;
  return (
    <Section title={words.words} say={words.wordsSay} id="words">
      {can.give || can.reveal ? <Lines className="prose" of={words.wordsWhy} /> : null}
      {can.give ? <GiveForms {...props} /> : null}
      {given === null ? null : <Kept given={given} part={props.part} />}
      {can.reveal ? <RevealForm {...props} /> : null}
    </Section>
  );
}

/** Forms to give words that the site keeps until the draw, or their hash only. */
function GiveForms({ jury, part }: Props) {
  const { t, format, form } = usePage();
  const words = t.juries.own;
  const action = `/api/juries/${jury}/nonce`;
  return (
    <>
      <p>
        <b>{words.wordsUntil({ moment: format.moment(part.giveUntil) })}</b>
      </p>
      <div
        data-enhance="jury-words"
        data-jury={jury}
        data-words={JSON.stringify({
          keep: words.keep,
          keepSay: words.keepSay,
          other: words.otherWords,
          min: MIN_NONCE_WORDS_LENGTH,
        })}
      >
        <Form name="nonce" action={action} once>
          <TextField
            name="words"
            label={words.wordsLabel}
            hint={words.wordsHint}
            maxLength={MAX_NONCE_WORDS_LENGTH}
          />
          <Submit label={words.give} />
        </Form>
      </div>
      <details open={form?.form === 'commitment'}>
        <summary>{words.commitTitle}</summary>
        <Form name="commitment" action={action} once>
          <p>{words.commitSay}</p>
          <TextField name="commitment" label={words.commitment} maxLength={64} />
          <Submit quiet label={words.commit} />
        </Form>
      </details>
    </>
  );
}

function Kept({ given, part }: { given: NonNullable<Given['given']>; part: Given }) {
  const { t, format, now } = usePage();
  const words = t.juries.own;
  const before = now < new Date(part.giveUntil);
  return (
    <div className="aside">
      <p>{given.words === null ? words.givenHash : words.given}</p>
      <UserText text={given.words} />
      <p className="note">
        {words.keptHash} <code>{given.commitment}</code>
      </p>
      {given.words === null && before ? (
        <p>{words.revealLater({ moment: format.moment(part.giveUntil) })}</p>
      ) : null}
    </div>
  );
}

function RevealForm({ jury, part }: Props) {
  const { t, format } = usePage();
  const words = t.juries.own;
  return (
    <div
      data-enhance="jury-words"
      data-jury={jury}
      data-words={JSON.stringify({ kept: words.kept })}
    >
      <h3>{words.reveal}</h3>
      <p>
        <b>{words.revealSay({ moment: format.moment(part.revealUntil) })}</b>
      </p>
      <Form name="reveal" action={`/api/juries/${jury}/reveal`} once>
        <TextField
          name="words"
          label={words.wordsLabel}
          hint={words.wordsHint}
          maxLength={MAX_NONCE_WORDS_LENGTH}
        />
        <Submit label={words.revealButton} />
      </Form>
    </div>
  );
}
