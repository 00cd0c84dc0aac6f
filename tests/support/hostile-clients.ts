import { randomId } from '#server/core/ids.ts';
import type { WritingRoute } from './writing-route.ts';

/** A client with the same name as a platform. */
const CLIENT = '/fr/clients/clickworker';

export const CLIENT_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/clients': {
    page: '/fr/clients/ajouter',
    form: 'add-client',
    body: () => ({
      name: `Client ${randomId()}`,
      platform: 'clickworker',
      externalId: randomId(),
      notAPerson: true,
    }),
  },
  '/api/clients/{slug}/names': {
    page: `${CLIENT}/modifier`,
    form: 'client-name',
    body: () => ({ name: `Alias ${randomId()}`, reason: 'Je le sais.', notAPerson: true }),
  },
  '/api/clients/{slug}/identities': {
    page: `${CLIENT}/modifier`,
    form: 'client-identity',
    body: () => ({ platform: 'clickworker', externalId: randomId(), reason: 'Je le sais.' }),
  },
  '/api/clients/{slug}/name': {
    page: `${CLIENT}/modifier`,
    form: 'client-rename',
    body: () => ({ name: `Client ${randomId()}`, reason: 'Je le sais.', notAPerson: true }),
  },
  '/api/clients/{slug}/join': {
    page: `${CLIENT}/modifier`,
    form: 'client-join',
    body: () => ({ other: 'clickworker', reason: 'C’est le même.' }),
  },
  '/api/clients/{slug}/split': {
    page: `${CLIENT}/modifier`,
    form: 'client-split',
    body: () => ({
      name: `Client ${randomId()}`,
      names: [randomId()],
      identities: [randomId()],
      tasks: [randomId()],
      reason: 'Ce sont deux clients.',
      notAPerson: true,
    }),
  },
  '/api/clients/{slug}/review': {
    page: `${CLIENT}/noter`,
    form: 'client-review',
    body: () => ({
      communication: 3,
      pay: 3,
      fairness: 3,
      speed: 3,
      platform: 'clickworker',
      experiencedMonth: '2026-10',
      text: 'Correct.',
    }),
  },
  '/api/clients/{slug}/guesses': {
    page: CLIENT,
    form: 'guess',
    body: () => ({
      text: 'Une filiale.',
      source: 'https://registre.example/fiche',
      notAPerson: true,
    }),
  },
  '/api/client-revisions/{id}/undo': {
    page: `${CLIENT}/historique`,
    form: 'undo-{id}',
    body: () => ({ reason: 'C’est faux.' }),
  },
  '/api/tasks/{id}/client': {
    page: '/fr/taches/{id}',
    form: 'attach-client',
    body: () => ({ client: `Client ${randomId()}`, externalId: randomId(), notAPerson: true }),
  },
};
