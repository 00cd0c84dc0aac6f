import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { today } from '#shared/core/days.ts';
import type { WritingRoute } from './writing-route.ts';

const CASE = '/fr/moderation/dossiers/{id}';
const PART = '/fr/moderation/jurys/{id}/ma-part';
const nothing = (): Record<string, never> => ({});
const words = {
  rule: 'R5',
  facts: 'Il traite une collègue de voleuse.',
  reason: 'Rien ne l’appuie.',
};

/** Writing routes of moderation; the flag refers to missing content. */
export const CASE_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/flags': {
    page: '/fr/signaler-un-message?about=post/zzzzzzzzzzzz',
    form: 'case-flag',
    body: () => ({
      about: 'post/zzzzzzzzzzzz',
      reason: 'insult',
      sentence: 'Il insulte une collègue.',
      ratedParty: true,
    }),
  },
  '/api/moderation/cases': {
    page: '/fr/moderation',
    form: 'own-case',
    body: () => ({ about: 'post/zzzzzzzzzzzz', reason: 'insult' }),
  },
  '/api/moderation/next': { page: '/fr/moderation', form: 'next', body: nothing },
  '/api/moderation/cases/{id}/take': { page: CASE, form: 'take', body: nothing },
  '/api/moderation/cases/{id}/release': { page: CASE, form: 'release', body: nothing },
  '/api/moderation/cases/{id}/withdraw': { page: CASE, form: 'withdraw', body: nothing },
  '/api/moderation/cases/{id}/reopen': { page: CASE, form: 'reopen', body: nothing },
  '/api/moderation/cases/{id}/proposals': {
    page: CASE,
    form: 'proposal',
    body: () => ({ kind: 'hide', ...words }),
    freshMember: true,
  },
  '/api/watched-words': {
    page: '/fr/moderation/mots-surveilles',
    form: 'watch',
    body: () => ({
      word: 'parrain',
      questionFr: 'Est-ce un code de parrainage ?',
      questionEn: 'Is it a referral code?',
      reason: 'On en voit beaucoup.',
    }),
  },
  '/api/watched-words/{id}/remove': {
    page: '/fr/moderation/mots-surveilles',
    form: 'unwatch-{id}',
    subject: async (site) => {
      const id = randomId();
      const addedOn = dayToDate(today(site.clock.now));
      const word = { id, word: id, questionFr: 'Un code ?', questionEn: 'A code?', addedOn };
      await site.database.prisma.watchedWord.create({ data: word });
      return id;
    },
    body: () => ({ reason: 'On n’en voit plus.' }),
  },
  '/api/moderation/cases/{id}/batch': {
    page: '/fr/moderation/dossiers/{id}/messages-du-jour',
    form: 'batch',
    body: () => ({ posts: ['zzzzzzzzzzzz'], ...words, pause: true }),
    freshMember: true,
  },
  '/api/moderation/cases/{id}/pause': {
    page: CASE,
    form: 'pause',
    body: () => ({ days: 7, ...words }),
    freshMember: true,
  },
  '/api/moderation/cases/{id}/likeness': { page: CASE, form: 'likeness', body: nothing },
  '/api/moderation/cases/{id}/likeness/answer': {
    page: CASE,
    form: 'likeness-answer',
    body: () => ({ answer: 'unsure' }),
  },
  '/api/moderation/cases/{id}/veil': {
    page: CASE,
    form: 'veil',
    body: () => words,
    freshMember: true,
  },
  '/api/moderation/cases/{id}/dismiss': {
    page: CASE,
    form: 'dismiss',
    body: () => ({ reason: 'Rien à y redire.' }),
    freshMember: true,
  },
  '/api/moderation/cases/{id}/answer': {
    page: CASE,
    form: 'answer',
    body: () => ({
      proposal: 'zzzzzzzzzzzz',
      answer: 'object',
      objection: 'C’est une critique.',
    }),
    freshMember: true,
  },
  '/api/moderation/seconds/next': {
    page: '/fr/moderation/seconde-personne',
    form: 'second-next',
    body: nothing,
  },
  '/api/moderation/seconds/{id}/release': { page: CASE, form: 'give-back', body: nothing },
  '/api/moderation/acts/{id}/answer': {
    page: '/fr/moderation/actes/{id}',
    form: 'refuse',
    body: () => ({ answer: 'refuse', objection: 'Ce n’est pas vrai.' }),
  },
  '/api/moderation/acts/{id}/withdraw': {
    page: '/fr/moderation/actes/{id}',
    form: 'withdraw',
    body: nothing,
  },
  '/api/moderation/acts/{id}/reverse': {
    page: '/fr/moderation/actes/{id}',
    form: 'reverse',
    body: () => ({ reason: 'Ce n’est pas vrai.' }),
  },
  '/api/moderation/quiet': {
    page: '/fr/moderation',
    form: 'quiet',
    body: () => ({ quiet: 'end' }),
  },
  '/api/moderation/care': {
    page: '/fr/moderation',
    form: 'care',
    body: () => ({ casesADay: 3 }),
  },
  '/api/moderation/turns': {
    page: '/fr/moderation',
    form: 'turn-2026-11-20',
    body: () => ({ day: '2026-11-20', duty: 'take' }),
  },
  '/api/decisions/{id}/appeal': {
    page: '/fr/moderation/decisions/{id}/recours',
    form: 'appeal',
    body: () => ({ text: 'Je décris ce que la plateforme a fait, je n’insulte personne.' }),
  },
  '/api/appeals/{id}/withdraw': {
    page: '/fr/moderation/decisions',
    form: 'withdraw-appeal',
    body: nothing,
  },
  '/api/juries/{id}/nonce': {
    page: PART,
    form: 'nonce',
    body: () => ({ words: 'trois mots choisis au hasard' }),
  },
  '/api/juries/{id}/reveal': {
    page: PART,
    form: 'reveal',
    body: () => ({ words: 'trois mots choisis au hasard' }),
  },
  '/api/juries/{id}/vote': {
    page: PART,
    form: 'vote',
    body: () => ({ vote: 'restore', reason: 'Rien n’y insulte personne.' }),
  },
  '/api/juries/{id}/decline': { page: PART, form: 'decline', body: nothing },
};
