import { randomId } from '#server/core/ids.ts';
import { makeThread } from './forum.ts';
import { PASSWORD } from './accounts.ts';
import type { WritingRoute } from './writing-route.ts';

const THREAD = '/fr/forum/sujets/{id}';
/** A thread that another is merged into. */
let other = '';
const nothing = (): Record<string, never> => ({});

export const FORUM_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/forum/threads': {
    page: '/fr/forum/nouveau-sujet',
    form: 'new-thread',
    body: () => ({
      category: 'paiements',
      title: 'Paie-t-elle encore ?',
      text: 'J’attends depuis trois semaines.',
      platform: 'clickworker',
    }),
  },
  '/api/forum/threads/{id}/posts': {
    page: THREAD,
    form: 'reply',
    body: () => ({ text: 'J’ai été payée hier.' }),
  },
  '/api/forum/threads/with-account': {
    page: '/fr/forum/nouveau-sujet',
    form: 'thread',
    body: () => ({
      category: 'paiements',
      title: 'Paie-t-elle encore ?',
      text: 'J’attends depuis trois semaines.',
      platform: 'clickworker',
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
    }),
  },
  '/api/forum/threads/{id}/posts/with-account': {
    page: THREAD,
    form: 'reply',
    body: () => ({
      text: 'J’ai été payée hier.',
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
    }),
  },
  '/api/forum/posts/{id}': {
    page: '/fr/forum/messages/{id}/modifier',
    form: 'edit-post',
    body: () => ({ text: 'J’ai été payée avant-hier.' }),
  },
  '/api/forum/threads/{id}/rename': {
    page: THREAD,
    form: 'rename',
    body: () => ({ title: 'Un autre titre' }),
  },
  '/api/forum/threads/{id}/decisions': {
    page: THREAD,
    form: 'close',
    body: () => ({ decision: 'slow', seconds: 300, reason: 'Trop de messages à la fois.' }),
  },
  '/api/forum/threads/{id}/moves': {
    page: THREAD,
    form: 'move-merge',
    subject: async (site) => {
      other = (await makeThread(site)).id;
      return (await makeThread(site)).id;
    },
    body: () => ({ move: 'merge', to: other, reason: 'C’est la même question.' }),
  },
  '/api/forum/threads/{id}/guide': {
    page: THREAD,
    form: 'guide',
    body: () => ({ reason: 'Utile à qui arrive.', sources: 'https://tacheo.example/conditions' }),
  },
  '/api/forum/posts/{id}/reactions': {
    page: THREAD,
    form: 'react-1',
    body: () => ({ kind: 'thanks' }),
  },
  '/api/forum/threads/{id}/solution': { page: THREAD, form: 'solution-1', body: nothing },
  '/api/forum/preview': {
    page: '/fr/forum/nouveau-sujet',
    form: 'new-thread',
    body: () => ({ text: 'Un *essai*.' }),
  },
  '/api/forum/read-all': { page: '/fr/forum', form: 'all-read', body: nothing },
};
