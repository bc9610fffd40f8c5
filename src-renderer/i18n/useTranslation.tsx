import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { LANGUAGES, wordsOf, type Fault, type Language } from '../../src-main/contract/errors';
import { keepPreference, readPreference } from '../preferences';
import { catalogues } from './catalogues';
import type { Catalogue } from './en';
import { formatsOf, type Formats } from './formats';

export interface Translation extends Formats {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly words: Catalogue;
  readonly faultWords: (fault: Fault) => { message: string; fix: string };
}

const TranslationContext = createContext<Translation | null>(null);

/** The words and formats of the language that is chosen at this moment. */
export function useTranslation(): Translation {
  const translation = use(TranslationContext);
  if (!translation) throw new Error('useTranslation needs a TranslationProvider around it');
  return translation;
}

/** Gives all within it the chosen language: the kept one, else the browser's where we speak it, else English. */
export function TranslationProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => readPreference('language', LANGUAGES) ?? spoken());

  const translation = useMemo<Translation>(
    () => ({
      language,
      setLanguage: (chosen) => {
        keepPreference('language', chosen);
        choose(chosen);
      },
      words: catalogues[language],
      faultWords: (fault) => wordsOf(fault, language),
      ...formatsOf(language),
    }),
    [language],
  );

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = catalogues[language].appName;
  }, [language]);

  return <TranslationContext value={translation}>{children}</TranslationContext>;
}

function spoken(): Language {
  return LANGUAGES.find((language) => navigator.language.startsWith(language)) ?? 'en';
}
