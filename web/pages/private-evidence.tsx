import { MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import {
  ownPrivateEvidenceResponse,
  type OwnPrivateEvidenceResponse,
} from '#shared/collective/private-evidence.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { PictureField } from '#web/evidence/payouts/picture-field.tsx';
import { RedactionReview } from '#web/media/pictures/redaction-review.tsx';
import { Form, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/**
 * Private evidence for two checkers: explanation, form, and pending pieces. `?plateforme=` prefills
 * it.
 */
export const privateEvidence = definePage({
  layout: 'titles-beside',
  membersOnly: true,
  load: async (api, { query }) => ({
    own: await api.get('/api/me/private-evidence', ownPrivateEvidenceResponse),
    platform: await nameOf(api, query['plateforme']),
  }),
  title: (_, { t }) => t.privateEvidence.title,
  body: ({ own, platform }, { t, format, href, viewer }) => {
    const words = t.privateEvidence;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Lines className="prose" of={words.how} />
        <p className="links">
          <a href={href('reportPayout')}>{words.publish}</a>
          {viewer?.moderator === true ? <a href={href('privateChecks')}>{words.checks}</a> : null}
        </p>
        <Waiting evidence={own.evidence} />
        {own.worksThere.length === 0 ? null : (
          <Section title={words.works}>
            <ul>
              {own.worksThere.map(({ platform: place, until }) => (
                <li key={place.slug}>
                  {words.worksUntil({ platform: place.name, day: format.day(until) })}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={words.send}>
          {own.enoughCheckers ? null : <p className="aside">{words.few}</p>}
          <Form
            name="private-evidence"
            action="/api/private-evidence"
            initial={{ platform }}
            once
            upload
          >
            <RedactionReview unpublished />
            <TextField
              name="platform"
              label={words.platform}
              hint={words.platformHint}
              maxLength={200}
            />
            <TextArea
              name="text"
              label={words.text}
              hint={words.textHint}
              rows={5}
              maxLength={MAX_TEXT_LENGTH}
            />
            <PictureField unpublished />
            <Submit label={words.submit} />
          </Form>
        </Section>
      </>
    );
  },
});

/** The platform's name for the form; an unknown slug prefills nothing. */
async function nameOf(api: Api, slug: string | undefined): Promise<string> {
  if (slug === undefined) return '';
  try {
    return (await api.get(`/api/platforms/${encodeURIComponent(slug)}`, platformResponse)).name;
  } catch {
    return '';
  }
}

function Waiting({ evidence }: Pick<OwnPrivateEvidenceResponse, 'evidence'>) {
  const { t, format } = usePage();
  const words = t.privateEvidence;
  if (evidence.length === 0) return null;
  return (
    <Section title={words.waiting}>
      <ul className="mine">
        {evidence.map(({ id, platform, text, picture, until }) => (
          <li key={id}>
            <p className="mine-head">
              <b>{platform.name}</b>
            </p>
            <UserText text={text ?? words.unreadable} />
            {picture === null ? null : (
              <p className="links">
                <a href={picture.url} data-turbo="false">
                  {words.picture}
                </a>
              </p>
            )}
            <p className="soft">{words.until({ day: format.day(until) })}</p>
            <Form
              name={`take-back-${id}`}
              action={`/api/private-evidence/${id}/withdraw`}
              className="inline-form"
            >
              <Submit quiet label={words.takeBack} />
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
