import { usePage } from '#web/page-context.ts';

/** What a visitor accepts who publishes with a new account, below the button. */
export function Acceptance() {
  const { t, href } = usePage();
  const words = t.payouts.report;
  return (
    <p className="note accept">
      {words.accept} <a href={href('siteRules')}>{words.rules}</a>. {words.copied} {words.withdraw}
    </p>
  );
}
