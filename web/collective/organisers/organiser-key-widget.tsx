import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { DropOrganiserForm } from './drop-organiser-form.tsx';
import { ORGANISER_KEY_STATUSES, type OrganiserKeyStatus } from './organiser-key-statuses.ts';

const BEFORE: readonly OrganiserKeyStatus[] = ['make', 'making', 'given', 'not-here', 'not-taken'];
const WHILE: readonly OrganiserKeyStatus[] = [
  'signing',
  'signed',
  'refused',
  'record-waits',
  'no-record',
  'elsewhere',
];
const BAD: readonly OrganiserKeyStatus[] = [
  'refused',
  'no-record',
  'not-taken',
  'not-here',
  'elsewhere',
];

/**
 * The viewer's organiser key; nothing for others. All sentences are here; the script
 * (`web/collective/enhance/boycott-key.ts`) makes the key, signs, and shows the current sentence:
 *
 * - `[data-enhance=boycott-key]`: `data-boycott` its id, `data-pace`, `data-state` the step,
 *   `data-given` "true" once the site has a key of hers.
 * - `[data-key-static]`: shown without a script, hidden by it.
 * - `[data-key-say=NAME]`: one for each of ORGANISER_KEY_STATUSES possible at this step, hidden.
 * - `[data-key-waiting]`: number of waiting requests; hidden once all are signed.
 * - `[data-make]`: the buttons that make a key.
 */
export function OrganiserKeyWidget({ boycott }: { boycott: BoycottResponse }) {
  const { t, viewer } = usePage();
  const words = t.boycotts.organisers.own;
  const { id, state, pace, ownKey } = boycott;
  const isBefore = state === 'proposed' || state === 'debated';
  if (ownKey === null || viewer === null || (!isBefore && state !== 'pledging')) return null;
  const { given, waiting } = ownKey;
  return (
    <div className="own-key">
      <h3>{given ? words.titleGiven : words.title}</h3>
      {isBefore ? words.before.map((sentence) => <p key={sentence}>{sentence}</p>) : null}
      <div
        data-enhance="boycott-key"
        data-boycott={id}
        data-pace={pace}
        data-state={isBefore ? 'before' : 'pledging'}
        data-given={given}
      >
        {isBefore ? null : <p data-key-waiting>{words.waiting({ count: waiting })}</p>}
        <p className="aside" data-key-static>
          {words.needsScript}
        </p>
        <div role="status">
          {ORGANISER_KEY_STATUSES.filter((say) => !(isBefore ? WHILE : BEFORE).includes(say)).map(
            (say) => (
              <div key={say} className={toneOf(say)} data-key-say={say} hidden>
                {t.boycotts.organisers.says[say].map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
                {say === 'make' || say === 'not-here' ? (
                  <button
                    type="button"
                    className={say === 'make' ? 'button' : 'button second'}
                    data-make
                  >
                    {say === 'make' ? words.make : words.makeAnew}
                  </button>
                ) : null}
              </div>
            ),
          )}
        </div>
      </div>
      {isBefore ? (
        <DropOrganiserForm
          boycott={boycott}
          name="own"
          pseudonym={viewer.pseudonym}
          label={given ? words.takeBack : words.decline}
        />
      ) : null}
    </div>
  );
}

function toneOf(say: OrganiserKeyStatus): 'done' | 'alert' | 'aside' {
  if (say === 'given' || say === 'signed') return 'done';
  return BAD.includes(say) ? 'alert' : 'aside';
}
