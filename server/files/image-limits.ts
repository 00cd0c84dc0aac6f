export const MAX_PIXELS = 40_000_000;
export const MIN_SIDE_PX = 50;
export const READING_MAX_SIDE_PX = 1600;
export const THUMBNAIL_MAX_WIDTH_PX = 320;
export const WEBP_QUALITY = 80;

export const IMAGE_TIMEOUT_MS = 10_000;
export const CHILD_START_TIMEOUT_MS = 20_000;
export const CHILD_IDLE_MS = 60_000;
export const CHILD_MEMORY_BYTES = 512 * 1024 * 1024;
export const IMAGES_PER_CHILD = 50;
export const MAX_CHILDREN = 2;
export const MAX_WAITING = 50;
