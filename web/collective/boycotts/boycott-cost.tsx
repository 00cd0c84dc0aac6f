import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';
import type { RefusedWork } from '#shared/collective/boycott-cost.ts';

/** What the boycott would cost the reader, from her workbook on this device; hidden without one. */
export function BoycottCost({ boycott }: { boycott: BoycottResponse }) {
  const { t, language } = usePage();
  const { platform, client, task, onDays } = boycott;
  const work: RefusedWork = {
    platform: platform.name,
    client: client?.name ?? null,
    task: task?.title ?? null,
  };
  return (
    <p
      data-enhance="boycott-cost"
      data-work={JSON.stringify(work)}
      data-days={onDays}
      data-language={language}
      data-sentence={t.boycotts.carry.cost({ amount: SENTENCE_PLACEHOLDER })}
      hidden
    >
      <b data-part="cost" /> <small>{t.boycotts.carry.costSay}</small>
    </p>
  );
}
