import type { ReactNode } from 'react';
import type { PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from './icon.tsx';

/** A row that leads to another page of the site: its name, a line below it, an arrow. */
export function LinkRow(props: {
  page: PageName;
  parameters?: Readonly<Record<string, string>>;
  /** The part of the page that it leads to. */
  anchor?: string;
  label: string;
  children?: ReactNode;
}) {
  const { href } = usePage();
  const anchor = props.anchor === undefined ? '' : `#${props.anchor}`;
  return (
    <li>
      <a href={`${href(props.page, props.parameters)}${anchor}`}>
        <span className="row-words">
          <b>{props.label}</b>
          {props.children}
        </span>
        <Icon name="next" />
      </a>
    </li>
  );
}
