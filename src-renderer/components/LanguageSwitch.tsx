import type { Language } from '../../src-main/contract/errors';
import { useTranslation } from '../i18n/useTranslation';

const OTHER: Record<Language, Language> = { en: 'es', es: 'en' };

/** One touch to the other language, named in that language. */
export function LanguageSwitch() {
  const { language, setLanguage, words } = useTranslation();
  return (
    <button
      type="button"
      className="button"
      lang={OTHER[language]}
      onClick={() => {
        setLanguage(OTHER[language]);
      }}
    >
      {words.otherLanguage}
    </button>
  );
}
