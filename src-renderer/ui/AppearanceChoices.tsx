import { useTranslation } from './useTranslation';
import { preferences } from './preferences';
import { PreferenceChoice } from './PreferenceChoice';

/** The language of this screen, and whether it is bright or dark. */
export function AppearanceChoices() {
  const { messages } = useTranslation();
  return (
    <>
      <PreferenceChoice
        label={messages.languageLabel}
        preference={preferences.language}
        choiceLabels={messages.languages}
      />
      <PreferenceChoice
        label={messages.theme}
        preference={preferences.theme}
        choiceLabels={messages.themes}
      />
    </>
  );
}
