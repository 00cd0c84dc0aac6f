export const inbox = {
  title: 'Mes nouvelles',
};
