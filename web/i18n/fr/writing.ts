import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** What stands in and around the text of a post, and what the scripts of its forms say. */
export const writing = {
  card: {
    platform: 'Plateforme',
    client: 'Client',
    task: 'Tâche',
    proof: 'Paiement déclaré',
    boycott: 'Boycott',
    payouts: (n: number) => count(n, 'paiement déclaré', 'paiements déclarés'),
    median: (days: number) =>
      days === 0
        ? 'la moitié payée le jour même'
        : `la moitié payée en ${count(days, 'jour', 'jours')}`,
    reports: (n: number) => count(n, 'retour de tâche', 'retours de tâche'),
    about: (amount: string) => `environ ${amount}`,
    asked: (month: string) => `demandé en ${month}`,
    pledged: (n: number) => count(n, 'engagement', 'engagements'),
    until: (day: string) => `jusqu’au ${day}`,
  },
  /** For scripts: no functions; `#` stands for what they fill in. */
  script: {
    kept: 'Brouillon gardé sur cet appareil.',
    restored: 'Voici votre brouillon du #. Les images sont à choisir de nouveau.',
    offered: 'Un brouillon du # est gardé sur cet appareil.',
    use: 'Ajouter le brouillon',
    drop: 'Jeter le brouillon',
    dropped: 'Brouillon jeté.',
    preview: 'Aperçu',
    previewing: 'Aperçu en cours…',
    noPreview: 'Pas d’aperçu pour l’instant. Votre texte est intact.',
    nothing: 'Écrivez d’abord quelques mots.',
    sending: 'Envoi…',
    slow: 'La ligne est lente. L’envoi continue.',
    notSent: 'Pas envoyé\u00a0: la ligne est coupée. Votre texte est gardé sur cet appareil.',
    again: 'Envoyer à nouveau',
    quoted: 'Citation ajoutée à votre réponse.',
    keys: 'Touches du clavier',
    close: 'Fermer',
    keyNext: 'message suivant',
    keyPrevious: 'message précédent',
    keyUnread: 'premier message non lu',
    keyReply: 'répondre',
    keyHelp: 'cette liste',
    noUnread: 'Rien de nouveau sur cette page.',
  },
};
