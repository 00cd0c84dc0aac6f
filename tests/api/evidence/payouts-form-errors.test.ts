import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

describe('a form that cannot be read as a whole', () => {
  test('says with what is missing what else is wrong, and asks for no field in a second round', async () => {
    const sent = {
      platform: 'Nulle part',
      outcome: 'received',
      currency: 'EUR',
      expected: 'beaucoup',
    };
    const response = await site.post('/api/payouts', sent, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toEqual({
      error: {
        code: 'bad-input',
        fields: {
          platform: { code: 'unknown-platform' },
          expected: { code: 'not-an-amount', limit: '27,50' },
          method: { code: 'required' },
          askedOn: { code: 'required' },
          receivedOn: { code: 'required' },
        },
      },
    });
  });

  test('the same of one that is corrected, to its author alone', async () => {
    const own = await makeMember(site);
    const { id } = await makePayout(site, { member: own, slug: 'roamler', state: 'waiting' });
    const sent = { outcome: 'refused', currency: 'EUR', expected: '0' };
    const response = await site.post(`/api/payouts/${id}`, sent, own.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json<{ error: { fields: object } }>().error.fields).toEqual({
      expected: { code: 'too-small', limit: '0.01' },
      method: { code: 'required' },
      askedOn: { code: 'required' },
      refusedOn: { code: 'required' },
    });
    expect((await site.post(`/api/payouts/${id}`, sent, member.cookie)).statusCode).toBe(403);
    expect((await site.post('/api/payouts/000000000000', sent, own.cookie)).statusCode).toBe(404);
  });
});
