import {
  MAX_QUESTION_LENGTH,
  MAX_WATCHED_WORD_LENGTH,
  watchedWordsResponse,
} from '#shared/community/watched-words.ts';
import { CollapsedForm } from '#web/governance/cases/collapsed-form.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';

/** The public list of words about which a post is asked once; moderators propose changes of it. */
export const watchedWords = definePage({
  layout: 'content-beside',
  load: (api) => api.get('/api/watched-words', watchedWordsResponse),
  title: (_, { t }) => t.watched.title,
  body: ({ words: list }, { t, format, language, viewer, href }) => {
    const words = t.watched;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {list.length === 0 ? <p className="aside">{words.none}</p> : null}
        <ol className="questions">
          {list.map(({ id, word, question, addedOn }) => (
            <li key={id}>
              <p>
                <b>{word}…</b> {question[language]}
              </p>
              <p className="soft">{words.since({ day: format.day(addedOn) })}</p>
              {viewer?.moderator === true ? <RemoveForm id={id} /> : null}
            </li>
          ))}
        </ol>
        {viewer?.moderator === true ? <AddForm /> : null}
        <p className="links">
          <a href={href('moderation')}>{t.moderation.queue.title}</a>
          <a href={href('siteRules')}>{t.moderation.queue.rules}</a>
        </p>
      </>
    );
  },
});

function AddForm() {
  const words = usePage().t.watched;
  return (
    <CollapsedForm id="add" form="watch" title={words.add} say={words.addSay}>
      <Form name="watch" action="/api/watched-words" once>
        <TextField
          name="word"
          label={words.word}
          hint={words.wordHint}
          maxLength={MAX_WATCHED_WORD_LENGTH}
        />
        <TextField name="questionFr" label={words.questionFr} maxLength={MAX_QUESTION_LENGTH} />
        <TextField name="questionEn" label={words.questionEn} maxLength={MAX_QUESTION_LENGTH} />
        <Reason words={words} rows={2} />
        <Submit label={words.send} />
      </Form>
    </CollapsedForm>
  );
}

function RemoveForm({ id }: { id: string }) {
  const words = usePage().t.watched;
  const name = `unwatch-${id}`;
  return (
    <CollapsedForm id={name} form={name} title={words.remove} say={words.removeSay}>
      <Form name={name} action={`/api/watched-words/${id}/remove`} once>
        <Reason words={words} rows={2} />
        <Submit label={words.send} quiet />
      </Form>
    </CollapsedForm>
  );
}
