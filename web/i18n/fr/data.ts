import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** The dumps: all that is public, to take away. */
export const data = {
  title: 'Données',
  say: 'Tout ce qui est public ici, à emporter. Chaque jour, en fichiers.',
  description: 'Télécharger tout ce qui est public sur ce site, le vérifier, en refaire un site.',
  why: [
    'Si ce site tourne mal, ses membres partent avec tout, sauf les mots de passe.',
    'Chercheurs, syndicats et outils y trouvent les mêmes chiffres que les pages.',
  ],
  download: 'Télécharger',
  archives: {
    figures: 'Les chiffres\u00a0: tableaux, sans aucune personne',
    whole: 'Tout\u00a0: lignes, images, registre et chiffres',
  },
  of: (day: string) => `Export du ${day}`,
  former: (day: string) => `Export précédent, du ${day}`,
  formerSay: 'Il reste un jour de plus, pour les téléchargements commencés.',
  columns: {
    file: 'Fichier',
    what: 'Contenu',
    size: 'Taille',
    licence: 'Licence',
    rows: 'Lignes',
    files: 'Fichiers',
  },
  sizes: { bytes: 'o', kilo: 'ko', mega: 'Mo', giga: 'Go' },
  hash: 'Empreinte SHA-256',
  resume: 'Reprendre après une coupure\u00a0:',
  single: 'Chaque fichier se télécharge aussi seul. La liste complète\u00a0:',
  manifest: 'tous les fichiers, avec leurs empreintes',
  latest: 'Une adresse qui mène toujours au dernier export\u00a0:',
  none: 'Le premier export n’est pas encore écrit. Revenez demain.',
  off: 'Ce site ne publie pas d’export quotidien. L’API donne les mêmes données.',

  inside: 'Ce qu’il y a dedans',
  folders: {
    figures: 'Statuts, classement, gains par heure, paiements et leur poids.',
    whole: 'Chaque ligne publique, un objet JSON par ligne.',
    images: 'Les images, nommées par leur contenu.',
    record: 'Le registre signé, comme un miroir le garde.',
    '': 'Notices, licences et liste de ce qui a été retiré.',
  } as Readonly<Record<string, string>>,
  filesOf: (n: number, size: string) => `${count(n, 'fichier', 'fichiers')}, ${size}`,
  tables: 'Les tableaux, un à un',
  record: (n: number, size: string) =>
    n === 0 ? 'Rien n’était encore signé.' : `Il s’accorde avec le registre à ${size} actes.`,

  missing: 'Ce qui n’y est pas',
  missingSay: [
    'Aucun compte, aucun mot de passe, aucun message privé.',
    'Aucun montant exact, aucun jour exact d’une preuve.',
    'Aucun lien entre une preuve et un pseudonyme, sauf si l’auteur a signé.',
  ],
  young: (days: number) =>
    `Ni textes ni images de moins de ${days} jours\u00a0: leurs auteurs peuvent encore les retirer.`,
  erased: 'Ce qui est retiré plus tard manque dès l’export suivant.',
  erasures: 'Qui garde un export ancien doit y effacer ce que liste erasures.jsonl.',

  licences: 'Licences',
  licenceSay: [
    'Chiffres\u00a0: ODbL 1.0. Citez Contrenote, et gardez ouvert ce que vous en tirez.',
    'Textes et images\u00a0: CC BY-SA 4.0. Citez les membres de Contrenote.',
    'Ce sont des déclarations de membres, pas un échantillon représentatif.',
  ],

  verify: 'Vérifier',
  verifySay: 'Un seul fichier, qui ne demande que Node, refait tous les calculs du registre.',
  fork: 'En refaire un site',
  forkSay: [
    'Dépliez l’archive «\u00a0tout\u00a0», puis importez-la dans un site vide.',
    'Ses chiffres, ses pages et la vérification du registre seront les mêmes.',
  ],
  dayForm: 'AAAA-MM-JJ',
  links: { api: 'L’API, pour une question à la fois', record: 'Le registre public' },
};
