export const platforms = {
  question: (name: string) => `${name} paie-t-il ?`,
};
