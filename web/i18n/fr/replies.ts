export const replies = {
  section: 'Réponses',
  say: 'De qui est nommé ici. Une réponse ne change aucun chiffre.',
  label: (name: string) => `Réponse de ${name}, non vérifiée`,
  published: (day: string) => `publiée le ${day}`,
  invite: 'Vous êtes nommé ici\u00a0? Répondez, sans frais et sans compte.',

  form: {
    title: (name: string) => `Répondre\u00a0: ${name}`,
    noneTitle: 'Répondre',
    none: 'Ouvrez la page où vous êtes nommé. Le lien pour répondre est en bas.',
    platforms: 'Les plateformes',
    clients: 'Les clients',
    intro: [
      'Vous êtes nommé ou désigné sur cette page\u00a0?',
      'Votre réponse y sera montrée, sans frais.',
      'Un modérateur la lit avant, en trois jours au plus.',
      'Elle ne change ni le statut, ni la note, ni aucun chiffre.',
    ],
    page: 'La page\u00a0:',
    signedAs: 'Qui répond',
    signedAsHint: 'Une entreprise ou une fonction. Elle sera montrée avec la réponse.',
    text: 'Votre réponse',
    textHint: 'Répondez à ce qui est dit de vous. Ne nommez personne d’autre.',
    email: 'Courriel',
    emailHint: 'Jamais montré, et chiffré. L’exploitant peut vous y écrire.',
    entitled: 'Je suis la personne ou l’entreprise nommée, ou je parle pour elle.',
    submit: 'Envoyer la réponse',
    notice: 'Un passage est illicite\u00a0? Signalez-le',
  },

  status: {
    title: 'Où en est votre réponse',
    number: 'Numéro',
    keep: 'Gardez l’adresse de cette page\u00a0: elle dit où en est la réponse.',
    received: (day: string) => `Reçue le ${day}.`,
    waiting: (day: string) => `Un modérateur la lit au plus tard le ${day}.`,
    late: 'Ce délai est passé. Écrivez au contact des mentions légales.',
    published: (day: string) => `Publiée le ${day}.`,
    see: 'Voir la page',
    refused: (day: string) => `Refusée le ${day}.`,
    rule: 'Règle',
    again: 'Vous pouvez en écrire une autre.',
    write: 'Écrire une autre réponse',
    contest: 'Vous pouvez contester ce refus auprès du contact.',
  },

  queue: {
    title: 'Réponses à lire',
    say: 'Chaque réponse doit être lue en trois jours au plus.',
    moderators: 'Seuls les modérateurs lisent les réponses avant publication.',
    waiting: (n: number) =>
      n === 0
        ? 'Aucune réponse n’attend.'
        : n === 1
          ? 'Une réponse attend.'
          : `${n} réponses attendent.`,
    from: (name: string) => `signée ${name}`,
    days: (n: number) =>
      n === 0 ? 'reçue aujourd’hui' : `attend depuis ${n} jour${n > 1 ? 's' : ''}`,
    late: 'en retard',
    decision: 'Que faire\u00a0?',
    decisions: { publish: 'Publier', refuse: 'Refuser' },
    rule: 'Règle, pour un refus',
    noRule: 'Choisir une règle',
    reason: 'Raison, pour un refus',
    reasonHint: 'L’auteur la lit. Elle est publique, votre nom ne l’est pas.',
    decide: 'Décider',
    alone: 'Vous décidez seul·e. Une réponse publiée n’engage que son auteur.',
  },

  done: {
    sent: 'Votre réponse est arrivée.',
    decided: 'C’est décidé.',
  },
};
