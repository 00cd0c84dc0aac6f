import type { ReactNode } from 'react';
import { MAX_SHORT_TEXT_LENGTH, MAX_TEXT_LENGTH } from '#shared/fields.ts';
import { MAX_EMAIL_LENGTH } from '#shared/legal.ts';
import { pathTo } from '#shared/paths.ts';
import type { Named } from '#shared/named.ts';
import { usePage } from '#web/context.ts';
import { Checkbox, Form, Hidden, Submit, TextArea, TextField } from '#web/ui/form.tsx';

/** For anybody: a reply in the name of who is named on a page. */
export function ReplyForm({ about }: { about: Named }): ReactNode {
  const { t, language } = usePage();
  const words = t.replies.form;
  const address = pathTo(language, about.kind, { slug: about.slug });
  return (
    <>
      <p className="prose">{words.intro.join(' ')}</p>
      <p>
        {words.page} <a href={address}>{about.name}</a>
      </p>
      <Form name="reply" action="/api/replies">
        <Hidden name={about.kind} value={about.slug} />
        <TextField
          name="signedAs"
          label={words.signedAs}
          hint={words.signedAsHint}
          autoComplete="organization"
          maxLength={MAX_SHORT_TEXT_LENGTH}
        />
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          rows={8}
          maxLength={MAX_TEXT_LENGTH}
        />
        <TextField
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          autoComplete="email"
          maxLength={MAX_EMAIL_LENGTH}
          optional
        />
        <Checkbox name="entitled" label={words.entitled} />
        <Submit label={words.submit} />
      </Form>
      <p>
        <a href={pathTo(language, 'notice', {}, { url: address })}>{words.notice}</a>
      </p>
    </>
  );
}
