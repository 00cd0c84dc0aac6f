import type { overlay as fr } from '#web/i18n/fr/overlay.ts';

export const overlay: typeof fr = {
  title: 'In the page where you work',
  say: 'A small script shows our figures on the platforms’ own pages.',
  script: 'Standing and hourly rate of platforms, on their own pages.',
  shows: {
    title: 'What you will see',
    points: [
      'At the bottom right: the standing, the hourly rate and the delay of payment.',
      'On MTurk, beside each client: its hourly rate and its refusals.',
      'In brackets: how many members say so.',
      'Boycotts that are on, when there are any.',
      'The script clicks on nothing and fills in nothing.',
      'A cross hides it for a week.',
    ],
  },
  install: {
    title: 'Install it',
    steps: [
      'Add a userscript manager to your browser: Violentmonkey, Tampermonkey or Greasemonkey.',
      'Open our script with the button below.',
      'The manager shows you the script. Confirm.',
    ],
    open: 'Open the script',
    phone: 'On a phone: Firefox for Android takes these managers.',
    remove: 'To remove it, delete it in the manager.',
    list: 'At the top of the script is the list of sites where it shows.',
  },
  sent: {
    title: 'What we receive',
    points: [
      'The domain of the platform and, on MTurk, the ids of the clients shown.',
      'Never the address of the page, nor your name, nor a cookie.',
      'One request for a page. Answers serve for an hour.',
      'Your IP address reaches us, as with any visit. We do not store it.',
    ],
  },
  seen: {
    title: 'What the platform can notice',
    points: [
      'Its page can see that an element was added.',
      'It cannot read what is inside, if the manager isolates the script.',
      'We write nothing into what the page keeps on your device.',
      'A manager that does not lend its requests lets the page see our address.',
      'If you open a link to us, the platform can know.',
      'Some platforms forbid scripts in their terms. Read them first.',
    ],
  },
  api: 'To write a script of your own:',
};
