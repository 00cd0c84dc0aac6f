export const search = {
  title: 'Recherche',
};
