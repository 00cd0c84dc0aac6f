import { usePage } from '#web/page-context.ts';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';

/** For the author of a post: the Monday from which others see it; after that, its receipts. */
export function DueMondayOrReceipts(props: {
  post: { readonly dueOn: string | null; readonly shown: boolean };
  subject: string;
}) {
  const { t, format } = usePage();
  const { dueOn, shown } = props.post;
  if (shown) {
    return (
      <div className="mine-acts">
        <ReceiptsLink subject={props.subject} />
      </div>
    );
  }
  if (dueOn === null) return null;
  return <p className="soft">{t.payouts.mine.shownOn({ day: format.weekday(dueOn) })}</p>;
}
