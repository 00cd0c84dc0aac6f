/** What the thread of a boycott begins with, above the address of the call. */
export const boycottThread = {
  say: 'On débat ici de cet appel au boycott. Son texte du jour se lit sur sa page.',
  link: 'Lire l’appel',
  /** The title that a thread has once the author of the call took it back. */
  withdrawn: 'Un boycott retiré par son auteur',
};
