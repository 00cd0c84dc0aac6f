import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { mergeEntries, type WorkbookEntry } from '#shared/evidence/workbook.ts';
import { makeSearchEntry, makeTaskEntry } from '#shared/evidence/workbook.testing.ts';
import {
  deleteEncryptedCopy,
  isCopyBehind,
  joinEncryptedCopy,
  readCopyState,
  fetchCopySize,
  createEncryptedCopy,
  forgetCopyKey,
  syncEncryptedCopy,
} from '#web/evidence/workbook/encrypted-copy-sync.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { col, statement } from '#server/database/sql.ts';

/** Two devices of one worker share a book through a server that cannot read it, and lose nothing. */

const WORDS = 'abaisser éclair zoologie lundi amour ouvrage pinceau vétuste';
const OTHER_WORDS = 'vétuste pinceau ouvrage amour lundi zoologie éclair abaisser';

let site: TestApp;
let cookie: string;
/** What happens on the way to the server, once, before a request is sent. */
let interrupt: (() => Promise<void>) | null = null;

beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  ({ cookie } = await makeMember(site));
  vi.stubGlobal('fetch', async (path: string, init: { method: string; body?: string }) => {
    if (init.method === 'POST' && interrupt !== null) {
      const run = interrupt;
      interrupt = null;
      await run();
    }
    const response =
      init.method === 'GET'
        ? await site.get(path, cookie)
        : await site.post(path, JSON.parse(init.body ?? '{}') as object, cookie);
    return new Response(response.body, { status: response.statusCode });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A book in memory: what the device's store does, without a browser. */
function makeBook(entries: readonly WorkbookEntry[] = []) {
  let state: unknown = null;
  let mark = 0;
  let kept = [...entries];
  return {
    all: () => Promise.resolve(kept),
    replaceAll: (merged: readonly WorkbookEntry[]) => {
      kept = mergeEntries(kept, merged);
      return Promise.resolve();
    },
    copy: {
      read: <State>() =>
        Promise.resolve({ state: state as State | null, mark: `${mark}`, entries: kept }),
      keep: (seen: string | null, next: unknown, brought: readonly WorkbookEntry[] = []) => {
        if (seen !== null && seen !== `${mark}`) return Promise.resolve(false);
        state = next;
        mark += 1;
        kept = mergeEntries(kept, brought);
        return Promise.resolve(true);
      },
    },
    erase: () => {
      [state, kept] = [null, []];
      mark += 1;
    },
    ids: () =>
      kept
        .filter(({ kind }) => kind !== 'deleted')
        .map(({ id }) => id)
        .toSorted(),
  };
}

const at = (id: string, changedAt: number): WorkbookEntry => makeTaskEntry({ id, changedAt });

describe('two devices', () => {
  test('know the entries of both; what was deleted on one does not come back', async () => {
    const phone = makeBook([at('a', 1), at('b', 1)]);
    expect(await createEncryptedCopy(phone, WORDS)).toBe('saved');
    const desk = makeBook([at('c', 1)]);
    expect(await joinEncryptedCopy(desk, WORDS)).toBe('saved');
    expect(desk.ids()).toEqual(['a', 'b', 'c']);

    await desk.replaceAll([{ kind: 'deleted', id: 'a', changedAt: 2, device: 'desk' }]);
    expect(await isCopyBehind(desk)).toBe(true);
    expect(await syncEncryptedCopy(desk)).toBe('saved');
    expect(await syncEncryptedCopy(phone)).toBe('unchanged');
    expect(phone.ids()).toEqual(['b', 'c']);
    expect(await isCopyBehind(phone)).toBe(false);
    expect(await syncEncryptedCopy(desk)).toBe('unchanged');
    expect(desk.ids()).toEqual(['b', 'c']);
  });

  test('that save at once merge, and neither loses an entry', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    const desk = makeBook();
    await joinEncryptedCopy(desk, WORDS);
    await phone.replaceAll([at('phone', 2)]);
    await desk.replaceAll([at('desk', 2)]);
    interrupt = async () => void (await syncEncryptedCopy(desk));
    expect(await syncEncryptedCopy(phone)).toBe('saved');
    await syncEncryptedCopy(desk);
    expect(phone.ids()).toEqual(['a', 'desk', 'phone']);
    expect(desk.ids()).toEqual(['a', 'desk', 'phone']);
  });

  test('keep the later version of an entry that both changed', async () => {
    const phone = makeBook([makeSearchEntry({ id: 'a', changedAt: 1, seconds: 1 })]);
    await createEncryptedCopy(phone, WORDS);
    const desk = makeBook();
    await joinEncryptedCopy(desk, WORDS);
    await phone.replaceAll([makeSearchEntry({ id: 'a', changedAt: 3, seconds: 3 })]);
    await desk.replaceAll([makeSearchEntry({ id: 'a', changedAt: 2, seconds: 2 })]);
    await syncEncryptedCopy(phone);
    await syncEncryptedCopy(desk);
    expect(await desk.all()).toMatchObject([{ seconds: 3 }]);
  });
});

describe('a book that is erased while an exchange is under way stays empty', () => {
  /** Erases the book when the request is answered, before the answer comes. */
  function eraseAfter(method: 'GET' | 'POST', book: ReturnType<typeof makeBook>): void {
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const response = await fetch(path, init);
      if (init.method === method) {
        vi.stubGlobal('fetch', fetch);
        book.erase();
      }
      return response;
    });
  }

  test.each(['GET', 'POST'] as const)('by a sync, at its %s', async (method) => {
    const [phone, desk] = [makeBook([at('a', 1)]), makeBook()];
    await createEncryptedCopy(phone, WORDS);
    await joinEncryptedCopy(desk, WORDS);
    await desk.replaceAll([at('desk', 2)]);
    await syncEncryptedCopy(desk);
    await phone.replaceAll([at('phone', 2)]);
    eraseAfter(method, phone);
    expect(await syncEncryptedCopy(phone)).toBe('off');
    expect(phone.ids()).toEqual([]);
    expect(await readCopyState(phone)).toBeNull();
    // And the copy is not emptied with it.
    await syncEncryptedCopy(desk);
    expect(desk.ids()).toEqual(expect.arrayContaining(['a', 'desk']));
  });

  test('by a copy that is just opened on it', async () => {
    const [phone, desk] = [makeBook([at('a', 1)]), makeBook()];
    await createEncryptedCopy(phone, WORDS);
    eraseAfter('GET', desk);
    expect(await joinEncryptedCopy(desk, WORDS)).toBe('off');
    expect(desk.ids()).toEqual([]);
    expect(await readCopyState(desk)).toBeNull();
  });

  test('by a copy that is just made of it', async () => {
    const phone = makeBook([at('a', 1)]);
    eraseAfter('POST', phone);
    expect(await createEncryptedCopy(phone, WORDS)).toBe('off');
    expect(await readCopyState(phone)).toBeNull();
  });

  test('stopping meanwhile holds, too', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    await phone.replaceAll([at('b', 2)]);
    interrupt = () => forgetCopyKey(phone);
    expect(await syncEncryptedCopy(phone)).toBe('off');
    expect(await readCopyState(phone)).toBeNull();
  });
});

describe('a copy', () => {
  test('is asked for with its words, and a wrong one changes nothing', async () => {
    await createEncryptedCopy(makeBook([at('a', 1)]), WORDS);
    const desk = makeBook();
    expect(await joinEncryptedCopy(desk, OTHER_WORDS)).toBe('wrong-passphrase');
    expect(desk.ids()).toEqual([]);
    expect(await readCopyState(desk)).toBeNull();
  });

  test('that is there is not written over by a new one', async () => {
    await createEncryptedCopy(makeBook([at('a', 1)]), WORDS);
    const desk = makeBook([at('b', 1)]);
    expect(await createEncryptedCopy(desk, OTHER_WORDS)).toBe('other-passphrase');
    expect(await readCopyState(desk)).toBeNull();
    const third = makeBook();
    await joinEncryptedCopy(third, WORDS);
    expect(third.ids()).toEqual(['a']);
  });

  test('deleted on one device is not made again by another', async () => {
    const [phone, desk] = [makeBook([at('a', 1)]), makeBook()];
    await createEncryptedCopy(phone, WORDS);
    await joinEncryptedCopy(desk, WORDS);
    expect(await deleteEncryptedCopy(phone)).toBe('saved');
    expect(await fetchCopySize()).toBeNull();
    await desk.replaceAll([at('b', 2)]);
    expect(await syncEncryptedCopy(desk)).toBe('gone');
    expect(await fetchCopySize()).toBeNull();
    expect(await syncEncryptedCopy(phone)).toBe('off');
  });

  test('made anew with other words is neither read nor replaced by the old key', async () => {
    const [phone, desk] = [makeBook([at('a', 1)]), makeBook()];
    await createEncryptedCopy(phone, WORDS);
    await joinEncryptedCopy(desk, WORDS);
    await deleteEncryptedCopy(phone);
    await createEncryptedCopy(phone, OTHER_WORDS);
    await desk.replaceAll([at('b', 2)]);
    expect(await syncEncryptedCopy(desk)).toBe('other-passphrase');
    await syncEncryptedCopy(phone);
    expect(phone.ids()).toEqual(['a']);
    expect(await joinEncryptedCopy(desk, OTHER_WORDS)).toBe('saved');
    expect(desk.ids()).toEqual(['a', 'b']);
  });

  test('stays when this device forgets its key', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    await forgetCopyKey(phone);
    expect(await syncEncryptedCopy(phone)).toBe('off');
    expect(await fetchCopySize()).toBe(4096);
  });

  test('is not sent again where nothing changed', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    const before = await readCopyState(phone);
    expect(await syncEncryptedCopy(phone)).toBe('unchanged');
    expect((await readCopyState(phone))?.version).toBe(before?.version);
  });

  test('holds no plain word on the server', async () => {
    const phone = makeBook([makeTaskEntry({ title: 'Photographier', note: 'Zorglub' })]);
    await createEncryptedCopy(phone, WORDS);
    const rows = await site.database.sql(
      statement({ text: col.text }, `SELECT encode(data, 'escape') AS text FROM workbook_copy`),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toMatch(/Photographier|Zorglub|Clickworker/);
  });
});

describe('what stands in the way is said', () => {
  test('signed out', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    cookie = '';
    await phone.replaceAll([at('b', 2)]);
    expect(await syncEncryptedCopy(phone)).toBe('signed-out');
    expect(await fetchCopySize()).toBe('signed-out');
    expect(await deleteEncryptedCopy(phone)).toBe('signed-out');
    expect(await readCopyState(phone)).not.toBeNull();
  });

  test('no line', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const phone = makeBook([at('a', 1)]);
    expect(await createEncryptedCopy(phone, WORDS)).toBe('no-line');
    expect((await readCopyState(phone))?.version).toBe(0);
  });

  test('a server that always says that another one was quicker is not asked for ever', async () => {
    const phone = makeBook([at('a', 1)]);
    await createEncryptedCopy(phone, WORDS);
    await phone.replaceAll([at('b', 2)]);
    const { fetch } = globalThis;
    const asked = vi.fn((path: string, init: RequestInit) =>
      init.method === 'POST'
        ? Promise.resolve(new Response('{}', { status: 409 }))
        : fetch(path, init),
    );
    vi.stubGlobal('fetch', asked);
    expect(await syncEncryptedCopy(phone)).toBe('failed');
    expect(asked.mock.calls.length).toBeLessThan(20);
  });
});
