import type { Claim } from '#web/evidence/letters/letters.ts';

/** How a pledge stays sealed: for who never organised anything. Sources: the versions in force. */
export const sealedPledge = {
  title: 'Comment un engagement reste sous enveloppe fermée',
  link: 'Un boycott sans être nommé',
  say: 'Vous promettez de participer, si assez d’autres le promettent. Personne ne sait qui.',
  description: 'S’engager sans être nommé\u00a0: ce qui est protégé, et ce qui ne l’est pas.',
  why: {
    title: 'Pourquoi une enveloppe',
    points: [
      'Seul·e, refuser une tâche ne coûte qu’à vous.',
      'Sur le forum d’une plateforme, qui propose une grève est exclu.',
      'Ici, vous ne promettez que si assez d’autres promettent.',
      'Et personne ne peut montrer du doigt qui a promis.',
    ],
  },
  steps: {
    title: 'L’idée, avec du papier',
    list: [
      {
        name: 'Un numéro secret',
        text: 'Vous écrivez un numéro au hasard sur un papier. Vous seul·e le connaissez.',
      },
      {
        name: 'Une enveloppe à carbone',
        text: 'Vous fermez ce papier dans une enveloppe doublée de papier carbone.',
      },
      {
        name: 'Le site signe dehors',
        text: 'Le site voit que vous y avez droit. Il signe l’enveloppe, sans l’ouvrir.',
      },
      {
        name: 'La signature traverse',
        text: 'Le carbone la marque sur le papier. Vous jetez l’enveloppe.',
      },
      {
        name: 'Le papier dans l’urne',
        text: 'Plus tard, sans vous nommer, vous glissez le papier dans l’urne.',
      },
      {
        name: 'On compte',
        text: 'Le site reconnaît sa signature. Il ne sait pas à qui il l’a donnée.',
      },
    ],
  },
  really: {
    title: 'Ce que fait votre navigateur',
    points: [
      'Il fait lui-même le numéro et l’enveloppe, par un calcul.',
      'Chaque membre qui peut s’engager reçoit une signature, qu’il s’engage ou non.',
      'La demander ne dit donc rien. Il n’y en a qu’une par compte.',
      'Avant cela, il vérifie que la clé du site est au registre public.',
      'Si des organisateurs doivent signer aussi, il attend leur signature.',
      'L’engagement part après une attente au hasard, sans dire quel compte.',
      'Tous les engagements ont la même taille.',
      'Le site n’en garde ni l’heure, ni l’ordre, ni l’adresse.',
    ],
  },
  after: {
    title: 'Ce qui se passe ensuite',
    points: [
      'Tant que les engagements sont ouverts, seuls des quarts du seuil se voient.',
      'Vous pouvez vous retirer tant que le seuil n’est pas atteint.',
      'Si le seuil n’est pas atteint à temps, tout est détruit.',
      'S’il est atteint, le boycott commence, et la liste des engagements est publiée.',
      'Chacun peut les compter. Vous retrouvez le vôtre, sans le montrer.',
      'Avec la même clé, vous dites si vous tenez, et vous votez.',
      'Ces réponses se rattachent les unes aux autres, jamais à un compte.',
    ],
  },
  safe: {
    title: 'Ce qui est protégé',
    points: [
      'La plateforme qui lit ce site n’y voit que des nombres.',
      'Qui vole notre base de données n’y lit pas qui s’est engagé.',
      'Les modérateurs n’en voient pas plus que vous.',
      'Des avocats peuvent demander ce que nous avons\u00a0: ces noms, nous ne les avons pas.',
    ],
  },
  unsafe: {
    title: 'Ce qui ne l’est pas',
    points: [
      {
        name: 'La clé du site',
        text: 'Qui tient cette clé peut fabriquer des engagements que personne n’a faits. Qui la vole avec la base le peut aussi. Les nombres reposent donc sur l’honnêteté de qui tient le site. Vous pouvez compter la liste, et y retrouver le vôtre. Plus d’engagements que d’éligibles, cela se verrait. Moins, non. Un boycott peut exiger aussi les clés d’organisateurs. Le site seul ne peut alors prendre que la place de qui ne vient jamais. Avec eux, il peut tout fabriquer.',
      },
      {
        name: 'La machine du site',
        text: 'Qui tient toute la machine peut noter votre adresse quand vous vous engagez. Ce site ne le fait pas. Engagez-vous depuis un autre réseau, si vous en doutez.',
      },
      {
        name: 'Le programme du site',
        text: 'Le calcul vient de ce site. Un site malhonnête pourrait en envoyer un autre. Le code est libre\u00a0: d’autres peuvent le relire.',
      },
      {
        name: 'Votre téléphone',
        text: 'Qui regarde votre écran voit votre engagement. Il reste sur cet appareil, dans ce navigateur. Ne vous engagez pas sur un appareil prêté ou surveillé.',
      },
      {
        name: 'Ce que voit la plateforme',
        text: 'Elle voit qui ne travaille plus pour elle. Aucune enveloppe ne cache cela. C’est pourquoi on attend d’être nombreux.',
      },
      {
        name: 'Si presque tous s’engagent',
        text: 'Alors on devine qui s’est engagé\u00a0: presque tous. Le seuil est donc de la moitié au plus.',
      },
      {
        name: 'Si peu de membres passent',
        text: 'Un engagement se cache parmi les navigateurs qui ont demandé la signature. Qui ne passe pas sur le site ne cache personne. La page du boycott dit combien l’ont demandée. Attendez, si c’est peu. Et passez, même sans vous engager\u00a0: vous cachez les autres.',
      },
      {
        name: 'Qui vole aussi le journal de la base',
        text: 'La base note l’heure de chaque envoi groupé. Groupé à plusieurs, il ne montre personne. Seul la nuit, il peut montrer qui était là.',
      },
      {
        name: 'Les sauvegardes',
        text: 'Un boycott qui n’a pas lieu est effacé de la base. Une sauvegarde faite avant en garde les engagements sans nom. Elle garde aussi quels comptes ont reçu leur signature.',
      },
      {
        name: 'Qui propose',
        text: 'L’appel est signé d’un pseudonyme. Qui l’écrit doit pouvoir le porter.',
      },
      {
        name: 'Un appareil perdu',
        text: 'Votre engagement compte toujours. Mais vous ne pouvez plus voter, ni vous retirer.',
      },
      {
        name: 'Un seul navigateur par compte',
        text: 'Le premier où vous passez pendant les engagements reçoit la signature, seul. Passez d’abord par votre propre téléphone, pas par un appareil prêté. Si votre navigateur oublie le site, votre compte ne peut plus s’engager à ce boycott. Certains oublient un site après sept jours sans visite.',
      },
    ],
  },
  law: {
    title: 'Ce que dit la loi, en France',
    say: 'Ces points sont à faire confirmer par un juriste. Ce n’est pas un conseil juridique.',
    yesTitle: 'Ce qu’elle protège',
    yes: [
      {
        text: 'Des indépendants de plateforme peuvent refuser ensemble de fournir leurs services.',
        source: 'code du travail, article L. 7342-5',
      },
      {
        text: 'Sauf abus, cela n’engage pas leur responsabilité contractuelle.',
        source: 'le même article',
      },
      {
        text: 'La plateforme ne peut ni rompre pour cela, ni les pénaliser.',
        source: 'le même article',
      },
      {
        text: 'Ils peuvent former un syndicat, ou y adhérer.',
        source: 'code du travail, article L. 7342-6',
      },
    ],
    noTitle: 'Ce qu’elle ne couvre pas, ou peut-être pas',
    no: [
      {
        text: 'Une plateforme qui ne fixe pas elle-même le prix et le travail à faire.',
        source: 'code du travail, article L. 7342-1',
      },
      {
        text: 'Qui n’est pas un travailleur indépendant, ou ne l’a pas déclaré.',
        source: 'code du travail, article L. 7341-1',
      },
      {
        text: 'Un refus qui ne défend pas des revendications professionnelles.',
        source: 'code du travail, article L. 7342-5',
      },
      {
        text: 'L’abus\u00a0: injurier, dénigrer, abîmer, empêcher les autres.',
        source: 'code du travail, article L. 7342-5\u00a0; code civil, article 1240',
      },
      {
        text: 'Un contrat soumis au droit d’un autre pays.',
        source: 'règlement (CE) nº\u00a0593/2008, articles 3 et 9',
      },
      {
        text: 'Des salariés\u00a0: leur droit de grève vient d’autres textes.',
        source: 'code du travail, article L. 2511-1',
      },
    ],
    elsewhere: 'Dans un autre pays, d’autres textes valent. Demandez à un syndicat.',
    help: 'Où trouver de l’aide',
  } satisfies Law as Law,
  list: 'Voir les boycotts',
};

type Law = {
  readonly title: string;
  readonly say: string;
  readonly yesTitle: string;
  readonly yes: readonly Claim[];
  readonly noTitle: string;
  readonly no: readonly Claim[];
  readonly elsewhere: string;
  readonly help: string;
};
