import { describe, expect, test } from 'vitest';
import { BadEnvironment, readEnvironment } from './env.ts';

describe('readEnvironment', () => {
  test('needs no setting at all', () => {
    expect(readEnvironment({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      publicUrl: null,
      trustProxy: false,
      s3: null,
      pressContact: null,
      dailyDump: true,
    });
  });

  test('counts an empty setting as not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['PUBLIC_URL', 'contrenote'],
    ['SECRET_KEY', 'short'],
    ['LEGAL_LANGUAGE', 'de'],
    ['DAILY_DUMP', 'no'],
    ['S3_ENDPOINT', 'not an address'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', 'nginx'],
    ['TRUST_PROXY', '10.0.0.0/99'],
  ])('names %s where it is "%s"', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`${name}: `));
  });

  test('names what is missing of a half-set bucket', () => {
    const half = { S3_ENDPOINT: 'http://127.0.0.1:9000', S3_BUCKET: 'pictures' };
    expect(() => readEnvironment(half)).toThrow(BadEnvironment);
    expect(() => readEnvironment(half)).toThrow(/S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/);
  });

  test.each(['127.0.0.1', 'uniquelocal', 'loopback, 10.0.0.0/8', 'fd00::/8', '::1'])(
    'trusts the proxies %s',
    (proxies) => {
      expect(readEnvironment({ TRUST_PROXY: proxies }).trustProxy).toBe(proxies);
    },
  );

  test('keeps the origin of PUBLIC_URL and nothing behind it', () => {
    expect(readEnvironment({ PUBLIC_URL: 'https://contrenote.example/fr/' }).publicUrl).toBe(
      'https://contrenote.example',
    );
  });
});
