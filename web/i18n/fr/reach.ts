import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

export const reach = {
  push: {
    title: 'Notifications sur cet appareil',
    say: 'Au plus une par heure. Elle donne un nombre, jamais un contenu.',
    body: (unread: string) => `Vous avez ${unread} nouvelles non lues.`,
    needsScript: 'Elles demandent JavaScript.',
    cannot: 'Ce navigateur ne sait pas en recevoir.',
    refused: 'Votre navigateur les refuse. Permettez-les dans ses réglages.',
    failed: 'Cela n’a pas marché. Réessayez plus tard.',
    begin: 'Recevoir des notifications ici',
    end: 'Ne plus en recevoir ici',
    endAll: 'Ne plus en recevoir nulle part',
    devices: (n: number) =>
      n === 0
        ? 'Aucun appareil n’en reçoit.'
        : `${count(n, 'appareil en reçoit', 'appareils en reçoivent')}.`,
    how: 'Elles passent, chiffrées, par le service de votre navigateur. Il sait quand, pas quoi.',
    signOut: 'Elles cessent quand vous vous déconnectez.',
  },
  mail: {
    title: 'Résumé par courriel',
    say: 'Vos nouvelles non lues, réunies. Rien quand il n’y en a pas.',
    notOffered: 'Ce site n’envoie pas de courriels.',
    address: 'Adresse électronique',
    addressHint: 'Elle est chiffrée, et ne sert qu’à cela.',
    frequency: 'À quel rythme',
    frequencies: { daily: 'Chaque jour', weekly: 'Chaque semaine' },
    submit: 'Recevoir le résumé',
    goesTo: (email: string, frequency: string) => `Il va à ${email}. ${frequency}.`,
    waits: (email: string) => `Un courriel est parti à ${email}. Ouvrez le lien qu’il contient.`,
    stop: 'Ne plus le recevoir',
    warn: 'Il nomme sujets, plateformes et membres\u00a0: qui lit vos courriels les voit.',
    done: {
      'push-on': 'Cet appareil recevra des notifications.',
      'push-off': 'Les notifications ont cessé.',
      'mail-asked': 'Un courriel est parti. Ouvrez le lien qu’il contient.',
      'mail-on': 'C’est noté\u00a0: vous recevrez le résumé.',
      'mail-off': 'Vous ne recevrez plus le résumé. Votre adresse est oubliée.',
    },
    page: 'Résumé par courriel',
    confirmSay: 'Confirmez que cette adresse est la vôtre.',
    confirm: 'Confirmer mon adresse',
    endSay: 'Vous ne voulez plus du résumé\u00a0? Votre adresse sera oubliée.',
    endButton: 'Ne plus recevoir le résumé',
    noCode: 'Ouvrez le lien d’un de nos courriels.',
    askSubject: 'Contrenote\u00a0: confirmez votre adresse',
    askSay: 'Pour recevoir le résumé de vos nouvelles, ouvrez cette page\u00a0:',
    askOtherwise: 'Si vous n’avez rien demandé, ignorez ce courriel, ou refusez ici\u00a0:',
    subject: (n: number) => `Contrenote\u00a0: ${count(n, 'nouvelle', 'nouvelles')}`,
    all: (address: string) => `Toutes vos nouvelles\u00a0: ${address}`,
    why: 'Vous avez demandé ce résumé sur Contrenote.',
    end: (address: string) => `Ne plus le recevoir\u00a0: ${address}`,
  },
};
