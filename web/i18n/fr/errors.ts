import type { ErrorCode, FieldCode } from '#shared/core/errors.ts';
import { formatDay } from '#web/format.ts';

const dayInWords = (day: string): string => formatDay(day, 'fr');

const codes: Record<ErrorCode, string> = {
  'bad-input': 'Quelque chose ne va pas. Corrigez les champs marqués, puis renvoyez.',
  'signed-out': 'Connectez-vous d’abord. Ce que vous avez écrit est gardé ci-dessous.',
  'not-allowed': 'Vous n’avez pas le droit de faire cela.',
  'foreign-origin': 'Cette demande vient d’un autre site. Renvoyez-la depuis cette page.',
  'challenge-needed': 'Une vérification est nécessaire. Renvoyez ce formulaire dans une minute.',
  'not-found': 'Cette page n’existe pas, ou plus.',
  withdrawn: 'Retiré par son auteur.',
  conflict: 'Quelque chose a changé entre-temps. Relisez, puis renvoyez.',
  'thread-closed': 'Ce sujet est fermé. Votre texte est gardé ci-dessous.',
  'title-stays': 'D’autres ont répondu, ou le sujet est long. Son titre reste.',
  'too-large': 'C’est trop lourd. Envoyez une image de 12 Mo au plus.',
  'too-many': 'Vous en avez envoyé beaucoup. Attendez un peu, puis renvoyez.',
  'slow-mode': 'Ce sujet est ralenti. Votre texte est gardé ci-dessous.',
  'first-posts': 'Vos premiers messages sont limités par jour. Votre texte est gardé ci-dessous.',
  'key-not-told': 'La clé n’est pas encore au registre public. Réessayez dans dix minutes.',
  'token-taken': 'Ce compte a déjà son enveloppe fermée, dans un autre navigateur.',
  'not-pledging': 'Ce boycott ne prend pas d’engagement en ce moment.',
  'bad-signature': 'Cette signature n’est pas valable ici. Rouvrez la page.',
  'signature-missing': 'Il manque une signature\u00a0: ce boycott exige plusieurs clés.',
  'signatures-used-up': 'Autant de membres que possible ont déjà leur enveloppe fermée.',
  'pledge-withdrawn': 'Cet engagement a été retiré, pour de bon.',
  'unknown-pledge': 'Aucun engagement de cette clé n’est compté ici.',
  'threshold-reached': 'Le seuil est atteint. Un engagement ne se retire plus.',
  'not-open': 'Cette question n’est pas ouverte en ce moment.',
  'turn-taken': 'Votre réponse est déjà comptée, et celle-ci est une autre.',
  busy: 'Le site ne peut pas répondre tout de suite. Réessayez dans quelques secondes.',
  'no-room': 'Le disque du site est plein. Gardez votre texte, et renvoyez-le dans une heure.',
  'pictures-down':
    'Le site ne peut pas garder d’image pour l’instant. Sans image, votre envoi passe.',
  internal: 'Une erreur de notre côté. Rien n’a été changé. Réessayez.',
};

/** What a member may sign, as the server calls its kinds. */
const SIGNED: Readonly<Record<string, string>> = {
  payout: 'paiements',
  incident: 'incidents',
  'task-report': 'retours de tâche',
  'client-review': 'avis de clients',
};
const othersOf = (kind: string): string =>
  `Vos autres ${SIGNED[kind] ?? 'envois'} sur cette plateforme`;

const fields: Record<FieldCode, (limit: string) => string> = {
  required: () => 'À remplir.',
  'required-if': (outcome) =>
    outcome === 'refused' ? 'À remplir si c’est un refus.' : 'À remplir si vous avez été payé·e.',
  invalid: () => 'Ceci n’est pas lisible. Vérifiez.',
  'too-short': (limit) => `Au moins ${limit} caractères.`,
  'too-long': (limit) => `Au plus ${limit} caractères.`,
  'too-small': (limit) => `Au moins ${limit}.`,
  'too-big': (limit) => `Au plus ${limit}.`,
  'in-the-future': (limit) =>
    limit === ''
      ? 'Cette date est dans le futur.'
      : `Cette date est dans le futur. Au plus tard ${dayInWords(limit)} (heure UTC).`,
  'before-start': () => 'Cette date est avant la demande.',
  contradicts: () => 'Ceci contredit votre réponse. Videz ce champ, ou changez la réponse.',
  'not-an-amount': (limit) => `Écrivez un montant comme ${limit}, sans lettres.`,
  'not-a-duration': () => 'Écrivez une durée comme « 1 h 20 », « 80 » ou « 45 s ».',
  'too-fast': () => 'Moins d’une seconde par tâche ? Vérifiez le temps et les nombres.',
  'too-well-paid': () =>
    'Plus de 1 000 € de l’heure ? Vérifiez la récompense, les nombres et le temps.',
  taken: () => 'Déjà pris. Choisissez-en un autre.',
  wrong: () => 'Ce n’est pas cela. Vérifiez.',
  'unknown-platform': () =>
    'Aucune plateforme ne porte ce nom ici. Vérifiez-le, ou ajoutez-la d’abord.',
  'unknown-client': () => 'Aucun client ne porte ce nom ici. Vérifiez-le, ou ajoutez-le d’abord.',
  'several-clients': () => 'Plusieurs clients portent ce nom. Collez l’adresse de sa page.',
  'same-client': () => 'C’est déjà ce client. Choisissez-en un autre.',
  'own-name': () => 'Le nom affiché reste ici. Renommez d’abord ce client.',
  'nothing-chosen': () => 'Cochez au moins un nom, un identifiant ou une tâche.',
  'names-person': () => 'Ceci semble désigner une personne. Nommez une entreprise ou un compte.',
  'not-an-address': () => 'Collez l’adresse d’une page web, avec https://.',
  elsewhere: () => 'Cette adresse n’est pas une page de ce site.',
  weak: () => 'Trop facile à deviner. Ajoutez des mots.',
  'too-many-edits': (limit) => `Un message se modifie au plus ${limit} fois. Écrivez-en un autre.`,
  'too-many-links': (limit) => `Au plus ${limit} liens dans vos premiers messages.`,
  'too-many-pictures': (limit) => `Au plus ${limit} images par message. Retirez-en une d’abord.`,
  'named-in-posts': () =>
    'Un de vos messages la nomme ou montre son image. Retirez d’abord ce message.',
  'others-signed': (kind) => `${othersOf(kind)} sont signés. Signez tout, ou rien.`,
  'others-unsigned': (kind) => `${othersOf(kind)} ne sont pas signés. Signez tout, ou rien.`,
  'others-named-in-posts': () =>
    'Un de vos messages nomme l’un d’eux ou montre son image. Retirez-le d’abord.',
  'names-own-proof': () => 'C’est votre preuve non signée. Ici, elle porterait votre nom.',
  'address-refused': () => 'Cette adresse a refusé nos courriels.',
  'unknown-member': () => 'Personne ne porte ce pseudonyme ici. Vérifiez-le.',
  'takes-no-messages': () => 'Ce membre ne reçoit pas de messages privés.',
  'own-messages-off': () => 'Permettez d’abord les messages privés dans vos réglages.',
  'ignoring-her': () => 'Vous ignorez ce membre. Cessez d’abord de l’ignorer.',
  'kept-from-writing': (limit) =>
    limit === ''
      ? 'Une décision vous retire les messages privés.'
      : `Une décision vous retire les messages privés jusqu’au ${dayInWords(limit)}.`,
  'messages-a-day': (limit) => `Au plus ${limit} messages privés par jour. Renvoyez-le demain.`,
  'conversations-a-day': (limit) =>
    `Au plus ${limit} nouvelles conversations par jour. Renvoyez-le demain.`,
  'own-pseudonym': () => 'C’est votre propre pseudonyme.',
  'email-address': () => 'N’écrivez pas votre adresse e-mail. Inventez un nom.',
  'name-characters': () => 'Des lettres, des chiffres, des espaces et - _ . seulement.',
  'not-its-domain': () => 'Ce domaine ne nous est pas connu comme le sien depuis deux semaines.',
  'not-proven': () => 'Le contrôle de ce domaine n’est pas prouvé, ou plus depuis 90\u00a0jours.',
  'not-on-domain': () => 'Cette adresse n’est pas une page de ce domaine, sans «\u00a0?\u00a0».',
  'no-code': () => 'Code introuvable. Le DNS peut prendre des heures. Réessayez.',
  'shown-already': () => 'C’est déjà reconnu pour cette plateforme. Vous n’avez rien à envoyer.',
  'sent-already': () =>
    'Une preuve attend déjà pour cette plateforme. Reprenez-la d’abord pour la remplacer.',
  'no-evidence-there': () =>
    'Vous n’avez pas de preuve sur cette plateforme. Déclarez d’abord un paiement ou une tâche.',
  'open-calls': (limit) => `Vous avez déjà ${limit} appels en cours. Attendez la fin de l’un.`,
  'organisers-full': (limit) => `${limit} clés au plus. N’en demandez plus une, d’abord.`,
  'named-already': () => 'Cette clé est déjà demandée.',
  'offer-open': () => 'On vote déjà sur une offre pour ce boycott. Attendez la fin de ce vote.',
  'not-for-this': () => 'Ce reçu vaut pour le domaine d’un autre.',
  'no-match': () => 'Cela ne va pas avec ce pseudonyme. Vérifiez les deux.',
  'image-not-an-image': () => 'Ce fichier n’est pas une image. Envoyez un JPEG, PNG ou WebP.',
  'image-type-not-accepted': (limit) =>
    `Le format ${limit} n’est pas accepté. Faites une capture d’écran (JPEG, PNG, WebP).`,
  'image-animated': () => 'Cette image est animée. Envoyez une image fixe.',
  'image-too-many-pixels': () =>
    'Cette image est trop grande. Au plus 40 millions de pixels, ou 16 millions en 16 bits.',
  'image-too-small': () => 'Cette image est trop petite pour être lue.',
  'image-too-slow': () => 'Cette image est trop longue à lire. Envoyez-en une plus petite.',
  'image-damaged': () => 'Cette image est abîmée. Envoyez-la de nouveau.',
  'image-too-large': (limit) => `Cette image est trop lourde. Au plus ${limit} Mo.`,
  'image-shows-personal': () => 'Cette image semble montrer des données personnelles. Regardez-la.',
  'image-not-looked-at': () => 'Nous n’avons pas pu relire cette image. Regardez-la vous-même.',
  'image-names-you': () =>
    'Elle est aussi sur une preuve que vous n’avez pas signée. Ensemble, elles vous nommeraient.',
};

export const errors = {
  retryIn: (seconds: number) => `Réessayez dans ${seconds} secondes.`,
  codes,
  fields,
};
