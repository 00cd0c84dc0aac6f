import type { LightMyRequestResponse } from 'fastify';
import { foldName } from '#shared/core/text.ts';
import type { TestApp } from './app.ts';
import type { TestMember } from './factories.ts';

export const PASSWORD = 'tournesol bleu 47 marmite';
export const OTHER_PASSWORD = 'girafe lente 12 parapluie';

export function signUpForm(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { pseudonym: 'Aïna', password: PASSWORD, agree: true, ...overrides };
}

/** The session cookie that a response sets, as a Cookie header. */
export function cookieOf(response: LightMyRequestResponse): string {
  return cookieHeader(response).split(';')[0] ?? '';
}

export function cookieHeader(response: LightMyRequestResponse): string {
  return [response.headers['set-cookie']].flat().at(-1) ?? '';
}

/** Signs up through the API; returns the cookie. */
export async function signUp(test: TestApp, pseudonym: string): Promise<string> {
  const response = await test.post('/api/sign-up', signUpForm({ pseudonym }));
  if (response.statusCode !== 201) throw new Error(response.body);
  return cookieOf(response);
}

/** Headers of a browser without JavaScript. */
export const BROWSER = {
  headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
} as const;

/** Submits a form as a browser does. */
export function sendForm(
  test: TestApp,
  path: string,
  fields: Record<string, string>,
  cookie?: string,
): Promise<LightMyRequestResponse> {
  return test.post(path, {}, cookie, {
    ...BROWSER,
    payload: new URLSearchParams(fields).toString(),
  });
}

/** The pseudonym of the signed-in member according to the API. */
export async function viewerOf(test: TestApp, cookie: string): Promise<string | null> {
  const response = await test.get('/api/me', cookie);
  return response.json<{ viewer: { pseudonym: string } | null }>().viewer?.pseudonym ?? null;
}

/** Like `signUp`, with the member's id, for factories. */
export async function makeRealMember(test: TestApp, pseudonym: string): Promise<TestMember> {
  const cookie = await signUp(test, pseudonym);
  const { id } = await test.database.prisma.member.findUniqueOrThrow({
    where: { pseudonymKey: foldName(pseudonym) },
  });
  return { id, pseudonym, cookie };
}
