import type { ReactNode } from 'react';
import type { ListedBoycott } from '#shared/collective/boycotts.ts';
import { usePage } from '#web/page-context.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';

/** Shows the text of a boycott unless it is hidden by a decision or withdrawn. */
export function VisibleBoycottText(props: {
  boycott: Pick<ListedBoycott, 'hiding' | 'withdrawn'>;
  children: ReactNode;
}) {
  const { t } = usePage();
  const { hiding, withdrawn } = props.boycott;
  return (
    <HiddenContent hiding={hiding}>
      {withdrawn ? <p className="aside">{t.boycotts.one.withdrawnSay}</p> : props.children}
    </HiddenContent>
  );
}
