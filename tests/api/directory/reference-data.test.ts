import { expect, test } from 'vitest';
import { referenceDataResponse } from '#shared/directory/reference-data.ts';
import { createTestApp } from '#tests/support/app.ts';

test('GET /api/tables answers anybody: each wage and each rate with its month and its status', async () => {
  const site = await createTestApp();
  const response = await site.get('/api/tables');
  expect(response.statusCode).toBe(200);
  const { wages, rates } = referenceDataResponse.parse(response.json());
  expect(wages[0]).toEqual({
    country: 'FR',
    currency: 'EUR',
    hourly: 12.02,
    asOf: '2026-01',
    status: 'to be verified by the operator',
  });
  expect(rates.map(({ currency }) => currency)).toContain('MGA');
});
