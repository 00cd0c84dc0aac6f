import { OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { AskedCount, askedOf } from './asked-count.tsx';
import { sectionOf } from './sections.ts';

/** The five places that a thumb reaches on a phone. */
export function FootBar({ home }: { home: string }) {
  const { href, t, viewer, path } = usePage();
  const section = sectionOf(path).phone;
  const places = [
    ['home', home, 'home', t.common.home],
    ['platforms', href('platforms'), 'list', t.common.platforms],
    ['report', href('reportPayout'), 'plus', t.common.report],
    ['forum', href('forum'), 'bubble', t.forum.title],
    ['me', href('me'), 'person', t.common.me],
  ] as const;
  return (
    <nav className="foot-bar" aria-label={t.common.shortcuts}>
      <ul>
        {places.map(([place, address, icon, label]) => (
          <li key={place}>
            <a
              href={address}
              className={place === 'report' ? 'report' : undefined}
              aria-current={place === section ? 'page' : undefined}
            >
              {place === 'report' ? (
                <span>
                  <Icon name={icon} />
                </span>
              ) : (
                <Icon name={icon} />
              )}
              {label}
              {place === 'home' && viewer !== null ? (
                <OwnValues of={AskedCount} from={askedOf} />
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
