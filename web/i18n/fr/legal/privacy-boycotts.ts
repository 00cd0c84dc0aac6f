import type { Section } from '#web/governance/legal/section.ts';

export const privacyBoycotts: Section[] = [
  {
    id: 'boycotts',
    title: 'Les boycotts',
    text: [
      'Un appel montre le pseudonyme de qui le propose, et chaque version de son texte.',
      'Vous pouvez le retirer, sauf pendant que d’autres s’engagent ou tiennent.',
      'Qui l’appuie n’est montré nulle part, et s’efface quand le débat commence.',
      'Pendant les engagements, le site garde quel compte a reçu sa signature.',
      'Le navigateur la demande de lui-même, que l’on s’engage ou non. Elle s’efface ensuite.',
      'Un engagement est une clé et une signature, sans compte, sans heure, sans adresse.',
      'S’il y en a trop peu, tous sont détruits. Sinon ils sont publiés.',
      'Une sauvegarde de ces jours-là peut en garder une copie, jusqu’à ce qu’elle s’efface.',
      'Qui donne une clé d’organisateur y montre son pseudonyme, et le jour où elle signe.',
      'Votre clé reste sur votre appareil\u00a0: elle seule mène de l’engagement à vous.',
      'Qui tient la machine pourrait observer un navigateur au moment de l’envoi.',
    ],
    link: { page: 'sealedPledge', label: 'Comment un engagement reste secret' },
  },
  {
    id: 'preuves-privees',
    title: 'Une preuve privée',
    text: [
      'Son texte est chiffré. La clé n’est pas dans la base. L’exploitant l’a.',
      'Deux modérateurs tirés au sort la lisent, sans savoir qui l’envoie.',
      'Décidée ou reprise, elle est détruite avec son image, après 14\u00a0jours au plus.',
      'Acceptée, il reste un an que vous travaillez sur cette plateforme.',
      'Le registre public n’en dit rien.',
    ],
    link: { page: 'privateEvidence', label: 'Les preuves privées' },
  },
];
