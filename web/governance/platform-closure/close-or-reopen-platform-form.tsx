import {
  PLATFORM_DECISION_RULES,
  type PlatformDecisionKind,
} from '#shared/directory/platform-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Submit } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Section } from '#web/ui/section.tsx';

/** The form with which a moderator closes or reopens the platform, by a rule and with a reason. */
export function CloseOrReopenPlatformForm(props: { slug: string; closed: boolean }) {
  const { t } = usePage();
  const words = t.platforms.decisions;
  const kind: PlatformDecisionKind = props.closed ? 'reopen-platform' : 'close-platform';
  return (
    <Section title={words.title} say={words.say} id="decision">
      <Form name="decision" action={`/api/platforms/${props.slug}/decisions`} once>
        <Hidden name="kind" value={kind} />
        <Choice
          name="rule"
          label={words.rule}
          options={PLATFORM_DECISION_RULES[kind].map((rule) => ({
            value: rule,
            label: words.rules[rule],
          }))}
        />
        <Reason words={words} />
        <Submit label={words.send[kind]} />
      </Form>
    </Section>
  );
}
