import {
  MAX_EMAIL_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
} from '#shared/core/form-fields.ts';
import {
  REPLY_FACTS,
  type OfferableBoycott,
  type ReplyTarget,
} from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { useFilled } from '#web/ui/field-state.ts';
import { Checkbox, Form, Hidden, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { AnsweredSubject } from './answered-subject.tsx';
import { platformOrClientQuery } from './platform-or-client-query.ts';
import { replyTargetAddress } from './reply-target-address.ts';

/** The reply form, for anybody representing a page's platform or client. */
export function RightOfReplyForm(props: {
  target: ReplyTarget;
  boycotts: readonly OfferableBoycott[];
}) {
  const { target, boycotts } = props;
  const { t, language, href } = usePage();
  const words = t.replies.form;
  const { about, subject } = target;
  const address = replyTargetAddress(language, target);
  return (
    <>
      <AnsweredSubject target={target} label={words.answered} />
      <p className="prose">{words.intro.join(' ')}</p>
      <Form name="reply" action="/api/replies">
        {subject === null ? (
          <Hidden name={about.kind} value={about.slug} />
        ) : (
          <Hidden name="subject" value={subject} />
        )}
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
        {boycotts.length === 0 ? null : (
          <Select
            name="offerFor"
            label={words.offer}
            hint={words.offerHint}
            empty={words.noOffer}
            optional
            options={boycotts.map(({ id, title }) => ({ value: id, label: title }))}
          />
        )}
        <Checkbox name="entitled" label={words.entitled} />
        <Proven withFacts={subject === null && about.kind === 'platform'} />
        <Submit label={words.submit} />
      </Form>
      <p className="links">
        <a href={href('notice', {}, { url: address })}>{words.notice}</a>
        <a href={href('domain', {}, platformOrClientQuery(about))}>{words.domain}</a>
        {subject === null ? null : (
          <a href={href('dispute', {}, { sujet: subject })}>{words.dispute}</a>
        )}
      </p>
    </>
  );
}

const PROVEN = ['receipt', ...REPLY_FACTS] as const;

/**
 * Fields for the holder of a proven domain: the receipt, and a platform's statements about itself.
 */
function Proven({ withFacts }: { withFacts: boolean }) {
  const { t } = usePage();
  const words = t.replies.form;
  const filled = useFilled(PROVEN);
  return (
    <details open={filled}>
      <summary>{words.proven}</summary>
      <p className="hint">{words.provenSay}</p>
      <TextField
        name="receipt"
        label={words.receipt}
        hint={words.receiptHint}
        maxLength={60}
        optional
      />
      {withFacts ? (
        <fieldset className="plain">
          <legend>{words.factsTitle}</legend>
          <p className="hint">{words.factsSay}</p>
          {REPLY_FACTS.map((name) => (
            <TextField
              key={name}
              name={name}
              label={t.replies.facts[name]}
              maxLength={MAX_SHORT_TEXT_LENGTH}
              optional
            />
          ))}
        </fieldset>
      ) : null}
    </details>
  );
}
