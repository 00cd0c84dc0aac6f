export const messages = {
  title: 'Messages privés',
};
