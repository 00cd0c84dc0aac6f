import { FAILING } from './failing.ts';
import { LITTLE_KNOWN } from './little-known.ts';
import { PAYING } from './paying.ts';

/**
 * How each platform pays in the demo. What fails there bears an invented name: Tâchéo, Piécettes
 * and Sondomatic exist nowhere. The platforms of the world pay, or too little is known.
 */
export const PROFILES = [...PAYING, ...LITTLE_KNOWN, ...FAILING];
