import type { Language } from '../errors';
import { en, type Locale } from './en/en';
import { es } from './es/es';

/** The words of the screens, by language. */
export const locales: Record<Language, Locale> = { en, es };
