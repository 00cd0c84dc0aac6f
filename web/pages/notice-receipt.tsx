import { noticeResponse, type NoticeResponse } from '#shared/governance/legal.ts';
import { definePage } from '#web/page.ts';
import { NoticeState } from '#web/governance/legal/notice-state.tsx';
import { Form, Submit, TextField } from '#web/ui/form.tsx';

/**
 * `receipt` is there once, in the answer to the form; `answer` only for the holder of the receipt.
 */
type Data = { notice: NoticeResponse | null; receipt: string | null; answer: string | null };

/** The state of a notice: right after sending, or later by its receipt. */
export const noticeReceipt = definePage<Data>({
  layout: 'content-beside',
  load: async (api, { query }) => {
    const id = query['notice'];
    if (id === undefined) return { notice: null, receipt: null, answer: null };
    const path = `/api/notices/${encodeURIComponent(id)}`;
    return { notice: await api.get(path, noticeResponse), receipt: null, answer: null };
  },
  title: ({ receipt }, { t }) =>
    receipt === null ? t.legal.receipt.title : t.legal.receipt.received,
  head: () => ({ noIndex: true }),
  body: ({ notice, receipt, answer }, { t, format, href }) => {
    const words = t.legal.receipt;
    return (
      <>
        <h1>{receipt === null ? words.title : words.received}</h1>
        {receipt === null ? null : (
          <section className="filed-notice" aria-label={words.yourCode}>
            <p>{words.yourCode}</p>
            <p className="filed-notice-code">{receipt}</p>
            <p>
              {words.keep} {words.never}
            </p>
          </section>
        )}
        {notice === null ? null : (
          <section className="prose">
            <p>
              {words.number} <code>{notice.id}</code>.{' '}
              {words.receivedOn({ day: format.day(notice.receivedOn) })}
            </p>
            <NoticeState notice={notice} answer={answer} />
          </section>
        )}
        {receipt === null ? (
          <Form name="noticeStatus" action="/api/notices/status">
            <TextField name="receipt" label={words.code} hint={words.codeHint} maxLength={60} />
            <Submit label={words.submit} />
          </Form>
        ) : null}
        <p className="links">
          <a href={href('notice')}>{words.another}</a>
        </p>
      </>
    );
  },
});
