import { loadItem, saveItem } from '#web/enhance/device-storage.ts';
import { whenIdle } from '#web/enhance/when-idle.ts';
import { showPledgeNews } from './show-pledge-news.ts';

const NEXT = 'contrenote.tokens';
const WAITING = 'contrenote.pledges-wait';
const ANSWERS_WAIT = 'contrenote.survey-waits';
const ORGANISES = 'contrenote.organises';
const HOUR_MS = 3_600_000;

let busy = false;
// In-memory fallback when storage is unavailable.
let next = 0;

/**
 * On every page: tells what became of this device's pledges. When idle: sends the outbox; for a signed-in member, at most hourly, fetches
 * tokens for each boycott that she could pledge in and for the survey, and signs requests for her keys. Also with data
 * saving on: it takes a few kilobytes, and otherwise only those who intend to pledge would fetch.
 */
export function enhance(footer: HTMLElement): void {
  const account = footer.dataset['account'];
  if (account !== undefined) showPledgeNews(footer, account);
  const waits = [WAITING, ANSWERS_WAIT].some((name) => loadItem(name) !== null);
  const asks = account !== undefined && Date.now() >= nextAsk(account);
  if (busy || !(waits || asks) || globalThis.crypto.subtle === undefined) return;
  busy = true;
  whenIdle(() => {
    void visit(waits, asks ? account : null).finally(() => {
      busy = false;
      if (account !== undefined && footer.isConnected) showPledgeNews(footer, account);
    });
  });
}

async function visit(waits: boolean, account: string | null): Promise<void> {
  // If storage or loading fails, the next page tries again.
  try {
    if (waits) {
      await (await import('#web/collective/pledges/delayed-sending.ts')).sendDueMessages();
      await (await import('#web/collective/survey/send-answers.ts')).sendDueAnswers();
    }
    if (account === null) return;
    const { fetchSurveyToken } = await import('#web/collective/survey/survey-token.ts');
    await fetchSurveyToken(account);
    const { fetchBlindTokens } = await import('#web/collective/pledges/blind-tokens.ts');
    const fetched = await fetchBlindTokens(account);
    if (loadItem(ORGANISES) !== null) {
      await (
        await import('#web/collective/organisers/cosign-requests.ts')
      ).cosignWaitingRequests(account);
    }
    if (fetched !== null) keepNext(account, Date.now() + HOUR_MS);
  } catch {
    // Storage is full or disabled: try again on the next page.
  }
}

/** The earliest time of this account's next fetch: its alias, and the time. */
function nextAsk(account: string): number {
  const [known, moment] = (loadItem(NEXT) ?? '').split(' ');
  return known === account ? Number(moment) : next;
}

function keepNext(account: string, moment: number): void {
  next = moment;
  saveItem(NEXT, `${account} ${moment}`);
}
