/** Outlines on a grid of 24, drawn with the current text colour. */
const ICON_PATHS = {
  back: 'M20 12H4M10.5 5.5 4 12l6.5 6.5',
  bell: 'M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  bubble: 'M4 5h16v11H11l-4.5 4v-4H4z',
  check: 'M4.5 12.5 10 18 19.5 6.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7v5l3.5 2.5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  cross: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 17.5l11-11',
  envelope: 'M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5',
  eye: 'M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5S5 16.5 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  hand: 'M7 12V6.5a1.5 1.5 0 0 1 3 0V11 4.5a1.5 1.5 0 0 1 3 0V11 5.5a1.5 1.5 0 0 1 3 0V12l1.5-1.5a1.6 1.6 0 0 1 2.3 2.2L16 19a4 4 0 0 1-3 1.5h-1.5A4.5 4.5 0 0 1 7 16z',
  heart:
    'M12 20C6 15.5 3.5 12.5 3.5 9A4.3 4.3 0 0 1 12 7.5 4.3 4.3 0 0 1 20.5 9c0 3.5-2.5 6.5-8.5 11z',
  home: 'M3.5 11 12 4l8.5 7M6 9.5V20h4.5v-5.5h3V20H18V9.5',
  list: 'M4 5h6v6H4zM4 14.5h6v5H4zM14 6h6M14 9.5h4M14 15.5h6M14 19h4',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.5-6 7.5-6s6.9 2 7.5 6',
  plus: 'M12 5v14M5 12h14',
  question: 'M7.5 8.5a4.5 4.5 0 1 1 6.8 3.9c-1.6 1-2.3 1.7-2.3 3.1M12 19.8v.1',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5l5 5',
  share: 'M12 15V3.5M7.5 8 12 3.5 16.5 8M5 13v7.5h14V13',
  up: 'M12 20V5M5.5 11.5 12 5l6.5 6.5',
} as const;

export type IconName = keyof typeof ICON_PATHS;

/** An icon of 24 pixels, unnamed: words beside it, or on the control around it, say what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
