import type { Language } from '../errors';
import { en, type Catalogue } from './en/en';
import { es } from './es/es';

/** The words of the screens, by language. */
export const catalogues: Record<Language, Catalogue> = { en, es };
