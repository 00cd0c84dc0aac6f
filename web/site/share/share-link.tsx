import { useId } from 'react';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** The page's address to share, with its preview image; null for covered pictures. */
export function ShareLink({ image }: { image: string | null }) {
  const { t, origin, path } = usePage();
  const words = t.gallery.link;
  const id = useId();
  return (
    <Section title={words.title} say={words.say}>
      <div className="field share-link" data-enhance="copy" data-copied={words.copied}>
        <label htmlFor={id}>{words.label}</label>
        <div>
          <input id={id} type="text" readOnly defaultValue={`${origin}${path.split('?')[0]}`} />
          <button type="button" className="button second" hidden>
            {words.copy}
          </button>
        </div>
      </div>
      {image === null ? null : (
        <p>
          <a href={image} data-turbo="false">
            {words.preview}
          </a>
        </p>
      )}
    </Section>
  );
}
