export const inbox = {
  title: 'Mes nouvelles',
  follow: {
    begin: {
      thread: 'Suivre ce sujet',
      platform: 'Suivre cette plateforme',
      client: 'Suivre ce client',
    },
    end: {
      thread: 'Ne plus suivre ce sujet',
      platform: 'Ne plus suivre cette plateforme',
      client: 'Ne plus suivre ce client',
    },
    done: {
      followed: 'C’est noté. Vous lirez la suite dans vos nouvelles.',
      unfollowed: 'C’est noté. Vous n’en aurez plus de nouvelles.',
    } as Record<string, string>,
  },
};
