import type { FlagReason } from '#shared/governance/cases.ts';

export const reasons: Record<FlagReason, string> = {
  'personal-data': 'Des données personnelles',
  threat: 'Une menace',
  illegal: 'C’est manifestement illicite',
  insult: 'Une insulte, ou du harcèlement',
  invented: 'C’est inventé',
  'two-accounts': 'Écrit avec deux comptes',
  'paid-for': 'Demandé ou payé, sans le dire',
  advertising: 'De la publicité',
  picture: 'Une image fausse, ou d’ailleurs',
};

export const flag = {
  link: 'Signaler',
  title: 'Signaler à la modération',
  none: 'Ouvrez ce que vous voulez signaler. Le lien est à côté.',
  about: {
    post: 'Vous signalez un message du forum.',
    payout: 'Vous signalez un paiement.',
    incident: 'Vous signalez un incident.',
    review: 'Vous signalez un avis sur une plateforme.',
    'client-review': 'Vous signalez un avis sur un client.',
    'task-report': 'Vous signalez un retour de tâche.',
    guess: 'Vous signalez une supposition sur un client.',
    reply: 'Vous signalez une réponse.',
    boycott: 'Vous signalez le texte d’un boycott.',
  } as Record<string, string>,
  what: [
    'Un signalement ne masque rien. Des personnes lisent, puis décident.',
    'L’auteur apprend la décision, jamais qui a signalé.',
    'Vous apprenez aussi la décision, dans vos nouvelles.',
  ],
  settled: 'Une décision a déjà répondu aux raisons qui manquent ici.',
  reason: 'Ce qui ne va pas',
  sentence: 'Ce que vous voyez',
  sentenceHint: 'Une phrase. Seuls ceux qui décident la lisent.',
  ratedParty: 'Je parle au nom de la personne ou de l’entreprise visée ici.',
  ratedPartyHint: 'Vous êtes bienvenu·e. Ceux qui décident le sauront.',
  send: 'Signaler',
  own: 'C’est à vous. Vous pouvez le modifier ou le retirer.',
  mine: (reason: string) => `Vous l’avez signalé\u00a0: ${reason}.`,
  next: 'Vos nouvelles diront ce qui est décidé.',
  paused: (day: string) => `Vous pourrez signaler de nouveau le ${day}.`,
  pausedWhy: (unfounded: number, flags: number) =>
    `${unfounded} de vos ${flags} derniers signalements étaient manifestement infondés.`,
  rules: 'Les règles du site',
  notice: 'Signaler sans compte, ou au titre de la loi',
};
