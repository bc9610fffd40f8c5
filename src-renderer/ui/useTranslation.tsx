import { createContext, use, useEffect, useMemo, type ReactNode } from 'react';
import { translateFault, type Fault, type Language } from '#contract/errors';
import { preferences, usePreference } from './preferences';
import { locales } from '#contract/locales/screens';
import type { Locale } from '#contract/locales/en/en';
import { formatsOf, type Formats } from './formats';

export interface Translation extends Formats {
  readonly language: Language;
  readonly messages: Locale;
  readonly describeFault: (fault: Fault) => { message: string; fix: string };
}

const TranslationContext = createContext<Translation | null>(null);

/** The words and formats of the language that is chosen at this moment. */
export function useTranslation(): Translation {
  const translation = use(TranslationContext);
  if (!translation) throw new Error('useTranslation needs a TranslationProvider around it');
  return translation;
}

/** Gives all within it the chosen language. */
export function TranslationProvider({ children }: { children: ReactNode }) {
  const [language] = usePreference(preferences.language);

  const translation = useMemo<Translation>(
    () => ({
      language,
      messages: locales[language],
      describeFault: (fault) => translateFault(fault, language),
      ...formatsOf(language),
    }),
    [language],
  );

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = locales[language].appName;
  }, [language]);

  return <TranslationContext value={translation}>{children}</TranslationContext>;
}
