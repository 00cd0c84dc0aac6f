import { answerWith, canAskForPasskeys } from './passkey-support.ts';

/**
 * Signs in with a passkey: by a button, and from the suggestions of the pseudonym field (conditional
 * mediation). Shows nothing where site or browser have none.
 */
export function enhance(place: HTMLElement): void {
  if (canAskForPasskeys()) void begin(place);
}

async function begin(place: HTMLElement): Promise<void> {
  let fetched = await fetchOptions();
  if (fetched === null) return;
  place.hidden = false;
  const say = place.querySelector('[data-part="say"]');
  const renewMs = Number(place.dataset['renewMs']);
  let asking = new AbortController();
  const ask = async (mediation: CredentialMediationRequirement): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const publicKey = fetched ?? (await fetchOptions());
    fetched = null;
    if (publicKey === null || signal.aborted) return;
    answerWith(place, await navigator.credentials.get({ publicKey, mediation, signal }));
  };
  const suggest = async (): Promise<void> => {
    if (!place.isConnected || !(await suggestsPasskeys())) return;
    const renewal = setTimeout(() => void suggest(), renewMs);
    // A refusal here is a renewal, a press of the button, or a page that was left.
    await ask('conditional').catch(() => clearTimeout(renewal));
  };
  place.querySelector('[data-part="begin"]')?.addEventListener('click', () => {
    if (say !== null) say.textContent = '';
    ask('optional').catch(() => {
      if (say !== null) say.textContent = place.dataset['cancelled'] ?? '';
      void suggest();
    });
  });
  document.addEventListener('turbo:before-render', () => asking.abort(), { once: true });
  // After a refusal she chooses herself: the device might offer the same passkey again.
  if (place.querySelector('[data-refused]') === null) await suggest();
}

async function suggestsPasskeys(): Promise<boolean> {
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** A fresh challenge; null where the site cannot have passkeys, or does not answer. */
async function fetchOptions(): Promise<PublicKeyCredentialRequestOptions | null> {
  try {
    const answer = await fetch('/api/passkeys/options', {
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) return null;
    const { options } = (await answer.json()) as {
      options: PublicKeyCredentialRequestOptionsJSON | null;
    };
    return options === null ? null : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  } catch {
    return null;
  }
}
