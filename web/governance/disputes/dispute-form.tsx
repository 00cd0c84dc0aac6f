import { PLATFORM_FACTS } from '#shared/directory/platform-corrections.ts';
import { DISPUTE_REASONS } from '#shared/governance/disputes.ts';
import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import type { ReplyTarget } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { AnsweredSubject } from '#web/governance/right-of-reply/answered-subject.tsx';
import { platformOrClientQuery } from '#web/governance/right-of-reply/platform-or-client-query.ts';
import { Form, Hidden, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';

/**
 * The form in which the holder of a receipt disputes a subject or a fact of a platform, with a
 * reason.
 */
export function DisputeForm({ target }: { target: ReplyTarget }) {
  const { t, href } = usePage();
  const words = t.domains.dispute;
  const { about, subject } = target;
  return (
    <>
      <AnsweredSubject target={target} label={words.about} />
      <p className="prose">{words.intro.join(' ')}</p>
      <Form name="dispute" action="/api/disputes">
        {subject === null ? (
          <Select
            name="about"
            label={words.about}
            empty={words.chooseFact}
            options={PLATFORM_FACTS.map((fact) => ({
              value: `fact/${fact}`,
              label: t.platforms.facts[fact],
            }))}
          />
        ) : (
          <>
            <Hidden name="about" value={subject} />
            <Select
              name="reason"
              label={words.reason}
              empty={words.chooseReason}
              options={DISPUTE_REASONS.map((value) => ({ value, label: words.reasonNames[value] }))}
            />
          </>
        )}
        <TextArea
          name="reasons"
          label={words.reasons}
          hint={subject === null ? `${words.reasonsHint} ${words.factPublic}` : words.reasonsHint}
          rows={6}
          maxLength={MAX_TEXT_LENGTH}
        />
        <TextField
          name="receipt"
          label={t.domains.typedReceipt}
          hint={t.domains.typedReceiptHint}
          maxLength={60}
        />
        <Submit label={words.submit} />
      </Form>
      <p>
        {words.instead}{' '}
        <a href={href('domain', {}, platformOrClientQuery(about))}>{t.replies.form.domain}</a>
      </p>
    </>
  );
}
