import { MAX_CASES_PER_MODERATOR_A_DAY, flagReasonCode } from '#shared/governance/cases.ts';
import type { ModeratorDeskResponse, ListedCase } from '#shared/governance/case-queue.ts';
import { MAX_ADDRESS_LENGTH } from '#shared/governance/case-handling.ts';
import { groupBy } from '#shared/core/group-by.ts';
import type { DeskQueuesResponse } from '#shared/governance/moderator-desk.ts';
import type { PostBatchesResponse } from '#shared/governance/post-batches.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Select, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { CaseItem } from './case-item.tsx';
import { CollapsedForm } from './collapsed-form.tsx';
import { DeskQueues } from './desk-queues.tsx';

/** Cases with their first words: more would not fit the size of a page. */
const CASES_A_PAGE = 40;

/** A moderator's desk: her next case, all cases, and her workload settings. */
export function ModeratorDesk(props: {
  desk: ModeratorDeskResponse;
  batches: PostBatchesResponse['batches'];
  queues: DeskQueuesResponse['queues'];
}) {
  const { desk } = props;
  const atHand = desk.next === null ? [] : groupOf(desk.next, desk.cases);
  return (
    <>
      <Next desk={desk} group={atHand} />
      <DeskQueues queues={props.queues} />
      <Batches batches={props.batches} />
      <Cases cases={desk.cases.filter((one) => !atHand.includes(one))} />
      <Load desk={desk} />
      <Care desk={desk} />
      <OwnCase cases={desk.cases} />
    </>
  );
}

/** The next case and those listed under it, as one group: the list of all names none of them again. */
function groupOf(next: ListedCase, cases: readonly ListedCase[]): ListedCase[] {
  return cases.filter(({ id, alike }) => id === next.id || alike === next.id);
}

function Next({ desk, group }: { desk: ModeratorDeskResponse; group: readonly ListedCase[] }) {
  const { t, format, href } = usePage();
  const words = t.moderation.desk;
  const { next, quietUntil } = desk;
  return (
    <Section title={words.title} say={words.handle({ handle: desk.handle })}>
      <h3>{words.next}</h3>
      {quietUntil === null ? null : (
        <p>{words.quietUntil({ moment: format.moment(quietUntil) })}</p>
      )}
      {next === null ? (
        <p className="aside">{words.nothing}</p>
      ) : (
        <>
          <ol className="questions">
            <CaseGroup group={group} batchIsLinked />
          </ol>
          {next.batch === null ? null : (
            <p>
              <a className="button" href={href('moderationBatch', { id: next.batch })}>
                {t.moderation.batch.link}
              </a>
            </p>
          )}
          {next.mine ? (
            <p>{words.mine}</p>
          ) : (
            <Form name="next" action="/api/moderation/next">
              <Submit
                quiet={next.batch !== null}
                label={next.batch === null ? words.takeNext : words.takeAlone}
              />
            </Form>
          )}
        </>
      )}
      <p className="soft">{words.today({ taken: desk.takenToday, cap: desk.casesADay })}</p>
    </Section>
  );
}

/** Reported posts that one author wrote on one day, to be handled together. */
function Batches({ batches }: PostBatchesResponse) {
  const { t, format, href } = usePage();
  const words = t.moderation.batch;
  if (batches.length === 0) return null;
  return (
    <Section title={words.desk} say={words.deskSay}>
      <ol className="questions">
        {batches.map(({ case: id, author, day, posts, flagged }) => (
          <li key={id}>
            <p>
              <a href={href('moderationBatch', { id })}>
                {words.item({ author, posts, day: format.day(day) })}
              </a>
            </p>
            <p className="soft">{words.itemFlags({ count: flagged })}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** All cases, a page at a time from `?from=` on. */
function Cases({ cases }: Pick<ModeratorDeskResponse, 'cases'>) {
  const { t, href, query } = usePage();
  const words = t.moderation.desk;
  const from = /^\d{1,3}$/.test(query['from'] ?? '') ? Number(query['from']) : 0;
  const end = from + CASES_A_PAGE;
  const shown = groupBy(cases.slice(from, end), ({ id, alike }) => alike ?? id);
  if (cases.length === 0) return null;
  return (
    <Section id="cases" title={words.all}>
      <ol className="questions">
        {[...shown.values()].map((group) => (
          <CaseGroup key={group[0]?.id} group={group} />
        ))}
      </ol>
      {cases.length <= end ? null : (
        <p className="links">
          <a href={`${href('moderation', {}, { from: String(end) })}#cases`}>
            {words.more({ count: cases.length - end })}
          </a>
        </p>
      )}
    </Section>
  );
}

/** A case, and below it, folded, those that are alike; `batchIsLinked` where its batch has a button. */
function CaseGroup(props: { group: readonly ListedCase[]; batchIsLinked?: boolean }) {
  const { t, href } = usePage();
  const { group } = props;
  const [first, ...others] = group;
  if (first === undefined) return null;
  return (
    <>
      <CaseItem one={first} />
      {others.length === 0 ? null : (
        <li className="alike-cases">
          <details>
            <summary>{t.moderation.desk.alike({ count: group.length })}</summary>
            {first.batch === null || props.batchIsLinked === true ? null : (
              <p>
                <a href={href('moderationBatch', { id: first.batch })}>{t.moderation.batch.link}</a>
              </p>
            )}
            <ol className="questions">
              {others.map((one) => (
                <CaseItem key={one.id} one={one} />
              ))}
            </ol>
          </details>
        </li>
      )}
    </>
  );
}

/** What each moderator has taken on, so that nobody is left alone with it. */
function Load({ desk: { load, handle } }: { desk: ModeratorDeskResponse }) {
  const { t } = usePage();
  const words = t.moderation.desk;
  if (load.length < 2) return null;
  return (
    <Section title={words.load}>
      <ul>
        {load.map((one) => (
          <li key={one.handle}>
            <b>{one.handle}</b> {one.handle === handle ? `(${words.you}) ` : null}
            {words.loadOf({ taken: one.takenToday, cap: one.casesADay, count: one.inHand })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Care({ desk }: { desk: ModeratorDeskResponse }) {
  const { t } = usePage();
  const words = t.moderation.desk;
  const quiet = desk.quietUntil !== null;
  return (
    <Section title={words.care} say={words.quietSay}>
      <Form name="quiet" action="/api/moderation/quiet">
        <Hidden name="quiet" value={quiet ? 'end' : 'begin'} />
        <Submit quiet label={quiet ? words.back : words.quiet} />
      </Form>
      <Form
        name="care"
        action="/api/moderation/care"
        initial={{ casesADay: String(desk.casesADay) }}
      >
        <Select
          name="casesADay"
          label={words.cap}
          options={Array.from({ length: MAX_CASES_PER_MODERATOR_A_DAY }, (_, nth) =>
            String(nth + 1),
          ).map((value) => ({
            value,
            label: value,
          }))}
        />
        <Submit quiet label={words.save} />
      </Form>
    </Section>
  );
}

/** Opens a case; for `?about=`, which a link under the subject names, leads to the one that waits. */
function OwnCase({ cases }: Pick<ModeratorDeskResponse, 'cases'>) {
  const { t, href, query } = usePage();
  const words = t.moderation.desk;
  const about = query['about'] ?? '';
  const waiting = cases.find((one) => one.about === about);
  if (waiting !== undefined) {
    return (
      <Section id="own" title={words.own}>
        <p>
          <a className="button" href={href('moderationCase', { id: waiting.id })}>
            {words.see}
          </a>
        </p>
      </Section>
    );
  }
  return (
    <CollapsedForm
      id="own"
      form="own-case"
      open={about !== ''}
      title={words.own}
      say={words.ownSay}
    >
      <Form name="own-case" action="/api/moderation/cases" initial={{ about }} once>
        <TextField
          name="about"
          label={words.about}
          hint={words.aboutHint}
          maxLength={MAX_ADDRESS_LENGTH}
        />
        <Choice
          name="reason"
          label={t.moderation.flag.reason}
          options={flagReasonCode.options.map((value) => ({
            value,
            label: t.moderation.reasons[value],
          }))}
        />
        <Submit label={words.open} />
      </Form>
    </CollapsedForm>
  );
}
