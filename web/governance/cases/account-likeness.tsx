import {
  LIKENESS_ANSWERS,
  type AlikeAccount,
  type LikenessResponse,
} from '#shared/governance/account-likeness.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

type Props = { id: string; likeness: LikenessResponse };

/** The question whether one person has several accounts, and the two moderators' answers. */
export function AccountLikeness({ id, likeness }: Props) {
  const { t } = usePage();
  const words = t.moderation.likeness;
  const { accounts, more, can } = likeness;
  if (accounts === null) {
    return (
      <Section id="likeness" title={words.title} say={can.ask ? words.say : words.full}>
        {can.ask ? (
          <Form name="likeness" action={`/api/moderation/cases/${id}/likeness`}>
            <p className="hint">{words.compared}</p>
            <Submit quiet label={words.ask} />
          </Form>
        ) : null}
      </Section>
    );
  }
  const count = accounts.length + more;
  return (
    <Section id="likeness" title={words.title} say={words.compared}>
      {count === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p>{words.found({ count })}</p>
          <ul>
            {accounts.map((account, index) => (
              <Account key={account.posts[0]} account={account} number={index + 1} />
            ))}
          </ul>
          {more === 0 ? null : <p className="soft">{words.more({ count: more })}</p>}
          <p className="aside">{words.caution}</p>
          <Answers id={id} likeness={likeness} />
        </>
      )}
    </Section>
  );
}

function Account({ account, number }: { account: AlikeAccount; number: number }) {
  const { t, href } = usePage();
  const words = t.moderation.likeness;
  const { posts, codes, texts, minutes, days } = account;
  const signs = [
    codes === 0 ? null : words.codes({ count: codes }),
    texts === 0 ? null : words.texts({ count: texts }),
    minutes === 0 ? null : words.minutes({ count: minutes }),
    words.days({ count: days }),
  ].filter((sign) => sign !== null);
  return (
    <li>
      <strong>{words.account({ number })}</strong>
      <br />
      {signs.join(' · ')}
      <br />
      {posts.map((post, index) => (
        <span key={post}>
          {index === 0 ? null : ' · '}
          <a href={href('forumPost', { id: post })}>
            {t.moderation.batch.post({ number: index + 1 })}
          </a>
        </span>
      ))}
    </li>
  );
}

function Answers({ id, likeness: { answer, other } }: Props) {
  const { t } = usePage();
  const words = t.moderation.likeness;
  if (answer === null) {
    return (
      <Form name="likeness-answer" action={`/api/moderation/cases/${id}/likeness/answer`}>
        <Choice
          name="answer"
          label={words.label}
          hint={words.hint}
          options={LIKENESS_ANSWERS.map((value) => ({ value, label: words.answers[value] }))}
        />
        <Submit label={words.send} />
      </Form>
    );
  }
  return (
    <>
      <p>
        {words.yours} {words.answers[answer]}
      </p>
      <p>{other === null ? words.waiting : `${words.other} ${words.answers[other]}`}</p>
    </>
  );
}
