import type { Language } from '#contract/errors';
import { useTranslation } from './useTranslation';
import { preferences } from './preferences';

const OTHER: Record<Language, Language> = { en: 'es', es: 'en' };

/** One touch to the other language, named in that language. */
export function LanguageSwitch() {
  const { language, messages } = useTranslation();
  return (
    <button
      type="button"
      className="button"
      lang={OTHER[language]}
      onClick={() => {
        preferences.language.set(OTHER[language]);
      }}
    >
      {messages.otherLanguage}
    </button>
  );
}
