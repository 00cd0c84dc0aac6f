export const imports = {
  title: 'Reprendre mon pseudonyme',
};
