import type { ReactNode } from 'react';
import { CLIENT_CRITERIA, type ClientResponse, type OwnClientReview } from '#shared/clients.ts';
import { monthOf, today } from '#shared/days.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/fields.ts';
import { MAX_REVIEW_TEXT_LENGTH } from '#shared/reviews.ts';
import { usePage } from '#web/context.ts';
import { formatMonth } from '#web/format.ts';
import { MarkRow } from '#web/reviews/mark-row.tsx';
import { monthsUpTo } from '#web/reviews/months.ts';
import { Checkbox, Form, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';

/** Four marks, where and when, a text if wished; filled in with what she said there before. */
export function ClientReviewForm(props: {
  client: ClientResponse;
  own: OwnClientReview | null;
  idempotencyKey: string;
}): ReactNode {
  const { t, now, language, viewer, query } = usePage();
  const { client, own } = props;
  const words = t.reviews.form;
  const months = monthsUpTo(monthOf(today(now)), own?.experiencedMonth);
  const [only] = client.platforms.length === 1 ? client.platforms : [];
  const platform = own?.platform.slug ?? query['plateforme'] ?? only?.slug ?? '';
  return (
    <Form
      name="client-review"
      action={`/api/clients/${client.slug}/review`}
      idempotencyKey={props.idempotencyKey}
      initial={{ platform, ...(own === null ? {} : valuesOf(own)) }}
    >
      {CLIENT_CRITERIA.map((criterion) => (
        <MarkRow key={criterion} criterion={criterion} words={t.clients.criteria[criterion]} />
      ))}
      {client.platforms.length === 0 ? (
        <TextField
          name="platform"
          label={t.clients.rate.platform}
          hint={t.clients.rate.platformHint}
          maxLength={MAX_SHORT_TEXT_LENGTH}
        />
      ) : (
        <Select
          name="platform"
          label={t.clients.rate.platform}
          hint={t.clients.rate.platformHint}
          empty="…"
          options={client.platforms.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      <Select
        name="experiencedMonth"
        label={words.experiencedMonth}
        hint={words.experiencedMonthHint}
        empty={words.chooseMonth}
        options={months.map((month) => ({ value: month, label: formatMonth(month, language) }))}
      />
      <TextArea
        optional
        name="text"
        label={words.text}
        hint={words.textHint}
        rows={5}
        maxLength={MAX_REVIEW_TEXT_LENGTH}
      />
      <Checkbox
        name="solicited"
        label={
          <>
            {words.solicited} <span className="soft">{words.solicitedHint}</span>
          </>
        }
      />
      <Checkbox name="signed" label={words.signed(viewer?.pseudonym ?? '…')} />
      <Submit label={own === null ? words.submit : words.edit} />
    </Form>
  );
}

function valuesOf(own: OwnClientReview): Record<string, string> {
  const marks = CLIENT_CRITERIA.map((criterion) => [criterion, String(own.criteria[criterion])]);
  return {
    ...Object.fromEntries(marks),
    experiencedMonth: own.experiencedMonth,
    text: own.text ?? '',
    solicited: String(own.solicited),
    signed: String(own.signed),
  };
}
