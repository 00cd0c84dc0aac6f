/**
 * Colours of covers: `ink` on light and `paper` on dark pictures on the device, and that of the server.
 */
export const COVER_COLOURS = { ink: '#1c1a16', paper: '#f3ecdd', server: '#6b6b6b' } as const;
