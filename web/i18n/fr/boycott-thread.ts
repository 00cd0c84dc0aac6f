/** What the thread of a boycott begins with, above the address of the call. */
export const boycottThread = {
  say: 'On débat ici de cet appel au boycott. Son texte du jour se lit sur sa page.',
  link: 'Lire l’appel',
};
