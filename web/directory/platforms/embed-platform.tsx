import { usePage } from '#web/page-context.ts';
import { BADGE, badgePath, embedCodes } from '#web/site/share/embed-paths.ts';
import { CopyField } from '#web/site/share/share-actions.tsx';
import { Section } from '#web/ui/section.tsx';

/** The verdict for a blog or a forum: its badge, and codes to copy. */
export function EmbedPlatform({ slug, name }: { slug: string; name: string }) {
  const { t, language, origin } = usePage();
  const words = t.embeds;
  const alt = words.alt({ name });
  const codes = embedCodes({ slug, alt }, language, origin);
  return (
    <Section title={words.title} say={words.say}>
      <p>
        <img src={badgePath(slug, language)} {...BADGE} loading="lazy" alt={alt} />
      </p>
      <CopyField label={words.badge} text={codes.badge} />
      <CopyField label={words.forum} text={codes.forum} />
      <CopyField label={words.card} text={codes.card} />
    </Section>
  );
}
