import {
  FLAG_REASONS,
  flagReasonCode,
  parseSubjectName,
  subjectName,
} from '#shared/governance/cases.ts';
import { MAX_FLAG_LENGTH, flagResponse, type FlagResponse } from '#shared/governance/flags.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Checkbox, Choice, Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { ThreatHelp } from '#web/governance/threat-help/threat-help.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { nounFor } from '#web/i18n/nouns.ts';

/** What the form flags; null when the address names nothing that can be flagged. */
type Data = { flag: FlagResponse } | null;

/** Flags the subject of `?about=`: the rule it breaks, and why. */
export const flag = definePage<Data>({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    const about = subjectName.safeParse(query['about']);
    if (!about.success || viewer === null) return null;
    return {
      flag: await api.get(`/api/flags?about=${encodeURIComponent(about.data)}`, flagResponse),
    };
  },
  title: (_, { t }) => t.moderation.flag.title,
  body: (data, { t, href }) => {
    const words = t.moderation.flag;
    return (
      <>
        <Done messages={t.moderation.done} />
        <h1>{words.title}</h1>
        {data === null ? <p className="aside">{words.none}</p> : <Flag {...data} />}
        <p className="links">
          <a href={href('siteRules')}>{words.rules}</a>
          <a href={href('notice')}>{words.notice}</a>
        </p>
      </>
    );
  },
});

function Flag({ flag: known }: NonNullable<Data>) {
  const { t, format } = usePage();
  const words = t.moderation.flag;
  const { own, mine, paused, settled, about } = known;
  if (own) return <p className="aside">{words.own}</p>;
  if (mine !== null) {
    return (
      <>
        <div className="aside">
          <p>{words.mine({ reason: t.moderation.reasons[mine.reason] })}</p>
          <UserText text={mine.sentence} />
          <p>{words.next}</p>
        </div>
        {mine.reason === 'threat' ? (
          <Section id="threat" title={t.moderation.threat.title}>
            <ThreatHelp />
          </Section>
        ) : null}
      </>
    );
  }
  if (paused !== null) {
    return (
      <div className="alert">
        <p>{words.paused({ day: format.day(paused.endsOn) })}</p>
        <p>{words.pausedWhy({ unfounded: paused.unfounded, flags: paused.flags })}</p>
      </div>
    );
  }
  const open = flagReasonCode.options.filter((reason) => !settled.includes(reason));
  return (
    <>
      <p className="sub">
        {words.about({ thing: nounFor(parseSubjectName(about).kind, 'one', t) ?? about })}
      </p>
      <Lines className="prose" of={words.what} />
      {settled.length === 0 ? null : <p className="soft">{words.settled}</p>}
      <Form name="case-flag" action="/api/flags" once>
        <Hidden name="about" value={about} />
        <Choice
          name="reason"
          label={words.reason}
          options={open.map((value) => ({
            value,
            label: `${t.moderation.reasons[value]} (${FLAG_REASONS[value]})`,
          }))}
        />
        <TextArea
          name="sentence"
          label={words.sentence}
          hint={words.sentenceHint}
          rows={3}
          maxLength={MAX_FLAG_LENGTH}
        />
        <Checkbox name="ratedParty" label={words.ratedParty} />
        <p className="hint">{words.ratedPartyHint}</p>
        <Submit label={words.send} />
      </Form>
    </>
  );
}
