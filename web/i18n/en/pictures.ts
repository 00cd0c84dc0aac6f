import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');

export const pictures: Messages['pictures'] = {
  title: 'Look at this picture before you publish',
  shows: 'Personal data seems readable. Only you can see this picture for now.',
  notLookedAt: 'We could not look at it again. Only you can see this picture for now.',
  alt: (places) =>
    places === 0
      ? 'The picture that you sent'
      : `The picture that you sent, with ${count(places, 'place framed', 'places framed')}`,
  cover: 'Cover the ticked places, for good',
  place: (number, kind) => `${number}: ${kind}`,
  publish: 'Nothing here is personal: publish it as it is',
  looked: 'I looked: nothing here is personal.',
  another: 'Or choose another picture below. This one will be erased.',
  send: 'Continue',
  unpublished: {
    title: 'Look at this picture before you send it',
    publish: 'Nothing here is personal: send it as it is',
  },
};
