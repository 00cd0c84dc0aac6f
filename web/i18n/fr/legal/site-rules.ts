import type { RuleId } from '#shared/governance/legal.ts';
import type { Section } from '#web/governance/legal/section.ts';
import { flagging } from './site-rules-flags.ts';

const rules: Record<RuleId, Omit<Section, 'id'>> = {
  R1: {
    title: 'Des faits vécus',
    text: [
      'Déclarez ce qui vous est arrivé, et rien d’autre.',
      'Un paiement inventé fausse la réponse pour tous.',
    ],
  },
  R2: {
    title: 'Un compte par personne',
    text: ['Un second compte fait compter deux fois la même voix.'],
  },
  R3: {
    title: 'Demandé ou payé : dites-le',
    text: [
      'On vous a demandé ou payé pour publier ? Cochez la case prévue.',
      'Votre texte reste visible.',
      'Il ne pèse rien dans le statut ni dans la note.',
    ],
  },
  R4: {
    title: 'Les données des autres restent chez eux',
    text: [
      'Ne publiez ni nom, ni adresse, ni téléphone, ni courriel d’une personne.',
      'Cachez-les aussi sur vos captures d’écran.',
    ],
  },
  R5: {
    title: 'Du respect',
    text: [
      'Ni menace, ni insulte, ni haine, ni harcèlement.',
      'Critiquez des faits, pas des personnes.',
    ],
  },
  R6: {
    title: 'Rien d’illicite',
    text: ['Ne publiez rien que la loi interdit, comme une accusation que vous savez fausse.'],
  },
  R7: {
    title: 'Pas de publicité',
    text: [
      'Ni lien de parrainage, ni code promotionnel, ni annonce.',
      'Un lien vers une plateforme perd ses codes de parrainage et de suivi.',
    ],
  },
  R8: {
    title: 'Des captures vraies',
    text: [
      'Une capture vient de votre propre compte.',
      'Recadrer et noircir est permis.',
      'Changer un chiffre ne l’est pas.',
    ],
  },
  R9: {
    title: 'Une source pour chaque fait',
    text: [
      'Qui corrige une fiche de plateforme cite sa source.',
      'La correction reste visible. Un membre peut la contester.',
    ],
  },
  R10: {
    title: 'Fermée, par décision',
    text: [
      'Une plateforme est dite fermée après une décision seulement.',
      'La décision cite un de ces motifs, et ce qui le montre :',
    ],
    points: [
      'la fermeture est annoncée',
      'le site ne répond plus',
      'la plateforme est réunie à une autre',
    ],
  },
  R11: {
    title: 'Ce que montre une preuve',
    text: [
      'L’image montre le paiement déclaré : la plateforme et le montant s’y lisent.',
      'Sinon il pèse comme un paiement sans capture. Rien n’est effacé.',
    ],
  },
  R12: {
    title: 'Répondre quand on est nommé',
    text: [
      'Qui est nommé ou désigné peut répondre, sans frais et sans compte.',
      'Il répond à ce qui est dit de lui, ou fait répondre en son nom.',
      'Sa réponse est montrée comme telle, et ne change aucun chiffre.',
    ],
  },
};

const sections: Section[] = [
  {
    id: 'qui-decide',
    title: 'Qui décide',
    text: [
      'Rien n’est relu avant d’être publié, sauf les réponses des parties nommées.',
      'Un modérateur la publie, ou la refuse par une règle et une raison.',
      'Qui prouve qu’il contrôle un domaine répond sans relecture.',
      'Ce qu’il conteste a une réponse en sept jours au plus.',
      'L’exploitant nomme des modérateurs parmi les membres, pour six mois.',
      'Chaque nomination est inscrite au registre public.',
      'Un retrait avant terme l’est aussi.',
      'Un modérateur peut proposer de fermer une plateforme, un sujet, ou de lever un constat.',
      'Rien ne change avant l’accord d’une deuxième personne, sans intérêt dans l’affaire.',
      'Sans autre modérateur, un membre établi est tiré au sort.',
      'Si personne ne répond en 72 heures, c’est appliqué, avec la mention «\u00a0décidé seul\u00a0».',
      'Deux autres personnes peuvent alors revenir dessus.',
      'La décision cite sa raison, et sa règle. Tout le monde peut la lire.',
      'Un nouveau membre peut proposer de renommer un client. Un autre membre confirme.',
      'Un modérateur peut aussi répondre à un doute sur une preuve.',
      'Il le peut après l’avis d’autres membres, et s’il n’a pas d’intérêt.',
      'Tant que le site compte moins de 20 membres établis, il décide seul.',
      'La décision le dit alors. Un autre modérateur peut décider de nouveau.',
      'Un modérateur lit un message privé quand son lecteur le lui montre.',
      'Il peut alors retirer les messages privés à son auteur, pour 30 jours.',
      'Masquer un texte demande deux personnes, dont un modérateur.',
      'Aucune des deux n’a d’intérêt dans l’affaire. Un signalement ne masque rien.',
      'Masqué, il se lit encore derrière un clic. Il ne compte plus.',
      'Illicite ou personnel, il n’est plus lu que de son auteur.',
      'Face à une menace, à l’illicite ou à des données personnelles, un seul peut voiler.',
      'Un tel voile tombe après 72 heures, si personne ne le confirme.',
      'Chaque décision a sa page, lisible par tous.',
      'Trop de signalements manifestement infondés suspendent les signalements d’un membre.',
      'C’est pour 14 jours, dès 3 sur 5. Il en est averti avant.',
      'Un signalement sans compte ouvre un dossier, décidé en 72\u00a0heures.',
      'S’il vise une page entière, l’exploitant y répond.',
    ],
    link: { page: 'publicRecord', label: 'Lire le registre public' },
  },
  flagging,
  {
    id: 'preuves',
    title: 'Les preuves de paiement',
    text: [
      'Le site recopie chaque capture d’écran, point par point.',
      'Le lieu, l’appareil et les autres données cachées disparaissent.',
      'Personne ne vérifie une capture avant qu’elle soit publiée.',
      'Les membres établis peuvent confirmer une preuve, ou en douter.',
      'Avec deux confirmations, elle pèse plus.',
      'Un doute ouvre une question, à laquelle d’autres membres répondent.',
      'Une image qui montrerait des données personnelles est couverte 48 heures, une fois.',
      'Son auteur peut la remplacer, ou la montrer de nouveau.',
      'Un paiement avec capture pèse plus qu’un paiement sans capture.',
      'Les preuves les plus récentes viennent en premier, par mois.',
    ],
    link: { page: 'rules', label: 'Comment les statuts sont calculés' },
  },
  {
    id: 'avis',
    title: 'Les avis',
    text: [
      'Un membre donne un seul avis par plateforme.',
      'Les avis ne sont pas contrôlés avant d’être publiés.',
      'Une page dit tout de leur contrôle, de leur tri et de leurs dates.',
    ],
    link: { page: 'reviewChecks', label: 'Contrôle des avis' },
  },
  {
    id: 'refus',
    title: 'Ce qui est refusé',
    text: [
      'Un formulaire refuse ce qui est incomplet, trop long ou illisible.',
      'Il dit pourquoi aussitôt, et garde ce que vous avez écrit.',
      'Il refuse aussi trop d’envois le même jour.',
      'Rien n’est refusé pour le sens de ce que vous dites.',
    ],
  },
  {
    id: 'retrait',
    title: 'Garder et retirer',
    text: [
      'Ce que vous publiez reste en ligne sans limite de durée.',
      'Vous pouvez retirer vos paiements, tâches, incidents et avis à tout moment.',
      'Le texte et l’image sont alors vraiment effacés.',
      'Le registre garde seulement qu’il y a eu un retrait.',
      'Une copie déjà faite par d’autres peut rester ailleurs.',
    ],
    link: { page: 'myEvidence', label: 'Mes preuves' },
  },
  {
    id: 'licences',
    title: 'Les licences',
    text: [
      'Vous restez l’auteur de vos textes.',
      'En publiant, vous les placez sous licence CC BY-SA 4.0.',
      'Les chiffres tirés de vos déclarations sont sous licence ODbL 1.0.',
      'Chacun peut donc les copier, s’il cite le site et garde la licence.',
      'Vous acceptez ces licences à l’inscription.',
    ],
  },
  {
    id: 'contester',
    title: 'Contester',
    text: [
      'Vous avez écrit ou signalé ce qu’une décision concerne ? Vous avez un recours.',
      'Une fois par dossier, en six mois au plus, depuis la page de la décision.',
      'Un jury en décide. Aucun de ses membres n’a décidé avant.',
      'Ce qu’il devient se lit sur la page de la décision.',
      'Sinon, écrivez au contact des mentions légales.',
      'Vous pouvez aussi saisir un juge, à tout moment.',
    ],
    link: { page: 'legalNotice', label: 'Mentions légales' },
  },
  {
    id: 'jurys',
    title: 'Les jurys',
    text: [
      'Un jury décide des recours, et quand une seconde personne s’oppose.',
      'Cinq membres établis sont tirés au sort, ou trois s’ils sont moins de 500.',
      'Qui est tiré peut refuser, sans raison. Le suivant prend sa place.',
      'Chacun a trois jours, vote, et dit pourquoi en une phrase.',
      'La majorité l’emporte. Les votes et leurs raisons sont publiés à la fin.',
      'Personne ne peut choisir le tirage, et chacun peut le refaire.',
      'Sans majorité, rien ne change.',
    ],
    link: { page: 'juries', label: 'Tous les jurys' },
  },
];

export const siteRules = {
  title: 'Les règles du site',
  intro: [
    'Ces règles valent pour tous, modérateurs compris.',
    'Une décision cite toujours une règle et une raison.',
    'Le numéro d’une règle ne change jamais de sens.',
  ],
  contents: 'Sur cette page',
  rulesTitle: 'Ce que l’on peut publier',
  rules,
  sections,
};
