import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { CopyField } from './share-actions.tsx';

/** The page's address to share, with its preview image; null for covered pictures. */
export function ShareLink({ image }: { image: string | null }) {
  const { t, origin, path } = usePage();
  const words = t.gallery.link;
  return (
    <Section title={words.title} say={words.say}>
      <CopyField label={words.label} text={`${origin}${path.split('?')[0]}`} />
      {image === null ? null : (
        <p className="links">
          <a href={image} data-turbo="false">
            {words.preview}
          </a>
        </p>
      )}
    </Section>
  );
}
