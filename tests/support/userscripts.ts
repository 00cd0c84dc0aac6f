import type { Page } from 'playwright-core';

/** Requests made through the userscript manager. */
export type Managed = { readonly requests: { url: string; headers: Record<string, string> }[] };

const WORLD = 'userscript';
const CALL = 'callManager';

// Simulates a userscript manager: its storage and requests, and an isolated world in which the script
// starts when the document is loaded.
const LENT = `
  const waiting = new Map();
  let calls = 0;
  const call = (what, value) => new Promise((resolve) => {
    waiting.set(++calls, resolve);
    ${CALL}(JSON.stringify({ id: calls, what, value }));
  });
  globalThis.answerCall = (id, value) => waiting.get(id)(value);
  const GM = {
    getValue: (key) => call('get', key),
    setValue: (key, value) => call('set', [key, value]),
    xmlHttpRequest: ({ onload, onerror, ...details }) =>
      call('ask', details).then((answer) => (answer === null ? onerror() : onload(answer))),
  };`;

/**
 * Runs a userscript on every page opened from now on, in an isolated world once the document is loaded.
 * With `lends` it has the manager's storage and requests, otherwise only the page's.
 */
export async function runUserscript(
  page: Page,
  script: string,
  { lends, storage }: { lends: boolean; storage: Map<string, unknown> },
): Promise<Managed> {
  const session = await page.context().newCDPSession(page);
  const requests: Managed['requests'] = [];
  const answer = async (what: string, value: unknown): Promise<unknown> => {
    if (what === 'get') return storage.get(String(value)) ?? null;
    if (what === 'set') {
      const [key, kept] = value as [string, unknown];
      storage.set(key, kept);
      return null;
    }
    const { url, headers } = value as { url: string; headers: Record<string, string> };
    requests.push({ url, headers });
    const response = await fetch(url, { headers });
    return { status: response.status, responseText: await response.text() };
  };
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== CALL) return;
    const { id, what, value } = JSON.parse(payload) as { id: number; what: string; value: unknown };
    void answer(what, value).then((result) =>
      session.send('Runtime.evaluate', {
        expression: `answerCall(${id}, ${JSON.stringify(result)})`,
        contextId: executionContextId,
      }),
    );
  });
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: CALL, executionContextName: WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: WORLD,
    source: `addEventListener('DOMContentLoaded', () => {${lends ? LENT : ''}\n${script}\n});`,
  });
  return { requests };
}

/** The texts of all closed shadow roots of the page, in document order. */
export async function readShadows(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  await session.detach();
  const texts: string[] = [];
  const textOf = (node: Node): string =>
    node.nodeValue + (node.children ?? []).map(textOf).join('');
  const visit = (node: Node): void => {
    for (const shadow of node.shadowRoots ?? []) {
      if (shadow.shadowRootType === 'closed') texts.push(textOf(shadow));
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
  return texts;
}

type Node = {
  nodeValue: string;
  shadowRootType?: string | undefined;
  children?: Node[] | undefined;
  shadowRoots?: Node[] | undefined;
};
