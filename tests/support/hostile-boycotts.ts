import { randomId } from '#server/core/ids.ts';
import { makeBoycott } from './boycotts.ts';
import { ENGLISH, makeRefusedTextTranslation, makeTranslation } from './boycott-translations.ts';
import { makeOrganiserContact } from './organiser-contacts.ts';
import { makeFund } from './solidarity-funds.ts';
import type { WritingRoute } from './writing-route.ts';

const PAGE = '/fr/boycotts/{id}';
const nothing = (): Record<string, never> => ({});
const text = {
  title: 'Pas une tâche à trois centimes',
  grievance: 'Les tâches paient trois centimes.',
  demands: 'Dix centimes au moins.',
  partaking: 'Ne prendre aucune tâche.',
  endsWhen: 'Dès que le prix monte.',
  threshold: 10,
};

/** Writing routes of boycotts, except anonymous ones. */
export const BOYCOTT_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/boycotts': {
    page: '/fr/boycotts/proposer?plateforme=clickworker',
    form: 'boycott',
    body: () => ({
      ...text,
      platform: 'clickworker',
      target: 'platform',
      pace: 'ordinary',
      evidence: '',
      debateHours: 72,
      pledgeHours: 72,
      onDays: 7,
    }),
  },
  '/api/boycotts/{id}': {
    page: `${PAGE}/modifier`,
    form: 'boycott-change',
    body: () => ({ ...text, demands: `Demande ${randomId()}.` }),
  },
  '/api/boycotts/{id}/outcome': {
    page: `${PAGE}/resultat`,
    form: 'boycott-outcome',
    body: () => ({ outcome: 'lost', text: 'Personne ne nous a répondu.' }),
  },
  '/api/boycotts/{id}/look-back': {
    page: `${PAGE}/apres-coup`,
    form: 'boycott-look-back',
    body: () => ({ text: 'Nous étions dix.' }),
  },
  '/api/boycotts/{id}/second': { page: PAGE, form: 'second', body: nothing },
  '/api/boycotts/{id}/unsecond': { page: PAGE, form: 'unsecond', body: nothing },
  '/api/boycotts/{id}/organisers': {
    page: PAGE,
    form: 'organiser',
    body: () => ({ pseudonym: 'Personne' }),
  },
  '/api/boycotts/{id}/drop-organiser': {
    page: PAGE,
    form: 'drop-organiser-1',
    body: () => ({ pseudonym: 'Personne' }),
  },
  '/api/boycotts/{id}/funds': {
    page: PAGE,
    form: 'fund',
    body: () => ({ name: `Caisse ${randomId()}`, address: `https://a.example/${randomId()}` }),
    subject: async (site) => (await makeBoycott(site, { state: 'on' })).id,
  },
  '/api/boycotts/{id}/messages': {
    page: PAGE,
    form: 'message',
    body: () => ({ text: `Tenons bon jusqu’à lundi, ${randomId()}.` }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/boycotts/{id}/contact': {
    page: PAGE,
    form: 'contact',
    body: () => ({ address: `${randomId()}@exemple.org` }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/boycotts/{id}/contact/remove': {
    page: PAGE,
    form: 'remove-contact',
    body: nothing,
    subject: async (site, member) => (await makeOrganiserContact(site, { member })).boycott,
  },
  '/api/boycotts/{id}/translations': {
    page: `${PAGE}/traductions`,
    form: 'translation',
    body: () => ({ ...ENGLISH, demands: `Ten cents at least, ${randomId()}.` }),
    subject: async (site) => (await makeBoycott(site, { state: 'on' })).id,
  },
  '/api/boycott-translations/{id}/confirm': {
    page: '/fr/boycotts',
    form: 'confirm-translation',
    body: () => ({ version: 1 }),
    subject: async (site) => (await makeTranslation(site)).id,
  },
  '/api/boycott-translations/{id}/refuse': {
    page: '/fr/boycotts',
    form: 'refuse-translation',
    body: () => ({ version: 1, reason: 'missing', text: 'La deuxième phrase.' }),
    subject: async (site) => (await makeTranslation(site)).id,
  },
  '/api/boycott-translations/{id}/correct': {
    page: '/fr/boycotts',
    form: 'correct-translation',
    body: () => ({ ...ENGLISH, demands: `Ten cents at least, ${randomId()}.` }),
    subject: async (site, member) =>
      (await makeTranslation(site, { member, refused: 'missing' })).id,
  },
  '/api/boycotts/{id}/text-translations': {
    page: `${PAGE}/traductions`,
    form: 'translation-outcome',
    body: () => ({ part: 'outcome', language: 'en', text: `We got ten cents, ${randomId()}.` }),
    subject: async (site) => {
      const { id } = await makeBoycott(site, { state: 'ended' });
      const data = { outcomeText: 'Dix centimes pour toutes les tâches.' };
      await site.database.prisma.boycott.update({ where: { id }, data });
      return id;
    },
  },
  '/api/boycott-translations/{id}/correct-text': {
    page: '/fr/boycotts',
    form: 'correct-text',
    body: () => ({ text: `We got ten cents a task, ${randomId()}.` }),
    subject: (site, member) => makeRefusedTextTranslation(site, member),
  },
  '/api/boycotts/{id}/demand-sent': {
    page: PAGE,
    form: 'demand-sent',
    body: () => ({ way: 'mail', day: '2026-11-01' }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/boycotts/{id}/reminders': {
    page: PAGE,
    form: 'reminder',
    body: () => ({ way: 'mail' }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/boycotts/{id}/links': {
    page: PAGE,
    form: 'boycott-link',
    body: () => ({ address: `/fr/boycotts/${randomId()}` }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/boycotts/{id}/links/end': {
    page: PAGE,
    form: 'end-link-0',
    body: () => ({ other: randomId() }),
    subject: async (site, member) => (await makeBoycott(site, { state: 'on', member })).id,
  },
  '/api/funds/{id}/take-off': {
    page: '/fr/boycotts',
    form: 'take-off',
    body: () => ({ reason: 'La page ne répond plus.' }),
    subject: async (site) => (await makeFund(site)).id,
  },
  '/api/boycotts/{id}/call-off': {
    page: `${PAGE}/arreter`,
    form: 'boycott-call-off',
    body: nothing,
  },
};
