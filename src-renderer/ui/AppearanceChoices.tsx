import { useTranslation } from './useTranslation';
import { preferences } from './preferences';
import { PreferenceChoice } from './PreferenceChoice';

/** The language of this screen, and whether it is bright or dark. */
export function LookChoices() {
  const { words } = useTranslation();
  return (
    <>
      <PreferenceChoice
        label={words.languageLabel}
        preference={preferences.language}
        choiceWords={words.languages}
      />
      <PreferenceChoice label={words.theme} preference={preferences.theme} choiceWords={words.themes} />
    </>
  );
}
