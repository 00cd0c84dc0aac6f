import type { LightMyRequestResponse } from 'fastify';
import { ORIGIN, type TestApp } from './app.ts';

export type UploadedFile = { bytes: Uint8Array; name?: string; type?: string };

/** The multipart body of a form with a file field; '' as the file stands for an empty field. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file?: UploadedFile | '',
  fieldName = 'screenshot',
): { payload: Buffer; headers: { 'content-type': string } } {
  const boundary = 'form-boundary-7d1c2f';
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
  );
  if (file !== undefined) {
    const { bytes, name, type } =
      file === '' ? { bytes: Buffer.alloc(0), name: '', type: '' } : file;
    // In the middle, as in the form, since fields after it must not be lost.
    parts.splice(
      -1,
      0,
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${fieldName}"; filename="${name ?? 'capture.png'}"\r\n` +
          `content-type: ${type || 'application/octet-stream'}\r\n\r\n`,
      ),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    );
  }
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** Submits a form with a file as a script, or with `html` as a browser. */
export function postForm(
  site: TestApp,
  path: string,
  fields: Readonly<Record<string, string>>,
  options: { cookie?: string; file?: UploadedFile | ''; html?: boolean } = {},
): Promise<LightMyRequestResponse> {
  const { payload, headers } = multipart(fields, options.file);
  return site.app.inject({
    method: 'POST',
    url: path,
    payload,
    headers: {
      ...headers,
      host: 'localhost',
      origin: ORIGIN,
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...(options.html === true ? { accept: 'text/html' } : {}),
    },
  });
}
