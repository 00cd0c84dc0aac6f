/** What the thread of a boycott begins with, above the address of the call. */
export const boycottThread = {
  say: 'On débat ici de cet appel au boycott. Son texte se lit là-bas, tel qu’il est aujourd’hui.',
};
