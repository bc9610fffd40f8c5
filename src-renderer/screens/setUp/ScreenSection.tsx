import { PreferenceChoice } from '../../components/PreferenceChoice';
import { useTranslation } from '../../i18n/useTranslation';
import { preferences } from '../../preferences';

/** How this screen speaks, looks and sounds. */
export function ScreenSection({ isKiosk }: { isKiosk: boolean }) {
  const { words } = useTranslation();
  return (
    <>
      <PreferenceChoice
        label={words.languageLabel}
        preference={preferences.language}
        choiceWords={words.languages}
      />
      <PreferenceChoice label={words.theme} preference={preferences.theme} choiceWords={words.themes} />
      <PreferenceChoice label={words.flash} preference={preferences.flash} choiceWords={words.switch} />
      <PreferenceChoice label={words.tick} preference={preferences.tick} choiceWords={words.switch} />
      {isKiosk && (
        <PreferenceChoice
          label={words.dim}
          preference={preferences.dim}
          choiceWords={words.dimMinutes}
          columns="four"
        />
      )}
    </>
  );
}
