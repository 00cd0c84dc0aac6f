import {
  dismissSurvey,
  isSurveyDismissed,
  loadSurvey,
} from '#web/collective/survey/survey-store.ts';

/** Asks whoever can answer this year's survey and has not on this device, until she says no. */
export function enhance(invitation: HTMLElement): void {
  const account = document.querySelector<HTMLElement>('[data-account]')?.dataset['account'];
  if (account === undefined || isSurveyDismissed()) return;
  if (loadSurvey(account)?.state !== 'ready') return;
  invitation.hidden = false;
  invitation.querySelector('button')?.addEventListener('click', () => {
    dismissSurvey();
    invitation.hidden = true;
  });
}
