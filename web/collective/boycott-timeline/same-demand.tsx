import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';

type Props = { boycott: BoycottResponse };

/** One demand across platforms and clients: the boycotts that name each other. */
export function SameDemand({ boycott: { sameDemand } }: Props) {
  const { t, href } = usePage();
  const words = t.boycotts.sameDemand;
  if (sameDemand.length === 0) return null;
  return (
    <FoldedSection id="same-demand" title={words.title} say={words.say}>
      <ul className="rows">
        {sameDemand.map((other) => (
          <li key={other.id}>
            <a href={href('boycott', { id: other.id })}>{other.title}</a>{' '}
            <small>
              {[other.platform.name, other.client?.name, t.boycotts.states[other.state]]
                .filter((one) => one !== undefined)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </FoldedSection>
  );
}
