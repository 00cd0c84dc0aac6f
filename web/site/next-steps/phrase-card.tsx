import type { AskedPhrase } from '#shared/identity/accounts.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

/** Asks a member with some evidence whether she still has her phrase; can be put off. */
export function PhraseCard({ asked }: { asked: NonNullable<AskedPhrase> }) {
  const { t, href } = usePage();
  const words = t.me.phraseCard;
  return (
    <Section
      id="phrase"

      title={words.title[asked.kind]}
      say={words.say[asked.kind]}
    >
      {asked.kind === 'words' ? <TwoWords positions={asked.positions} /> : null}
      <div className="mine-acts">
        {asked.kind === 'unchecked' ? <Answer answer="kept" label={words.kept} /> : null}
        {asked.kind === 'none' ? (
          <a className="button second" href={href('recoveryPhrase')}>
            {words.make}
          </a>
        ) : (
          <a href={href('recoveryPhrase')}>{words.lost}</a>
        )}
        <Answer answer="later" label={words.later} />
      </div>
    </Section>
  );
}

function TwoWords({ positions: [first, second] }: { positions: readonly [number, number] }) {
  const words = usePage().t.me.phraseCard;
  return (
    <Form name="phrase-check" action="/api/me/recovery-phrase/check">
      <div className="side-by-side">
        <TextField name="first" label={words.word({ position: first })} maxLength={50} />
        <TextField name="second" label={words.word({ position: second })} maxLength={50} />
      </div>
      <Submit label={words.check} />
    </Form>
  );
}

function Answer({ answer, label }: { answer: 'later' | 'kept'; label: string }) {
  return (
    <Form name={`phrase-${answer}`} action="/api/me/recovery-phrase/answer" className="inline-form">
      <Hidden name="answer" value={answer} />
      <button type="submit" className={answer === 'later' ? 'quiet' : 'button second'}>
        {label}
      </button>
    </Form>
  );
}
