import {
  DEBATE_HOURS,
  MIN_PLEDGE_THRESHOLD,
  BOYCOTT_DURATION_DAYS,
  PLEDGE_HOURS,
  type BoycottPace,
} from '#shared/collective/boycotts.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { useField } from '#web/ui/field-state.ts';
import { Form, Hidden, Select, Submit } from '#web/ui/form.tsx';
import { BoycottTextFields } from './boycott-text-fields.tsx';
import { AddEvidenceLinks } from './add-evidence-links.tsx';

type Named = { readonly slug: string; readonly name: string };

/** The target, and the platforms on which it exists. */
export type ProposedTarget = { readonly name: string; readonly platforms: readonly Named[] } & (
  | { readonly kind: 'platform' }
  | { readonly kind: 'client'; readonly slug: string }
  | { readonly kind: 'task'; readonly id: string }
);

/** The approximate number of possible pledgers, and the highest goal for them, by platform. */
export type PossiblePledgersByPlatform = readonly {
  readonly name: string;
  readonly atLeast: Readonly<Record<BoycottPace, number>>;
  readonly maxThreshold: Readonly<Record<BoycottPace, number>>;
}[];

const PACE = 'rythme';

/** The form of a call: target, pace, text, deadlines. */
export function ProposeBoycottForm(props: {
  target: ProposedTarget;
  places: readonly Named[];
  eligible: PossiblePledgersByPlatform;
}) {
  const { t, href, query, form } = usePage();
  const words = t.boycotts.forms;
  const { target } = props;
  const mine = new Set(props.places.map(({ slug }) => slug));
  const open = target.platforms.filter(({ slug }) => mine.has(slug));
  // A refused form still offers the target's platforms, even if she has no evidence there any more.
  const offered = open.length === 0 && form?.form === 'boycott' ? target.platforms : open;
  const [first, ...others] = offered;
  const pace: BoycottPace = query[PACE] === 'rapide' ? 'fast' : 'ordinary';
  if (first === undefined) return <NotThere platforms={target.platforms} />;
  return (
    <>
      <p className="boycott-target">
        <b>{words.what}</b>
        <RefusedTarget target={target} platform={first} />{' '}
        <a href={href('proposeBoycott')}>{words.elsewhere}</a>
      </p>
      <Pace pace={pace} />
      <HowMany eligible={props.eligible} pace={pace} />
      <Form
        name="boycott"
        action="/api/boycotts"
        once
        initial={{
          platform: first.slug,
          threshold: String(MIN_PLEDGE_THRESHOLD),
          debateHours: String(DEBATE_HOURS[pace][0]),
          pledgeHours: String(PLEDGE_HOURS[pace][0]),
          onDays: String(BOYCOTT_DURATION_DAYS[1]),
        }}
      >
        <Hidden name="target" value={target.kind} />
        {target.kind === 'client' ? <Hidden name="client" value={target.slug} /> : null}
        {target.kind === 'task' ? <Hidden name="task" value={target.id} /> : null}
        {others.length === 0 ? (
          <Hidden name="platform" value={first.slug} />
        ) : (
          <Select
            name="platform"
            label={words.platform}
            hint={words.platformHint}
            options={offered.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        )}
        {/* From the address rather than the form: the choices below depend on it. */}
        <input type="hidden" name="pace" value={pace} />
        <Unasked platform={first} />
        <BoycottTextFields
          maxThresholds={props.eligible.map(({ name, maxThreshold }) => ({
            name,
            most: maxThreshold[pace],
          }))}
        />
        <Deadlines pace={pace} />
        <Submit label={words.send} />
      </Form>
    </>
  );
}

/** Tells a member without evidence on any of the platforms, before she writes a whole call. */
function NotThere({ platforms }: { platforms: readonly Named[] }) {
  const words = usePage().t.boycotts.forms;
  const [first] = platforms;
  if (first === undefined) return <p className="aside">{words.noPlatform}</p>;
  return (
    <div className="aside">
      <p>{words.notThere({ platforms: platforms.map(({ name }) => name).join(', ') })}</p>
      <p>{words.notThereDo}</p>
      <AddEvidenceLinks {...(platforms.length === 1 ? { platform: first.slug } : {})} />
    </div>
  );
}

/** Tells whether there are enough possible pledgers: a call that cannot succeed takes two weeks. */
function HowMany({ eligible, pace }: { eligible: PossiblePledgersByPlatform; pace: BoycottPace }) {
  const words = usePage().t.boycotts.forms;
  return eligible.map(({ name, atLeast }) => (
    <p key={name} className={atLeast[pace] === 0 ? 'aside' : 'note'}>
      {atLeast[pace] === 0
        ? words.tooFew({ platform: name })
        : words.enough({ people: atLeast[pace], platform: name })}
    </p>
  ));
}

/** Errors of fields that the form does not show, above its first field. */
function Unasked({ platform }: { platform: Named }) {
  const { form } = usePage();
  const issues = [useField('platform'), useField('client'), useField('task'), useField('pace')]
    .map(({ issue }) => issue)
    .filter((issue) => issue !== null);
  if (issues.length === 0) return null;
  return (
    <div>
      {issues.map((issue) => (
        <p key={issue} className="issue">
          {issue}
        </p>
      ))}
      {form?.fields['platform']?.code === 'no-evidence-there' ? (
        <AddEvidenceLinks platform={platform.slug} />
      ) : null}
    </div>
  );
}

function RefusedTarget({ target, platform }: { target: ProposedTarget; platform: Named }) {
  const words = usePage().t.boycotts.refuse.asked;
  switch (target.kind) {
    case 'platform':
      return words.platform({ platform: platform.name });
    case 'client':
      return words.client({
        client: target.name,
        platform: target.platforms.map(({ name }) => name).join(', '),
      });
    case 'task':
      return words.task({ task: target.name, platform: platform.name });
  }
}

/** The pace of the call, changed by a link before anything is typed. */
function Pace({ pace }: { pace: BoycottPace }) {
  const { t, href, query } = usePage();
  const words = t.boycotts.forms;
  const about = Object.fromEntries(
    [SUBJECT_PARAMETERS.platform, SUBJECT_PARAMETERS.client, SUBJECT_PARAMETERS.task].map(
      (name) => [name, query[name]],
    ),
  );
  const other = href(
    'proposeBoycott',
    {},
    { ...about, [PACE]: pace === 'fast' ? undefined : 'rapide' },
  );
  return (
    <p className="boycott-target">
      <b>{words.pace}</b>
      {pace === 'fast' ? words.fast : words.ordinary}.{' '}
      {pace === 'fast' ? words.fastSay : words.ordinarySay}{' '}
      <a href={other}>{pace === 'fast' ? words.toOrdinary : words.toFast}</a>
    </p>
  );
}

const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 7 * HOURS_A_DAY;

function hoursInWords(hours: number, words: Messages['boycotts']['forms']): string {
  return hours % HOURS_A_WEEK === 0
    ? words.weeks({ count: hours / HOURS_A_WEEK })
    : words.days({ days: hours / HOURS_A_DAY });
}

function Deadlines({ pace }: { pace: BoycottPace }) {
  const words = usePage().t.boycotts.forms;
  const hours = (all: readonly number[]) =>
    all.map((value) => ({ value: String(value), label: hoursInWords(value, words) }));
  return (
    <>
      <Select
        name="debateHours"
        label={words.debateHours}
        hint={words.debateHint}
        options={hours(DEBATE_HOURS[pace])}
      />
      <Select
        name="pledgeHours"
        label={words.pledgeHours}
        hint={words.pledgeHint}
        options={hours(PLEDGE_HOURS[pace])}
      />
      <Select
        name="onDays"
        label={words.onDays}
        hint={words.onHint}
        options={BOYCOTT_DURATION_DAYS.map((value) => ({
          value: String(value),
          label: words.days({ days: value }),
        }))}
      />
    </>
  );
}
