import type { MediaDeps } from '#server/media/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { answerWrite } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { mailCodeForm, mailForm, mailResponse } from '#shared/community/mail.ts';
import { confirmDigestAddress, unsubscribeByCode, endDigest } from './actions.ts';
import { sendConfirmationMail } from './send-confirmation-mail.ts';
import { deriveMailKeys } from './keys.ts';
import { createMailer } from './mailer.ts';
import { registerOneClickUnsubscribe } from './one-click-unsubscribe.ts';
import { findDigestSettings } from './queries.ts';
import { emptyFormBody } from '#shared/core/form-fields.ts';

export function registerMail(app: Server, deps: MediaDeps): void {
  const { database, secrets, env, clock } = deps;
  const { prisma } = database;
  const keys = deriveMailKeys(secrets);
  const mailer = env.mail === null ? null : createMailer(env.mail);
  app.addHook('onClose', async () => mailer?.close());
  registerOneClickUnsubscribe(app, deps);

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/mail',
    answers('Where my digest goes, and how often', { answer: mailResponse }),
    (request) => findDigestSettings(prisma, keys, requireSignedIn(request), mailer !== null),
  );

  app.post(
    '/api/me/mail',
    writes('Get a digest of my inbox by mail, once the address is confirmed', { body: mailForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      if (mailer === null || env.publicUrl === null) throw new AppError('not-allowed');
      const parts = { database, keys, mailer, origin: env.publicUrl };
      const asked = await sendConfirmationMail(parts, viewer, request.body, clock());
      return answerWrite(request, reply, {
        page: 'following',
        done: asked ? 'mail-asked' : 'mail-on',
      });
    },
  );

  postAsMember(
    '/api/me/mail/end',
    writes('Get no digest any more; my address is forgotten', { body: emptyFormBody }),
    (tx, viewer) => endDigest(tx, viewer),
    () => ({ page: 'following', done: 'mail-off' }),
  );

  app.post(
    '/api/mail/confirm',
    writes('Confirm an address by the code that was sent there', { body: mailCodeForm }),
    async (request, reply) => {
      await prisma.$transaction((tx) => confirmDigestAddress(tx, request.body.code, clock()));
      return answerWrite(request, reply, { page: 'mail', done: 'mail-on' });
    },
  );

  app.post(
    '/api/mail/end',
    writes('End a digest by the code that stands in it', { body: mailCodeForm }),
    async (request, reply) => {
      await prisma.$transaction((tx) => unsubscribeByCode(tx, keys, request.body.code, clock()));
      return answerWrite(request, reply, { page: 'mail', done: 'mail-off' });
    },
  );
}
