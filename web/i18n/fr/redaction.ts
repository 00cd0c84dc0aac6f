import type { FoundKind } from '#shared/media/redaction-spans.ts';

const kinds: Record<FoundKind | 'own', string> = {
  iban: 'IBAN',
  card: 'Carte bancaire',
  email: 'E-mail',
  phone: 'Téléphone',
  identifier: 'Identifiant',
  name: 'Nom',
  cents: 'Centimes',
  time: 'Heure',
  day: 'Jour',
  own: 'Votre cache',
};

/** `#` and `##` are filled in by the script that shows the sentence. */
export const redaction = {
  editor: {
    label: 'Couvrir avant d’envoyer',
    stays: 'Ce que vous couvrez ne quitte jamais votre appareil.',
    how: 'Glissez sur un texte pour le couvrir. Touchez un cache pour l’enlever.',
    search: 'Chercher mes données (1,5\u00a0Mo)',
    english: 'Chercher aussi en anglais (2,6\u00a0Mo)',
    progress: 'Recherche des données personnelles',
    stage: 'Votre image. Entrée ajoute un cache, les flèches le déplacent, Maj l’agrandit.',
    stageKind: 'image à couvrir',
    undo: 'Défaire',
    add: 'Ajouter un cache',
    zoom: 'Agrandir',
    proposed: 'Couvrir aussi les centimes, l’heure et le jour.',
    proposedWhy: 'Avec le montant et le jour exacts, la plateforme peut vous retrouver.',
    cut: 'Couper le haut ou le bas',
    tall: 'Image très longue\u00a0: coupez-la, elle restera lisible.',
    cutTop: 'Couper en haut',
    cutBottom: 'Couper en bas',
    remind: 'Rien n’est couvert. Couvrez, ou choisissez «\u00a0Joindre sans rien couvrir\u00a0».',
    confirm: 'Couvrir et joindre',
    bare: 'Joindre sans rien couvrir',
    leave: 'Ne pas joindre cette image',
  },
  /** Said while it happens. */
  status: {
    searching: 'Recherche sur votre appareil…',
    found: [
      'Rien trouvé. Regardez vous-même\u00a0: la machine peut se tromper.',
      '1 endroit couvert. Vérifiez\u00a0: la machine peut en oublier.',
      '# endroits couverts. Vérifiez\u00a0: la machine peut en oublier.',
    ],
    failed: 'La recherche ne marche pas ici. Couvrez vous-même.',
    ready: 'Image prête\u00a0: # Ko. C’est celle-ci qui partira.',
    unreadable: 'Votre navigateur ne lit pas cette image. Choisissez-en une autre.',
    notLoaded: 'La ligne est coupée. Choisissez l’image à nouveau.',
  },
  kinds,
  cover: 'cache # sur ##',
  again: 'Revoir les caches',
  plain:
    'Sans JavaScript, le site ne peut rien couvrir. Masquez vous-même nom, e-mail et IBAN avant d’envoyer.',
  offers: {
    title: 'Lu pour vous',
    use: '# — utiliser',
    day: '# ## — utiliser',
    done: 'C’est rempli.',
  },
  message: {
    open: 'Coller un SMS à la place',
    label: 'Le SMS de paiement',
    hint: 'Le site couvre nom, numéro, heure et centimes. Tout le monde verra le reste.',
    covered: 'Couvert sur votre appareil\u00a0: le texte d’origine n’est pas gardé.',
    remove: 'Videz la case pour retirer ce texte.',
    shown: 'Le SMS, recopié par son auteur',
    typed: 'Un texte se tape\u00a0: il compte comme une déclaration.',
  },
};
