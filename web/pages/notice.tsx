import { MAX_NOTICE_URL_LENGTH } from '#shared/governance/legal.ts';
import {
  MAX_EMAIL_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
} from '#shared/core/form-fields.ts';
import { definePage } from '#web/page.ts';
import { Checkbox, Form, Submit, TextArea, TextField } from '#web/ui/form.tsx';

/** The notice form for anybody; `?url=` prefills the address. */
export const notice = definePage({
  layout: 'content-beside',
  load: async () => null,
  title: (_, { t }) => t.legal.notice.title,
  body: (_, { t, href, query }) => {
    const words = t.legal.notice;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="prose">{words.intro.join(' ')}</p>
        <p className="note">{words.law}</p>
        <Form name="notice" action="/api/notices" initial={{ url: query['url'] ?? '' }}>
          <TextField
            name="url"
            label={words.url}
            hint={words.urlHint}
            maxLength={MAX_NOTICE_URL_LENGTH}
          />
          <TextArea
            name="reasons"
            label={words.reasons}
            hint={words.reasonsHint}
            rows={8}
            maxLength={MAX_TEXT_LENGTH}
          />
          <Checkbox name="aboutMinors" label={words.aboutMinors} />
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            autoComplete="name"
            maxLength={MAX_SHORT_TEXT_LENGTH}
          />
          <TextField
            name="email"
            type="email"
            label={words.email}
            hint={words.emailHint}
            autoComplete="email"
            maxLength={MAX_EMAIL_LENGTH}
          />
          <Checkbox name="goodFaith" label={words.goodFaith} />
          <p className="hint">{words.next}</p>
          <Submit label={words.submit} />
        </Form>
        <p className="links">
          <a href={href('noticeReceipt')}>{words.askStatus}</a>
        </p>
      </>
    );
  },
});
