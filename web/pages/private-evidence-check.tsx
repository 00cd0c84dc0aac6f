import { privateCheckResponse } from '#shared/collective/private-evidence.ts';
import { definePage } from '#web/page.ts';
import { Choice, Form, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** One piece of private evidence for a checker: text, picture behind a click, answer. */
export const privateEvidenceCheck = definePage({
  membersOnly: true,
  load: (api, { parameters }) =>
    api.get(
      `/api/private-evidence/${encodeURIComponent(parameters['id'] ?? '')}`,
      privateCheckResponse,
    ),
  title: ({ platform }, { t }) => t.privateEvidence.check.title({ platform: platform.name }),
  body: ({ id, platform, text, picture, until, accepted }, { t, format, href }) => {
    const { check: words, queue } = t.privateEvidence;
    return (
      <>
        <div className="me-head">
          <Tile name={platform.name} size="large" />
          <h1>{words.title({ platform: platform.name })}</h1>
        </div>
        <p className="sub">{words.say}</p>
        <p className="soft">{queue.until({ day: format.day(until) })}</p>
        <div className="two even">
          <Section title={words.text}>
            <UserText text={text ?? words.unreadable} />
            {picture === null ? (
              <p className="soft">{words.noPicture}</p>
            ) : (
              <div className="hard-picture">
                <label>
                  <input type="checkbox" /> <span>{words.show}</span>
                </label>
                <img
                  src={picture.url}
                  alt={words.picture}
                  width={picture.width}
                  height={picture.height}
                  loading="lazy"
                />
              </div>
            )}
          </Section>
          <Section title={words.question}>
            <Lines className="prose" of={words.rules} />
            {accepted === true ? <p className="aside">{words.accepted}</p> : null}
            <Form name="private-voice" action={`/api/private-evidence/${id}/voice`}>
              <Choice
                name="accepts"
                label={words.question}
                options={[
                  { value: 'yes', label: words.yes },
                  { value: 'no', label: words.no },
                ]}
              />
              <Submit label={words.submit} />
            </Form>
          </Section>
        </div>
        <p className="links">
          <a href={href('privateChecks')}>{words.all}</a>
        </p>
      </>
    );
  },
});
