import { FLAG_REASONS, flagReasonCode } from '#shared/governance/cases.ts';
import {
  CASE_RULES,
  MAX_CASE_FACTS_LENGTH,
  VEIL_RULES,
  caseRule,
  type CaseResponse,
  type CaseRule,
} from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Select, Submit, TextArea } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Section } from '#web/ui/section.tsx';
import { proposedMeasureInWords } from '#web/governance/case-decisions/measure-words.ts';
import { CollapsedForm } from './collapsed-form.tsx';
import { ruleInWords } from './case-text.ts';
import type { WordsBefore } from './words-before.ts';

type Props = { one: CaseResponse };

/** The form that takes a case, at the top of its page: on a phone the text would push it off the screen. */
export function TakeCaseForm({ id }: { id: string }) {
  const { t } = usePage();
  return (
    <Form name="take" action={`/api/moderation/cases/${id}/take`}>
      <Submit label={t.moderation.case.take} />
    </Form>
  );
}

/** Buttons to give a case back, review it, or close it without action. */
export function CaseButtons({ one }: Props) {
  const { t, form } = usePage();
  const words = t.moderation.case;
  const { id, can } = one;
  const act = (path: string): string => `/api/moderation/cases/${id}/${path}`;
  return (
    <>
      {can.release ? (
        <Form name="release" action={act('release')}>
          <Submit quiet label={words.release} />
        </Form>
      ) : null}
      {can.giveBack ? <GiveBackCaseForm id={id} /> : null}
      {can.withdraw ? (
        <Form name="withdraw" action={act('withdraw')}>
          <Submit quiet label={words.withdraw} />
        </Form>
      ) : null}
      {can.reopen ? (
        <Form name="reopen" action={act('reopen')}>
          <p className="hint">{words.reopenSay}</p>
          <Submit quiet label={words.reopen} />
        </Form>
      ) : null}
      {can.dismiss ? (
        <Section title={words.dismissTitle} say={words.dismissSay}>
          <details open={form?.form === 'dismiss' || form?.form === 'unfounded'}>
            <summary>{words.dismiss}</summary>
            <Form name="dismiss" action={act('dismiss')} once>
              <Submit label={words.dismissConfirm} destructive />
            </Form>
            {one.flags.length === 0 ? null : (
              <Form name="unfounded" action={act('dismiss')} once>
                <Hidden name="unfounded" value="on" />
                <Submit quiet label={words.unfounded} />
              </Form>
            )}
          </details>
        </Section>
      ) : null}
    </>
  );
}

/**
 * The form that proposes a measure to a second person; a rule prefills its facts. After a case alike it
 * begins with what was written there.
 */
export function ProposeMeasureForm({ one, before }: Props & { before: WordsBefore | null }) {
  const { t } = usePage();
  const words = t.moderation.case;
  const { query } = usePage();
  const rule = useCaseRule(one);
  const { id, can } = one;
  // Covering words has a form of its own.
  const kinds = can.propose.filter((kind) => kind !== 'cover');
  const measure = kinds.find((kind) => kind === query['measure']);
  const facts = t.moderation.templates[rule];
  if (kinds.length === 0) return null;
  return (
    <CollapsedForm
      id="propose"
      form="proposal"
      open={query['rule'] !== undefined}
      title={can.alone ? words.decideTitle : words.proposeTitle}
      say={can.alone ? words.alone : words.proposeSay}
    >
      {before === null ? null : <p className="note">{words.likeSay}</p>}
      <Templates id={id} chosen={rule} />
      <Form
        name="proposal"
        action={`/api/moderation/cases/${id}/proposals`}
        once
        initial={{
          rule,
          facts,
          ...(measure === undefined ? {} : { kind: measure }),
          ...(before === null ? {} : { facts: before.facts, reason: before.reason }),
        }}
      >
        <Choice
          name="kind"
          label={words.kind}
          options={kinds.map((value) => ({
            value,
            label: proposedMeasureInWords(one.about, value, t),
          }))}
        />
        <CaseWordsFields />
        <Submit label={can.alone ? words.decide : words.send} />
      </Form>
    </CollapsedForm>
  );
}

/** The form with which a single moderator veils urgent content. */
export function VeilSubjectForm({ one, open = false }: Props & { open?: boolean }) {
  const { t } = usePage();
  const words = t.moderation.case;
  const chosen = useCaseRule(one);
  if (!one.can.veil) return null;
  const rule = VEIL_RULES.find((candidate) => candidate === chosen) ?? 'R4';
  return (
    <CollapsedForm
      id="veil"
      form="veil"
      open={open}
      title={words.veil}
      say={one.can.alone ? words.veilSay : `${words.veilSay} ${words.veilThen}`}
    >
      <Form
        name="veil"
        action={`/api/moderation/cases/${one.id}/veil`}
        once
        initial={{ rule, facts: t.moderation.templates[rule] }}
      >
        <CaseWordsFields rules={VEIL_RULES} />
        <Submit label={words.sendVeil} />
      </Form>
    </CollapsedForm>
  );
}

/** The form that gives back a case taken as second person. */
export function GiveBackCaseForm({ id }: { id: string }) {
  const { t } = usePage();
  return (
    <Form name="give-back" action={`/api/moderation/seconds/${id}/release`}>
      <Submit quiet label={t.moderation.second.giveBack} />
    </Form>
  );
}

/** The rule of `?rule=`, else that of the gravest flag. */
export function useCaseRule(one: CaseResponse): CaseRule {
  const { query } = usePage();
  const asked = caseRule.safeParse(query['rule']);
  if (asked.success) return asked.data;
  const reason = flagReasonCode.safeParse(one.reason);
  return reason.success ? FLAG_REASONS[reason.data] : 'R5';
}

function Templates({ id, chosen }: { id: string; chosen: CaseRule }) {
  const { t, href } = usePage();
  return (
    <>
      <p>{t.moderation.case.templatesSay}</p>
      <ul className="templates" data-enhance="standard-facts">
        {CASE_RULES.map((rule) => (
          <li key={rule}>
            <a
              href={`${href('moderationCase', { id }, { rule })}#propose`}
              aria-current={rule === chosen ? 'true' : undefined}
              data-rule={rule}
              data-facts={t.moderation.templates[rule]}
            >
              {ruleInWords(rule, t)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The fields of a proposal: rule, facts and reason. */
export function CaseWordsFields({ rules = CASE_RULES }: { rules?: readonly CaseRule[] }) {
  const { t } = usePage();
  const words = t.moderation.case;
  return (
    <>
      <Select
        name="rule"
        label={words.rule}
        options={rules.map((value) => ({ value, label: ruleInWords(value, t) }))}
      />
      <TextArea
        name="facts"
        label={words.facts}
        hint={words.factsHint}
        rows={3}
        maxLength={MAX_CASE_FACTS_LENGTH}
      />
      <Reason words={words} rows={2} />
    </>
  );
}
