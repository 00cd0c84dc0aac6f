import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { MAX_MESSAGE_LENGTH } from '#shared/community/private-messages.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { Form, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

/** Anchor of what somebody who is threatened does, on the page of what one can do. */
export const THREAT_ANCHOR = 'threat';

/**
 * For a case about a threat: a message in each language that a moderator sends to whom it is against. The site
 * does not know who that is, and flaggers stay unnamed, so she types the pseudonym.
 */
export function ReadyMessages({ one }: { one: CaseResponse }) {
  const { t, format } = usePage();
  const words = t.moderation.threat;
  const isThreat = one.reason === 'threat' || one.flags.some(({ reason }) => reason === 'threat');
  if (!isThreat) return null;
  return (
    <Section id="ready-messages" title={words.ready} say={words.readySay}>
      <p className="hint">{words.readyNames}</p>
      {LANGUAGES.map((language) => (
        <ReadyMessage key={language} language={language} name={format.language(language)} />
      ))}
    </Section>
  );
}

function ReadyMessage({ language, name }: { language: Language; name: string }) {
  const { t, form } = usePage();
  const words = t.moderation.threat;
  const formName = `threat-${language}`;
  return (
    <details open={form?.form === formName}>
      <summary>{name}</summary>
      <Form
        name={formName}
        action="/api/private-messages"
        once
        initial={{ text: useReadyText(language) }}
      >
        <TextField name="to" label={words.to} hint={words.toHint} />
        <TextArea name="text" label={words.message} rows={12} maxLength={MAX_MESSAGE_LENGTH} />
        <Submit label={words.send} />
      </Form>
    </details>
  );
}

/** The message, with the address of the page that says all of it. */
function useReadyText(language: Language): string {
  const { origin } = usePage();
  const lines = messagesFor(language).moderation.threat.text;
  const address = `${origin}${pathTo(language, 'whatCanIDo')}#${THREAT_ANCHOR}`;
  return [...lines.slice(0, -1), address, ...lines.slice(-1)].join('\n');
}
