/** What a boycott is of, as it is said at each of its steps: only one that is on is told as a fact. */
export const boycottRefuse = {
  asked: {
    platform: (platform: string) => `Un appel à refuser tout travail sur ${platform}.`,
    client: (client: string, platform: string) =>
      `Un appel à refuser les tâches de ${client} sur ${platform}.`,
    task: (task: string, platform: string) =>
      `Un appel à refuser la tâche «\u00a0${task}\u00a0» sur ${platform}.`,
  },
  now: {
    platform: (platform: string) => `On refuse tout travail sur ${platform}.`,
    client: (client: string, platform: string) =>
      `On refuse les tâches de ${client} sur ${platform}.`,
    task: (task: string, platform: string) =>
      `On refuse la tâche «\u00a0${task}\u00a0» sur ${platform}.`,
  },
  past: {
    platform: (platform: string) => `On a refusé tout travail sur ${platform}.`,
    client: (client: string, platform: string) =>
      `On a refusé les tâches de ${client} sur ${platform}.`,
    task: (task: string, platform: string) =>
      `On a refusé la tâche «\u00a0${task}\u00a0» sur ${platform}.`,
  },
  failed: {
    platform: (platform: string) => `C’était un appel à refuser tout travail sur ${platform}.`,
    client: (client: string, platform: string) =>
      `C’était un appel à refuser les tâches de ${client} sur ${platform}.`,
    task: (task: string, platform: string) =>
      `C’était un appel à refuser la tâche «\u00a0${task}\u00a0» sur ${platform}.`,
  },
};
