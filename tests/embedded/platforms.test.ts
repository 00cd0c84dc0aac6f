import { beforeAll, describe, expect, test } from 'vitest';
import { rankingResponse } from '#shared/ranking.ts';
import { recordResponse } from '#shared/record.ts';
import { decideByTwo } from '#tests/support/acts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { parseXml } from '#tests/support/xml.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

describe('platforms on the embedded database', () => {
  test('are found, added, corrected, put back and recorded as on PostgreSQL', async () => {
    const member = await makeMember(site, { moderator: true });
    const added = await site.post(
      '/api/platforms',
      {
        name: 'Étoile',
        website: 'etoile.example',
        activity: 'other',
        source: 'https://etoile.example',
      },
      member.cookie,
    );
    expect(added.statusCode).toBe(201);
    const path = '/api/platforms/etoile';
    const correction = {
      promiseDays: 9,
      aliases: ['Stella'],
      sendsTo: 'appen',
      source: 'Its page',
    };
    const corrected = await site.post(`${path}/corrections`, correction, member.cookie);
    expect(corrected.statusCode).toBe(200);

    const suggested = await site.get('/api/platforms/suggest?q=stela');
    expect(suggested.json()).toMatchObject({ platforms: [{ slug: 'etoile' }] });
    const ranking = rankingResponse.parse((await site.get('/api/platforms?sort=name')).json());
    expect(ranking.total).toBe(24);
    expect(ranking.platforms.map(({ slug }) => slug).indexOf('etoile')).toBeLessThan(12);

    const list = (await site.get(`${path}/revisions`)).json<{ revisions: { id: string }[] }>();
    expect(list.revisions).toHaveLength(4);
    const undone = await site.post(
      `${path}/revisions/${list.revisions[0]?.id}/undo`,
      { source: 'Not so' },
      member.cookie,
    );
    expect(undone.statusCode).toBe(200);
    const decision = { kind: 'close-platform', rule: 'announced', reason: 'It wrote so.' };
    const closed = await decideByTwo(site, `${path}/decisions`, decision, member);
    expect(closed.statusCode).toBe(201);
    expect((await site.get(path)).json()).toMatchObject({
      decision,
      standing: { state: 'closed' },
    });

    const record = recordResponse.parse((await site.get('/api/record')).json());
    // One day's acts stand in a random order, and fill more than a page.
    const more = await site.get(`/api/record?before=${record.next ?? ''}`);
    const entries = [...record.entries, ...recordResponse.parse(more.json()).entries];
    expect(new Set(entries.map(({ kind }) => kind))).toContain('correction-undone');
    expect((await site.get(`${path}/standings`)).statusCode).toBe(200);
    parseXml((await site.get('/fr/plateformes/etoile/flux.atom')).body);
    parseXml((await site.get('/sitemap.xml')).body);
    expect((await site.get('/healthz')).json()).toEqual({ ok: true });
  });
});
