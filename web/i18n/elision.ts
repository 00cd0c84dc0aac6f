/** Whether a name begins with a vowel: French says "d’Appen", "de Clickworker". */
export function startsWithVowel(name: string): boolean {
  return /^[aeiouyàâéèêëîïôùûü]/i.test(name);
}
