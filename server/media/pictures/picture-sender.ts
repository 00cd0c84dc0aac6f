import type { FastifyRequest } from 'fastify';
import { randomId } from '#server/core/ids.ts';
import { subscriberKeyOf } from '#server/http/address-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { idempotencyKey } from '#shared/core/form-fields.ts';

/** Who sends a picture: a member, or a visitor whose form also signs her up or in. */
export type PictureSender = {
  /** Owner of a kept picture: only she can use the signed reference to it. */
  readonly owner: string;
  /**
   * Member whose daily limit counts the picture; null for a visitor, whose form a rate limit admitted.
   */
  readonly memberId: string | null;
  /** Key of the fair queues of processing: the member, or the network. */
  readonly queue: string;
};

export function memberAsSender({ id }: Viewer): PictureSender {
  return { owner: id, memberId: id, queue: id };
}

/**
 * A visitor as a sender: she owns a kept picture by the random key of her form, which only she has.
 * Without a key nobody can use the reference.
 */
export function visitorAsSender(formKey: unknown, request: FastifyRequest): PictureSender {
  const key = idempotencyKey.safeParse(formKey);
  return {
    owner: `visitor ${key.success ? key.data : randomId()}`,
    memberId: null,
    queue: subscriberKeyOf(request.ip),
  };
}
