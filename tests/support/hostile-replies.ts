import { randomId } from '#server/core/ids.ts';
import { platformId } from './factories.ts';
import type { WritingRoute } from './writing-route.ts';

/** Writing routes of replies by outsiders without an account, and of moderators' answers. */
export const REPLY_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/replies': {
    page: '/fr/repondre?plateforme=clickworker',
    form: 'reply',
    body: () => ({
      platform: 'clickworker',
      signedAs: 'Clickworker',
      text: 'Nous avons payé tout le monde le 3.',
      email: 'contact@clickworker.example',
      entitled: true,
    }),
    freshMember: true,
  },
  '/api/replies/{id}/decision': {
    page: '/fr/reponses',
    form: 'reply-{id}',
    body: () => ({ decision: 'refuse', rule: 'R5', reason: 'Elle insulte un membre.' }),
    freshMember: true,
  },
  '/api/notices': {
    page: '/fr/signaler',
    form: 'notice',
    body: () => ({
      url: 'http://localhost/fr/preuves',
      reasons: 'Ce texte porte mon nom et mon adresse.',
      name: 'Jeanne Martin',
      email: 'jeanne@example.org',
      goodFaith: true,
    }),
  },
  '/api/notices/status': {
    page: '/fr/signaler/recu',
    form: 'noticeStatus',
    body: () => ({ receipt: 'AAAA-BBBB-CCCC-DDDD' }),
  },
  '/api/domains/code': {
    page: '/fr/repondre/domaine?plateforme=clickworker',
    form: 'domain',
    body: () => ({ platform: 'clickworker', domain: 'clickworker.com' }),
  },
  '/api/domains/check': {
    page: '/fr/repondre/domaine',
    form: 'check',
    body: () => ({ receipt: '7KQM-2XPA-H4RT-9WVC', page: 'https://clickworker.com/contact' }),
  },
  '/api/disputes': {
    page: '/fr/repondre/contester?plateforme=clickworker',
    form: 'dispute',
    body: () => ({
      receipt: '7KQM-2XPA-H4RT-9WVC',
      about: 'fact/promiseDays',
      reasons: 'Nous payons en dix jours depuis octobre.',
    }),
  },
  '/api/disputes/{id}/answer': {
    page: '/fr/reponses',
    form: 'dispute-{id}',
    body: () => ({ outcome: 'kept', answer: 'La source dit toujours trente jours.' }),
    subject: async (site) => {
      const id = randomId();
      const { now } = site.clock;
      const about = {
        about: 'fact/promiseDays',
        platformId: await platformId(site, 'clickworker'),
      };
      await site.database.prisma.domainDispute.create({
        data: {
          ...about,
          id,
          domain: 'clickworker.com',
          reasons: 'Nous payons en dix jours.',
          receivedAt: now,
          dueAt: now,
        },
      });
      return id;
    },
  },
};
