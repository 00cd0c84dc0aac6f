import type { PostPicture } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';

/** The thumbnails of a post; each opens the picture. */
export function PostPictures(props: { pictures: readonly PostPicture[]; place: number }) {
  const { t } = usePage();
  if (props.pictures.length === 0) return null;
  return (
    <ul className="post-pictures">
      {props.pictures.map((picture, index) => (
        <li key={picture.key}>
          <a href={`/files/${picture.key}/reading.webp`} data-turbo="false">
            <img
              src={`/files/${picture.key}/thumbnail.webp`}
              width={picture.thumbnailWidth}
              height={picture.thumbnailHeight}
              alt={t.forum.post.picture({ count: index + 1, place: props.place })}
              loading="lazy"
              decoding="async"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
