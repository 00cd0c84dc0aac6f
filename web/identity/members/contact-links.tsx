import type { MemberResponse } from '#shared/identity/members.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';

/** Links to write to a member or to ignore her, or to what the viewer has to do first. */
export function ContactLinks({ member }: { member: MemberResponse }) {
  const { t, href, path } = usePage();
  const words = t.messages.member;
  const { pseudonym, viewer } = member;
  if (viewer === null) {
    return (
      <p>
        <a className="button second" href={href('signIn', {}, { next: path })}>
          {words.signIn}
        </a>
      </p>
    );
  }
  if (viewer.self) {
    return (
      <p>
        {words.own} <a href={href('settings')}>{words.settings}</a>
      </p>
    );
  }
  return (
    <>
      {viewer.ignoring ? <p className="aside">{words.ignoring}</p> : <Write member={member} />}
      {viewer.ignoring ? (
        <Form name="end-ignore" action="/api/ignores/end" className="message-act">
          <Hidden name="member" value={pseudonym} />
          <Submit quiet label={words.endIgnore} />
        </Form>
      ) : (
        <IgnoreForm pseudonym={pseudonym} />
      )}
    </>
  );
}

function Write({ member }: { member: MemberResponse }) {
  const { t, href } = usePage();
  const words = t.messages.member;
  const { pseudonym, viewer } = member;
  if (viewer?.canWrite === true) {
    return (
      <p>
        <a className="button" href={href('conversation', { pseudonym })}>
          {words.write}
        </a>
      </p>
    );
  }
  if (viewer?.allowsMessages === true) return <p className="soft">{words.refused}</p>;
  return (
    <p>
      {words.off} <a href={href('settings')}>{t.messages.conversation.settings}</a>
    </p>
  );
}

function IgnoreForm({ pseudonym }: { pseudonym: string }) {
  const { t, form } = usePage();
  const words = t.messages.member;
  return (
    <details className="message-act" open={form?.form === 'ignore'}>
      <summary>{words.ignore}</summary>
      <Form name="ignore" action="/api/ignores">
        <p>
          {words.ignoreSay} {words.ignoreSecret}
        </p>
        <Hidden name="member" value={pseudonym} />
        <Submit label={words.ignore} />
      </Form>
    </details>
  );
}
