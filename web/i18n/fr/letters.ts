import type { HelpKind } from '#shared/site/help.ts';
import type { Blank, Claim, Letter, LetterName } from '#web/evidence/letters/letters.ts';

type Situation = {
  readonly title: string;
  readonly steps: readonly string[];
  readonly letters: readonly LetterName[];
  readonly rights: readonly Claim[];
};
type Clause = { readonly title: string; readonly points: readonly Claim[] };

const directive: Claim = {
  text: 'L’Union prévoit des raisons écrites et un réexamen par une personne.',
  source: 'directive (UE) 2024/2831, article 11, à transposer pour le 2\u00a0décembre 2026',
};
const imbalance: Claim = {
  text: 'Une clause imposée, nettement déséquilibrée, est réputée non écrite.',
  source: 'code civil, article 1171',
};
const contest: Claim = {
  text: 'Contre une décision entièrement automatisée, vous pouvez demander une personne.',
  source: 'RGPD, article 22, paragraphe 3',
};

/** Letters to write, what the law says, where to find help. Sources: the versions in force. */
export const letters = {
  title: 'Que puis-je faire\u00a0?',
  say: 'Pas payé·e, refusé·e, compte fermé\u00a0: des lettres prêtes, vos droits, de l’aide.',
  link: 'Que puis-je faire\u00a0?',
  write: 'Écrire une lettre',
  confirm: 'à faire confirmer par un juriste',
  noAdvice: 'Ceci n’est pas un conseil juridique. Le droit de votre contrat peut être un autre.',
  foreign: {
    text: 'Vos conditions peuvent choisir le droit d’un autre pays.',
    source: 'règlement (CE) nº\u00a0593/2008, article 3',
  } satisfies Claim,
  situations: {
    unpaid: {
      title: 'Je ne suis pas payé·e',
      steps: [
        'Gardez des captures de votre solde, de la demande et des messages.',
        'Écrivez à la plateforme, avec un délai de quinze jours.',
        'Sans réponse, voyez un conciliateur, un syndicat ou un juge.',
      ],
      letters: ['payment', 'data'],
      rights: [
        { text: 'Un contrat oblige les deux parties.', source: 'code civil, article 1103' },
        {
          text: 'Une lettre claire met la plateforme en demeure de payer.',
          source: 'code civil, article 1344',
        },
        {
          text: 'Dès lors, des intérêts courent au taux légal.',
          source: 'code civil, article 1231-6',
        },
        { text: 'En principe, vous avez cinq ans pour agir.', source: 'code civil, article 2224' },
        {
          text: 'Entre deux pays de l’Union, une procédure simple va jusqu’à 5\u00a0000\u00a0€.',
          source: 'règlement (CE) nº\u00a0861/2007, article 2',
        },
        {
          text: 'Une injonction de payer européenne existe aussi.',
          source: 'règlement (CE) nº\u00a01896/2006',
        },
      ],
    },
    refused: {
      title: 'Mes tâches sont refusées',
      steps: [
        'Notez le titre, la date et la raison donnée.',
        'Demandez la raison précise, et un nouvel examen.',
        'Dites ici combien de tâches sont refusées sans raison.',
      ],
      letters: ['refusal', 'data'],
      rights: [contest, directive, imbalance],
    },
    closed: {
      title: 'Mon compte est fermé',
      steps: [
        'Gardez le message de fermeture et votre dernier solde.',
        'Demandez vos données et les raisons de la décision.',
        'S’il restait de l’argent, demandez aussi son paiement.',
      ],
      letters: ['data', 'payment'],
      rights: [
        {
          text: 'Vous pouvez demander une copie de vos données.',
          source: 'RGPD, article 15',
        },
        {
          text: 'La réponse est gratuite. En principe, elle vient dans le mois.',
          source: 'RGPD, article 12, paragraphes 3 et 5',
        },
        {
          text: 'On vous doit la logique d’une décision automatisée.',
          source: 'RGPD, article 15, paragraphe 1, h)\u00a0; CJUE, 27\u00a0février 2025, C-203/22',
        },
        contest,
        directive,
        {
          text: 'Une plateforme établie dans l’Union le doit à tous, où qu’ils vivent.',
          source: 'RGPD, article 3, paragraphe 1',
        },
        {
          text: 'Sans réponse, plaignez-vous à une autorité de protection des données.',
          source: 'RGPD, article 77',
        },
      ],
    },
  } satisfies Record<string, Situation> as Record<'unpaid' | 'refused' | 'closed', Situation>,
  clause: {
    title: 'Si vous avez signé une clause de confidentialité',
    can: {
      title: 'Elle peut interdire',
      points: [
        {
          text: 'de publier les documents, images ou consignes d’un client',
          source: 'code civil, article 1103',
        },
        {
          text: 'de révéler ce qui est secret, a de la valeur et est protégé',
          source: 'code de commerce, article L. 151-1',
        },
      ],
    },
    cannot: {
      title: 'Elle ne peut pas interdire',
      points: [
        { text: 'de demander vos propres données', source: 'RGPD, article 15' },
        { text: 'de vous plaindre à la CNIL ou à son égale', source: 'RGPD, article 77' },
        {
          text: 'de saisir un juge',
          source: 'Convention européenne des droits de l’homme, article 6',
        },
        {
          text: 'de révéler de bonne foi un fait illégal, dans l’intérêt général',
          source: 'code de commerce, article L. 151-8, 2º',
        },
        {
          text: 'd’être protégé·e comme lanceur d’alerte',
          source: 'directive (UE) 2019/1937, article 24',
        },
      ],
    },
    grey: {
      title: 'Entre les deux',
      points: [
        {
          text: 'Dire si vous êtes payé·e relève de la liberté d’expression.',
          source: 'Charte des droits fondamentaux, article 11',
        },
        {
          text: 'Contre le secret des affaires, cette liberté peut être invoquée.',
          source: 'code de commerce, article L. 151-8, 1º',
        },
        imbalance,
      ],
    },
    risk: 'Une plateforme peut fermer un compte, même à tort. Ici, une preuve non signée reste sans nom.',
  } satisfies { can: Clause; cannot: Clause; grey: Clause; title: string; risk: string },
  help: {
    title: 'Où trouver de l’aide',
    say: 'Organismes publics et associations. Nous ne leur transmettons rien.',
    none: 'La liste est vide pour l’instant.',
    european: 'Union européenne',
    kinds: {
      advice: 'Conseils gratuits',
      mediation: 'Conciliateurs et médiateurs',
      union: 'Syndicats et collectifs',
      work: 'Droit du travail',
      data: 'Données personnelles',
      rights: 'Discriminations et droits',
      court: 'Tribunal',
    } satisfies Record<HelpKind, string>,
  },
  form: {
    title: 'Remplir',
    stays: 'Ce que vous tapez reste sur votre appareil. Rien n’est envoyé.',
    byHand: 'Copiez la lettre et remplissez les blancs entre crochets.',
    copy: 'Copier la lettre',
    copied: 'Copiée',
    print: 'Imprimer',
    other: 'This letter in English',
    keep: 'Envoyez-la de façon à pouvoir le prouver. Gardez-en une copie.',
    all: 'Toutes les lettres et vos droits',
    labels: {
      name: 'Votre nom',
      contact: 'Votre adresse ou votre e-mail',
      platform: 'La plateforme',
      account: 'Votre identifiant sur la plateforme',
      date: 'Date de la lettre',
      amount: 'La somme, avec sa monnaie',
      askedOn: 'Paiement demandé le',
      promise: 'Délai annoncé par la plateforme, si vous le savez',
      event: 'Ce qui s’est passé',
      eventOn: 'Quel jour',
      view: 'Votre point de vue, si vous voulez',
      refusedOn: 'Refusées le',
      count: 'Combien de tâches',
      task: 'Titre de la tâche',
      reason: 'La raison donnée, ou «\u00a0aucune\u00a0»',
      why: 'Pourquoi c’est injuste',
    } satisfies Record<Blank, string>,
    blanks: {
      name: 'votre nom',
      contact: 'votre adresse ou e-mail',
      platform: 'nom et adresse de la plateforme',
      account: 'votre identifiant',
      date: 'date',
      amount: 'somme',
      askedOn: 'date de la demande',
      promise: 'délai annoncé',
      event: 'ce qui s’est passé',
      eventOn: 'date',
      view: 'votre point de vue',
      refusedOn: 'date du refus',
      count: 'nombre',
      task: 'titre de la tâche',
      reason: 'raison donnée, ou aucune',
      why: 'vos raisons',
    } satisfies Record<Blank, string>,
    events: {
      'account-closed': 'vous avez fermé mon compte',
      'account-suspended': 'vous avez suspendu mon compte',
      'balance-stuck': 'vous avez bloqué mon solde',
      'tasks-refused': 'vous avez refusé mes tâches',
      'payment-refused': 'vous avez refusé de me payer',
    },
    noReason: 'aucune',
    to: 'À l’attention de {platform}',
    on: 'Le {date}',
    subject: 'Objet\u00a0: ',
    greeting: 'Madame, Monsieur,',
    closing: 'Avec mes salutations,',
  },
  texts: {
    payment: {
      title: 'Demander son paiement',
      say: 'Une mise en demeure\u00a0: la somme, la date, un délai de quinze jours.',
      subject: 'demande de paiement, compte {account}',
      body: [
        'J’ai travaillé sur votre plateforme avec le compte {account}. Le {askedOn}, j’ai demandé le paiement de {amount}. Je ne l’ai pas reçu.',
        'Vous annoncez un paiement dans un délai de {promise}. Ce délai est passé.',
        'Je vous mets en demeure de me payer cette somme dans les quinze jours après réception de cette lettre. Si vous refusez, donnez-moi vos raisons par écrit.',
        'Sans réponse de votre part, je saisirai un conciliateur ou le tribunal compétent.',
      ],
    },
    refusal: {
      title: 'Contester des tâches refusées',
      say: 'Demander la raison précise, et un nouvel examen par une personne.',
      subject: 'contestation de tâches refusées, compte {account}',
      body: [
        'Le {refusedOn}, vous avez refusé {count} de mes tâches «\u00a0{task}\u00a0», soit {amount}. Raison donnée\u00a0: {reason}.',
        'Je conteste ce refus\u00a0: {why}',
        'Je vous demande\u00a0:',
        [
          'la raison précise de chaque refus\u00a0;',
          'si une personne ou un programme a décidé\u00a0;',
          'un nouvel examen par une personne\u00a0;',
          'le paiement des tâches, si cet examen me donne raison.',
        ],
        'Si elles restent refusées, je vous demande de ne pas utiliser mon travail.',
      ],
    },
    data: {
      title: 'Demander ses données et les raisons',
      say: 'Pour un compte fermé ou une décision d’un programme\u00a0: RGPD, articles 15 et 22.',
      subject: 'mes données et les raisons d’une décision, compte {account}',
      body: [
        'Le {eventOn}, {event}.',
        'Selon l’article 15 du règlement (UE) 2016/679 (RGPD), je vous demande\u00a0:',
        [
          'une copie de toutes les données que vous traitez à mon sujet\u00a0;',
          'leurs finalités, catégories, destinataires, durée de conservation et origine\u00a0;',
          'si la décision a été automatisée, et alors sa logique et ses conséquences prévues.',
        ],
        'Si elle a été entièrement automatisée, je la conteste. Selon l’article 22, paragraphe 3, je demande qu’une personne la réexamine.',
        'Voici mon point de vue\u00a0: {view}',
        'L’article 12, paragraphe 3, vous donne un mois pour répondre. Sans réponse, je saisirai l’autorité de protection des données.',
      ],
    },
  } satisfies Record<LetterName, Letter> as Record<LetterName, Letter>,
};
