/** Whether this browser has passkeys and the JSON forms of their options; all do since 2025. */
export function canAskForPasskeys(): boolean {
  return (
    'PublicKeyCredential' in window &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential &&
    'credentials' in navigator
  );
}

/** Puts a credential into the form in `place` and sends it. */
export function answerWith(place: HTMLElement, credential: Credential | null): void {
  const field = place.querySelector<HTMLInputElement>('input[name="credential"]');
  if (field === null || !(credential instanceof PublicKeyCredential)) return;
  field.value = JSON.stringify(credential);
  field.form?.requestSubmit();
}
