import { Fragment } from 'react';
import {
  isByTwoModerators,
  isSaidInSentence,
  showsAddresses,
  proposedChange,
  type ProposedChange,
} from '#shared/identity/two-person-approval.ts';
import {
  changeSubjectPath,
  changeRuleText,
} from '#web/identity/two-person-approval/change-subject-path.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { OutsideLinks } from '#web/ui/outside-links.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';

type Data = { act: ProposedChange };
/** Null before it is in effect, for who may not answer it. */
type Shown = { act: ProposedChange | null };

/** A change that one person proposes and another confirms, with the viewer's answer. */
export const proposedChangePage = definePage<Shown>({
  load: async (api, { parameters, refused }) => {
    const path = `/api/moderation/acts/${encodeURIComponent(parameters['id'] ?? '')}`;
    try {
      return { act: await api.get(path, proposedChange) };
    } catch (error) {
      // A refused form is answered by its error alone.
      if (refused || !isForOthers(error)) throw error;
      return { act: null };
    }
  },
  title: ({ act }, { t }) =>
    act === null ? t.acts.closed.title : `${t.acts.kinds[act.kind]} – ${act.about.name}`,
  head: () => ({ noIndex: true }),
  body: ({ act: shown }, { t, language, format, href, viewer }) => {
    if (shown === null) return <Closed />;
    const words = t.acts;
    const data = { act: shown };
    const { state, can, dueAt } = shown;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.kinds[shown.kind]}</h1>
        <p className="sub with-link">
          <a href={changeSubjectPath(shown.about, shown.kind, language)}>{shown.about.name}</a>
        </p>
        <p className="answer">{stateInWords(shown, words)}</p>
        {shown.drawn && can.answer ? <p>{words.drawn}</p> : null}
        {state !== 'open' || dueAt === null ? null : (
          <p>{words.due({ moment: format.moment(dueAt) })}</p>
        )}
        <div className="two even">
          <div>
            <Facts act={shown} />
            {can.withdraw ? (
              <Form name="withdraw" action={`/api/moderation/acts/${shown.id}/withdraw`}>
                <Submit quiet label={words.withdraw} />
              </Form>
            ) : null}
          </div>
          <Answer {...data} />
          <Reverse {...data} />
        </div>
        {viewer === null ? null : (
          <p className="links">
            <a href={`${href('secondPerson')}#acts`}>{words.list}</a>
          </p>
        )}
      </>
    );
  },
});

function isForOthers(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'not-allowed' || error.code === 'signed-out';
}

/** What a proposed change is, for who may not read this one yet. */
function Closed() {
  const { t, href, viewer, path } = usePage();
  const words = t.acts.closed;
  return (
    <>
      <h1>{words.title}</h1>
      <Lines className="prose" of={words.say} />
      {viewer === null ? (
        <p className="links">
          <a href={href('signIn', {}, { next: path })}>{words.signIn}</a>
        </p>
      ) : null}
    </>
  );
}

function stateInWords(shown: ProposedChange, words: Messages['acts']): string {
  const { state, mine, firstHandle } = shown;
  if (state !== 'open') return words.states[state];
  if (isByTwoModerators(shown)) return firstHandle === null ? words.needsTwo : words.needsOne;
  return mine ? words.waits : words.states.open;
}

function Facts({ act: shown }: Pick<Data, 'act'>) {
  const { t, language, format, href } = usePage();
  const words = t.acts;
  const { from, to, reason, objection, month, reverses, reversedBy } = shown;
  const rule = changeRuleText(shown, t);
  const hands = new Set(
    [shown.handle, shown.firstHandle, shown.secondHandle].filter((one) => one !== null),
  );
  const addresses = showsAddresses(shown) ? (to?.[language] ?? '').split('\n') : null;
  const facts: readonly (readonly [string, string | null])[] = [
    [addresses === null ? words.before : words.about, from?.[language] ?? null],
    [
      shown.kind === 'send-message'
        ? words.message
        : isSaidInSentence(shown)
          ? words.happens
          : words.after,
      addresses === null ? (to?.[language] ?? null) : null,
    ],
    [words.rule, rule],
    [words.reason, reason === '' ? null : reason],
    [words.objection, objection],
    [words.since, format.month(month)],
    [words.who, hands.size === 0 ? null : [...hands].join(', ')],
  ];
  return (
    <>
      <section className="slip statement" aria-label={words.kinds[shown.kind]}>
        <dl>
          {facts.map(([name, value]) =>
            value === null ? null : (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ),
          )}
        </dl>
      </section>
      <MovedPosts act={shown} />
      {addresses === null ? null : (
        <>
          <h2>{words.addresses}</h2>
          <OutsideLinks addresses={addresses} />
        </>
      )}
      {reverses === null ? null : (
        <p className="with-link">
          {words.reverses} <a href={href('act', { id: reverses })}>{words.read}</a>
        </p>
      )}
      {reversedBy === null ? null : <p>{words.reversed}</p>}
    </>
  );
}

/** The topic that posts move to, and single posts that move, for the second person to open. */
function MovedPosts({ act: { target, posts, kind } }: Pick<Data, 'act'>) {
  const { t, language, href } = usePage();
  const words = t.acts;
  return (
    <>
      {target === null ? null : (
        <p>
          {words.target} <a href={changeSubjectPath(target, kind, language)}>{target.name}</a>
        </p>
      )}
      {posts.length === 0 ? null : (
        <>
          <h2>{words.posts}</h2>
          <p className="links">
            {posts.map((id, index) => (
              <a key={id} href={href('forumPost', { id })}>
                {t.moderation.batch.post({ number: index + 1 })}
              </a>
            ))}
          </p>
        </>
      )}
    </>
  );
}

function answerSay(act: ProposedChange, words: Messages['acts']): string {
  if (act.kind === 'send-message') return words.answerMessage;
  if (isByTwoModerators(act)) return words.answerTwo;
  return act.can.answer ? words.answerSay : '';
}

function Answer({ act }: Data) {
  const { id, kind, about, can } = act;
  const { t, href } = usePage();
  const words = t.acts;
  const action = `/api/moderation/acts/${id}/answer`;
  if (!can.answer && !can.confirm) return null;
  return (
    <Section title={words.answer} say={answerSay(act, words)}>
      <Form name="confirm" action={action} once>
        <Hidden name="answer" value="confirm" />
        <Submit label={can.answer ? words.confirm : words.confirmChange} />
      </Form>
      {can.answer ? (
        <Form name="refuse" action={action} once>
          <Hidden name="answer" value="refuse" />
          <TextArea
            name="objection"
            label={words.refuseWhy}
            rows={3}
            maxLength={MAX_REASON_LENGTH}
          />
          <Submit quiet label={words.refuse} />
        </Form>
      ) : null}
      {can.confirm && about.kind === 'client' && kind !== 'attach-task' ? (
        <p className="links">
          <a href={href('clientHistory', { slug: about.key })}>{words.undoInstead}</a>
        </p>
      ) : null}
    </Section>
  );
}

function Reverse({ act: { id, can } }: Data) {
  const words = usePage().t.acts;
  if (!can.reverse) return null;
  return (
    <Section title={words.reverse} say={words.reverseSay}>
      <Form name="reverse" action={`/api/moderation/acts/${id}/reverse`} once>
        <TextArea name="reason" label={words.reverseWhy} rows={3} maxLength={MAX_REASON_LENGTH} />
        <Submit label={words.reverse} />
      </Form>
    </Section>
  );
}
