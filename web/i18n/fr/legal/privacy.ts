import type { Section } from '#web/legal/section.ts';
import { privacyRights } from './privacy-rights.ts';

const kept: Section[] = [
  {
    id: 'jamais',
    title: 'Ce que nous ne gardons jamais',
    text: [
      'Le site n’écrit aucune adresse IP, ni sur disque, ni en base, ni au journal.',
      'Il ne demande ni votre nom, ni votre courriel, ni votre téléphone.',
      'Il ne mesure pas ce que vous lisez.',
      'Il n’appelle aucun autre site : ni police, ni image, ni script d’ailleurs.',
      'Nous ne gardons ni mot de passe, ni phrase de secours, en clair.',
      'Le fichier original de vos captures n’est jamais gardé.',
      'Ce que vous couvrez sur une capture ne quitte pas votre appareil.',
      'Un SMS collé est couvert avant d’être gardé.',
      'Le site relit vos captures avant de publier. Le texte lu n’est jamais gardé.',
    ],
  },
  {
    id: 'compte',
    title: 'Votre compte',
    text: ['D’un compte, le site garde :'],
    points: [
      'votre pseudonyme, votre langue et le moment de l’inscription',
      'une empreinte du mot de passe, et une de la phrase de secours',
      'le jour depuis lequel vous êtes membre établi, le cas échéant',
      'votre pays, si vous le dites : pour des chiffres d’au moins dix membres',
      'vos connexions ouvertes : une empreinte et une date de fin, sans adresse',
      'combien de fois vous avez publié chaque jour, gardé deux à trois jours',
      'les clés qui évitent un double envoi, gardées trois mois environ',
      'votre rôle, si vous êtes modérateur',
    ],
  },
  {
    id: 'publications',
    title: 'Ce que vous publiez',
    text: [
      'Le site garde vos paiements, retours de tâche, incidents, avis, captures et corrections.',
      'Il garde des empreintes de vos captures, pour reconnaître une copie.',
      'Elles ne sont montrées à personne et partent avec la capture.',
      'Vos montants, nombres, durées et jours exacts ne sont montrés qu’à vous.',
      'Les autres voient des valeurs arrondies, un mois et un délai.',
      'Sans votre signature, votre pseudonyme n’est pas montré avec une preuve.',
      'Une clé au hasard relie alors vos preuves d’un même genre, par plateforme.',
      'Elle sert à recompter les chiffres. Elle ne mène pas à votre compte.',
      'Dans la base, un lien entre vous et vos preuves existe. L’exploitant peut le lire.',
    ],
  },
  {
    id: 'preuves-des-autres',
    title: 'Ce que vous dites des preuves des autres',
    text: [
      'Le site garde vos confirmations, vos doutes et vos avis, avec leur phrase.',
      'Personne ne voit qu’ils viennent de vous.',
      'La phrase d’un doute n’est lue que par l’auteur et ceux qui vérifient.',
      'Vous pouvez les retirer à tout moment.',
    ],
  },
  {
    id: 'series',
    title: 'Les publications en série',
    text: [
      'Chaque jour, le site cherche des publications qui viennent en série.',
      'Il lit pour cela leur jour, leur plateforme, leur sens et l’âge du compte.',
      'Des comptes qui publient toujours ensemble comptent pour une seule voix.',
      'Ce que dit un compte récent peut, pour un temps, ne pas compter.',
      'Rien n’est effacé. Vos données vous disent si cela vous concerne.',
      'Un modérateur peut revenir sur un tel constat.',
      'Après un compte supprimé, reste par plateforme s’il était récent, et sa voix.',
    ],
    link: { page: 'rules', label: 'Lire la règle' },
  },
  {
    id: 'carnet',
    title: 'Votre carnet',
    text: [
      'Votre carnet est gardé par votre navigateur, sur votre appareil.',
      'Il ne nous parvient pas. Seul part ce que vous publiez, entrée par entrée.',
      'Sa page est gardée avec lui, sans votre nom, pour s’ouvrir sans ligne.',
      'Le pays auquel vous comparez un salaire reste aussi sur l’appareil.',
    ],
    link: { page: 'workbook', label: 'Ouvrir le carnet' },
  },
  {
    id: 'registre',
    title: 'Le registre public',
    text: [
      'Chaque publication, changement ou retrait laisse une ligne au registre.',
      'Elle dit le genre d’acte, le numéro de l’objet et la date.',
      'Pour une preuve, le registre montre le mois et tait le jour.',
      'Le contenu n’y est pas. Seule y figure une empreinte salée.',
      'Un retrait efface le sel : l’empreinte ne dit plus rien.',
    ],
    link: { page: 'publicRecord', label: 'Lire le registre public' },
  },
  {
    id: 'abus',
    title: 'Contre les abus',
    text: [
      'Avant la connexion, le site compte les essais par adresse IP.',
      'Il ne retient qu’une empreinte de cette adresse, en mémoire vive.',
      'La clé de l’empreinte change chaque jour. Rien n’est écrit sur disque.',
      'Si les essais sont nombreux, votre appareil doit faire un petit calcul.',
      'Après la connexion, il compte par membre, jamais par adresse.',
    ],
  },
  {
    id: 'signalements',
    title: 'Les signalements',
    text: [
      'D’un signalement, le site garde la page, vos raisons et la date.',
      'Votre nom et votre courriel sont chiffrés. La clé n’est pas en base.',
      'L’exploitant seul peut les lire, pour traiter le signalement.',
      'Tout est effacé après un an. Le registre garde qu’il y a eu un signalement.',
    ],
    link: { page: 'notice', label: 'Signaler un contenu' },
  },
  {
    id: 'durees',
    title: 'Combien de temps',
    text: [],
    points: [
      'compte : jusqu’à ce que vous le supprimiez',
      'publications : jusqu’à ce que vous les retiriez',
      'connexion : un an sans visite au plus, ou jusqu’à ce que vous la fermiez',
      'signalement : un an',
      'image d’un formulaire refusé : un jour environ',
      'ligne du registre : sans limite',
      'sauvegardes de l’exploitant : elles peuvent garder un temps ce qui est effacé',
    ],
  },
  {
    id: 'cookies',
    title: 'Un seul cookie',
    text: [
      'Le site pose un cookie, nommé « session », quand vous vous connectez.',
      'Il sert à vous reconnaître, et à rien d’autre.',
      'Il dure un an au plus. Se déconnecter l’efface.',
      'Il est strictement nécessaire : la loi ne demande pas de consentement.',
      'C’est pourquoi aucun bandeau ne vous dérange (loi de 1978, article 82).',
    ],
  },
];

export const privacy = {
  title: 'Vie privée',
  intro: 'Ce que nous n’avons pas ne peut ni fuiter, ni être volé, ni être saisi.',
  controller: 'Responsable du traitement',
  contact: 'Contact',
  contents: 'Sur cette page',
  sections: [...kept, ...privacyRights],
};
