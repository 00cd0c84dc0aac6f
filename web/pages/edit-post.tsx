import { MAX_POST_PICTURES, postResponse, type PostResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { postPositionAddress } from '#web/community/forum/page-addresses.ts';
import { postApiPath } from '#web/community/forum/api-paths.ts';
import { PostFields } from '#web/community/forum/post-fields.tsx';
import { PostPictures } from '#web/community/forum/post-pictures.tsx';
import { definePage } from '#web/page.ts';
import { Choice, Form, Submit } from '#web/ui/form.tsx';

/** Edits a post; the earlier version stays readable. */
export const editPost = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { parameters }) => ({
    found: await api.get(postApiPath(parameters['id'] ?? ''), postResponse),
    key: crypto.randomUUID(),
  }),
  title: ({ found: { place } }, { t }) => t.forum.edit.title({ place }),
  body: ({ found }, { t, language, form }) => {
    const words = t.forum.edit;
    const { thread, place, post } = found;
    return (
      <>
        <h1>{words.title({ place })}</h1>
        <p className="sub with-link">
          <a href={postPositionAddress(language, thread.id, place)}>{thread.title}</a>
        </p>
        {/* A refused form is always shown, so that no text is lost. */}
        {post.can.edit || form?.form === 'edit' ? (
          <EditForm found={found} />
        ) : (
          <p className="aside">{post.html === null ? words.gone : words.notYours}</p>
        )}
      </>
    );
  },
});

function EditForm(props: { found: PostResponse }) {
  const { t, language } = usePage();
  const words = t.forum.edit;
  const { found } = props;
  const { id, thread, place, post, text } = found;
  const { pictures } = post;
  return (
    <Form
      name="edit"
      action={postApiPath(id)}
      className="form post-form"
      upload
      once
      initial={{ text: text ?? '' }}
    >
      <p className="hint">{words.sub}</p>
      {post.covering === null ? null : <p className="note">{words.covered}</p>}
      <PostFields edits rows={12} noPicture={pictures.length >= MAX_POST_PICTURES} />
      {pictures.length === 0 ? null : (
        <>
          <PostPictures pictures={pictures} place={place} />
          <Choice
            name="remove"
            label={words.remove}
            hint={words.removeHint}
            options={[
              { value: '', label: words.keepAll },
              ...pictures.map(({ key }, index) => ({
                value: key,
                label: words.removeOne({ count: index + 1 }),
              })),
            ]}
          />
        </>
      )}
      {pictures.length < MAX_POST_PICTURES ? null : (
        <p className="hint">{words.full({ count: MAX_POST_PICTURES })}</p>
      )}
      <Submit label={words.send} />
      <p className="links">
        <a href={postPositionAddress(language, thread.id, place)}>{words.cancel}</a>
      </p>
    </Form>
  );
}
