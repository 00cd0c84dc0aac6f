import '@hotwired/turbo';
import './styles/site.css';

/**
 * The script of the site. Every page reads and every form posts without it: Turbo swaps pages
 * instead of reloading them, and `[data-enhance]` parts get what makes them quicker to use.
 */

type Enhance = (element: HTMLElement) => void;
const ENHANCEMENTS: Record<string, () => Promise<{ enhance: Enhance }>> = {
  challenge: () => import('./enhance/challenge.ts'),
  copy: () => import('./enhance/copy.ts'),
  letter: () => import('./enhance/letter.ts'),
  'payout-form': () => import('./enhance/payout-form.ts'),
  'picture-diff': () => import('./enhance/picture-diff.ts'),
  'platform-field': () => import('./enhance/platform-field.ts'),
  push: () => import('./enhance/push.ts'),
  redact: () => import('./enhance/redact.ts'),
  'redact-message': () => import('./enhance/redact-message.ts'),
  suggest: () => import('./enhance/suggest.ts'),
  workbook: () => import('./enhance/workbook.ts'),
  'task-form': () => import('./enhance/task-form.ts'),
  wage: () => import('./enhance/wage.ts'),
};

const enhanced = new WeakSet<HTMLElement>();

function enhancePage(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-enhance]')) {
    if (enhanced.has(element)) continue;
    enhanced.add(element);
    const load = ENHANCEMENTS[element.dataset['enhance'] ?? ''];
    void load?.().then(({ enhance }) => enhance(element));
  }
}

document.addEventListener('turbo:load', enhancePage);
// A refused form comes back without a visit.
document.addEventListener('turbo:render', enhancePage);

// The line is down: what was typed stays, and the form says what to do.
document.addEventListener('turbo:fetch-request-error', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const notice = form.querySelector('[data-notice]') ?? document.createElement('p');
  notice.className = 'alert';
  notice.setAttribute('role', 'alert');
  notice.setAttribute('data-notice', '');
  notice.textContent = form.dataset['notSent'] ?? '';
  form.append(notice);
});
