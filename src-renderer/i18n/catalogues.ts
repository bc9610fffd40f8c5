import type { Language } from '../../src-main/contract/errors';
import { en, type Catalogue } from './en';
import { es } from './es';

/** The words of the screens, by language. */
export const catalogues: Record<Language, Catalogue> = { en, es };
