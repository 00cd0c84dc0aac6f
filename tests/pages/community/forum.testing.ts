import type { LightMyRequestResponse } from 'fastify';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { pathTo } from '#shared/core/paths.ts';

const WITH_PICTURE = /\/forum\/(?:threads(?:\/\w+\/posts)?|posts\/\w+)$/;

/** The French address of a thread's page. */
export function thread(id: string, page?: number): string {
  return pathTo('fr', 'thread', { id }, { page });
}

/** Opens a page as a visitor, or the member of the cookie, does. */
export function open(
  site: TestApp,
  path: string,
  cookie?: string,
): Promise<LightMyRequestResponse> {
  const headers = { host: 'localhost', accept: 'text/html', ...(cookie ? { cookie } : {}) };
  return site.app.inject({ url: path, headers });
}

/** What a person reads on a page. */
export async function read(site: TestApp, path: string, cookie?: string): Promise<string> {
  return textOf((await open(site, path, cookie)).body);
}

/** What a person reads of a document. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<script[\s\S]*?<\/script>|<template[\s\S]*?<\/template>|<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/[ \n]+/g, ' ');
}

/** Sends a form as a browser without a script does; those with room for a picture travel in parts. */
export function send(
  site: TestApp,
  sender: TestMember | null,
  path: string,
  form: { name: string; from: string; fields?: Readonly<Record<string, string>> },
): Promise<LightMyRequestResponse> {
  const all = { _form: form.name, _from: form.from, ...form.fields };
  const cookie = sender === null ? {} : { cookie: sender.cookie };
  if (WITH_PICTURE.test(path)) {
    return postForm(site, path, { ...all, _end: '' }, { ...cookie, html: true, file: '' });
  }
  return site.post(path, {}, sender?.cookie, {
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(all).toString(),
  });
}

/** A member whose posts are no longer bound: five of earlier days stand. */
export async function makeRegular(site: TestApp): Promise<TestMember> {
  const regular = await makeMember(site);
  const { id } = await makeThread(site, { member: regular });
  for (let posts = 0; posts < 5; posts += 1) await makePost(site, id, { member: regular });
  await site.database.sql(
    `UPDATE forum_post SET posted_at = posted_at - interval '3 days' WHERE thread_id = $1`,
    [id],
  );
  return regular;
}
