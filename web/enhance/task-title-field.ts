import { formatMoney, formatTypedAmount } from '#shared/core/money.ts';
import type { SuggestedTask, TaskSuggestResponse } from '#shared/evidence/tasks.ts';
import { fillFields, readFields } from './form-fields.ts';

const PAUSE_MS = 150;

/** Suggests the platform's tasks in a datalist while a title is typed; a chosen one fills in its reward. */
export function enhance(element: HTMLElement): void {
  const input = element.querySelector('input');
  const list = element.querySelector('datalist');
  const form = input?.form;
  if (input === null || list === null || !form) return;
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  let tasks: readonly SuggestedTask[] = [];
  let timer = 0;
  let asked = 0;
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    const q = input.value.trim();
    const chosen = tasks.find(({ title }) => title === q);
    if (chosen !== undefined) choose(form, chosen, language);
    const platform = readFields(form)['platform'] ?? '';
    if (chosen !== undefined || q.length < 2 || platform === '') return;
    timer = window.setTimeout(async () => {
      asked += 1;
      const mine = asked;
      const found = await suggest(platform, q).catch(() => []);
      if (mine !== asked) return;
      tasks = found;
      list.replaceChildren(...tasks.map((task) => option(task, language)));
    }, PAUSE_MS);
  });
}

/** Fills in what the task says where nothing is typed yet. */
function choose(
  form: HTMLFormElement,
  { reward, client }: SuggestedTask,
  language: 'fr' | 'en',
): void {
  const typed = readFields(form);
  fillFields(form, {
    ...(typed['reward'] === ''
      ? {
          reward: formatTypedAmount(reward.minor, reward.currency, language),
          currency: reward.currency,
        }
      : {}),
    ...(typed['client'] === '' && client !== null ? { client } : {}),
  });
  form.dispatchEvent(new Event('change'));
}

async function suggest(platform: string, q: string): Promise<readonly SuggestedTask[]> {
  const response = await fetch(`/api/tasks/suggest?${new URLSearchParams({ platform, q })}`);
  return ((await response.json()) as TaskSuggestResponse).tasks;
}

function option(
  { title, client, reward }: SuggestedTask,
  language: 'fr' | 'en',
): HTMLOptionElement {
  const made = document.createElement('option');
  made.value = title;
  made.label = [title, formatMoney(reward.minor, reward.currency, language), client]
    .filter((part) => part !== null)
    .join(' · ');
  return made;
}
