import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

export const pictures = {
  title: 'Regardez cette image avant de publier',
  shows:
    'Des données personnelles semblent lisibles. Vous seul·e voyez cette image pour l’instant.',
  notLookedAt: 'Nous n’avons pas pu la relire. Vous seul·e voyez cette image pour l’instant.',
  alt: (places: number) =>
    places === 0
      ? 'L’image que vous avez envoyée'
      : `L’image que vous avez envoyée, avec ${count(places, 'endroit entouré', 'endroits entourés')}`,
  cover: 'Couvrir les endroits cochés, pour toujours',
  place: (number: number, kind: string) => `${number}\u00a0: ${kind}`,
  publish: 'Rien ici n’est personnel\u00a0: publier telle quelle',
  looked: 'J’ai regardé\u00a0: rien ici n’est personnel.',
  another: 'Ou choisissez une autre image plus bas. Celle-ci sera effacée.',
  send: 'Continuer',
  unpublished: {
    title: 'Regardez cette image avant de l’envoyer',
    publish: 'Rien ici n’est personnel\u00a0: envoyer telle quelle',
  },
};
