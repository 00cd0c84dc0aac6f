/** What covers are painted in: on the device on light and on dark pictures, and by the server. */
export const COVER_COLOURS = { ink: '#1c1a16', paper: '#f3ecdd', server: '#6b6b6b' } as const;
