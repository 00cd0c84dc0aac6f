import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { sectionOf } from './sections.ts';

/** The five places that a thumb reaches on a phone. */
export function FootBar({ home }: { home: string }) {
  const { href, t, viewer, askedClaims, path } = usePage();
  const section = sectionOf(path).phone;
  const asked = viewer === null ? 0 : askedClaims;
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
              {place === 'home' && asked > 0 ? (
                <span className="count-badge">
                  <span aria-hidden="true">{asked}</span>
                  <span className="hidden-visually">{t.claims.asked({ count: asked })}</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
