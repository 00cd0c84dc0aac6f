/** The site's logo: a note pinned back on the platforms, with its star. In a box of 26 by 26. */
export const LOGO_PATHS = {
  viewBox: '0 0 26 26',
  note: 'M2 3h22v15H13l-6 6v-6H2z',
  star: 'M13 5.6l1.5 3.2 3.5.4-2.6 2.4.7 3.5L13 13.3l-3.1 1.8.7-3.5L8 9.2l3.5-.4z',
};
