import { MAX_CASES_PER_MODERATOR_A_DAY, flagReasonCode } from '#shared/governance/cases.ts';
import type { ModeratorDeskResponse, ListedCase } from '#shared/governance/case-queue.ts';
import { groupBy } from '#shared/core/group-by.ts';
import type { PostBatchesResponse } from '#shared/governance/post-batches.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { Choice, Form, Hidden, Select, Submit, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { CollapsedForm } from './collapsed-form.tsx';
import { subjectKindInWords, caseAgeInWords } from './case-text.ts';

/** A moderator's desk: her next case, all cases, and her workload settings. */
export function ModeratorDesk(props: {
  desk: ModeratorDeskResponse;
  batches: PostBatchesResponse['batches'];
}) {
  const { t } = usePage();
  const { desk } = props;
  return (
    <>
      <Next desk={desk} />
      <Batches batches={props.batches} />
      <Section title={t.moderation.desk.all}>
        <ol className="questions">
          {[...groupBy(desk.cases, ({ id, alike }) => alike ?? id).values()].map((group) => (
            <CaseGroup key={group[0]?.id} group={group} />
          ))}
        </ol>
      </Section>
      <Load desk={desk} />
      <Care desk={desk} />
      <OwnCase />
    </>
  );
}

function Next({ desk }: { desk: ModeratorDeskResponse }) {
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
            <CaseItem one={next} />
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

/** A case, and below it, folded, those that are alike. */
function CaseGroup({ group }: { group: readonly ListedCase[] }) {
  const { t, href } = usePage();
  const [first, ...others] = group;
  if (first === undefined) return null;
  return (
    <>
      <CaseItem one={first} />
      {others.length === 0 ? null : (
        <li className="alike-cases">
          <details>
            <summary>{t.moderation.desk.alike({ count: group.length })}</summary>
            {first.batch === null ? null : (
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

function CaseItem({ one }: { one: ListedCase }) {
  const page = usePage();
  const { t, format, href } = page;
  const words = t.moderation.desk;
  const { id, about, reason, urgent, state, openedAt, dueAt, flags, takenBy, mine } = one;
  return (
    <li>
      <p>
        <a href={href('moderationCase', { id })}>
          {subjectKindInWords(about, t)}, {reasonOf(reason, t)}
        </a>{' '}
        {urgent ? <span className="tag">{t.moderation.urgent}</span> : null}
      </p>
      <p className="soft">
        {t.moderation.states[state]} · {caseAgeInWords(openedAt, page)} ·{' '}
        {words.flags({ count: flags })}
        {dueAt === null ? null : ` · ${words.due({ moment: format.moment(dueAt) })}`}
        {mine ? ` · ${words.yours}` : null}
        {takenBy === null || mine ? null : ` · ${words.takenBy({ handle: takenBy })}`}
      </p>
    </li>
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

function OwnCase() {
  const { t } = usePage();
  const words = t.moderation.desk;
  return (
    <CollapsedForm id="own" form="own-case" title={words.own} say={words.ownSay}>
      <Form name="own-case" action="/api/moderation/cases" once>
        <TextField name="about" label={words.about} hint={words.aboutHint} maxLength={40} />
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

function reasonOf(reason: string, t: Messages): string {
  const known = flagReasonCode.safeParse(reason);
  return known.success ? t.moderation.reasons[known.data].toLowerCase() : reason;
}
