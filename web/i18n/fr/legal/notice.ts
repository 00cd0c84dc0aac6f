export const notice = {
  title: 'Signaler un contenu',
  intro: [
    'Chacun peut signaler une page de ce site, sans compte.',
    'Donnez l’adresse exacte et vos raisons. L’exploitant lira tout.',
    'Pour une urgence ou un danger, appelez d’abord la police.',
  ],
  law: 'Formulaire prévu par le règlement européen 2022/2065, article 16.',
  url: 'Adresse exacte de la page ou de l’image',
  urlHint: 'Une adresse de ce site. Copiez-la depuis la barre du navigateur.',
  reasons: 'Ce qui est illicite ou faux, et pourquoi',
  reasonsHint: 'Citez le passage, et la loi ou la règle si vous la connaissez.',
  aboutMinors:
    'Il s’agit d’abus sexuels sur des mineurs. Je peux alors taire mon nom et mon courriel.',
  name: 'Votre nom',
  nameHint: 'Pour une entreprise, son nom et le vôtre.',
  email: 'Votre courriel',
  emailHint: 'L’exploitant vous répond là. Nom et courriel sont chiffrés.',
  goodFaith: 'Je crois de bonne foi que ces informations sont exactes et complètes.',
  submit: 'Envoyer le signalement',
  next: 'Vous recevrez un code. Notez-le : il n’est montré qu’une fois.',
  askStatus: 'Suivre un signalement déjà envoyé',
};

export const receipt = {
  title: 'Suivre un signalement',
  received: 'Signalement reçu',
  yourCode: 'Votre code de suivi',
  keep: 'Notez-le maintenant. Il n’est montré qu’une fois.',
  never: 'Le site ne peut pas le retrouver pour vous.',
  number: 'Numéro',
  receivedOn: (day: string) => `Reçu le ${day}.`,
  lookedAt: 'L’exploitant l’examine.',
  answer: 'Sa réponse vous viendra par courriel, si vous en avez donné un.',
  code: 'Code de suivi',
  codeHint: 'Quatre groupes de quatre signes, par exemple 7KQM-2XPA-H4RT-9WVC.',
  submit: 'Voir où il en est',
  another: 'Faire un signalement',
};
