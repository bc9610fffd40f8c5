import type { ClockClient } from '../client/kioskClient';
import { LookChoices } from '../ui/AppearanceChoices';
import { PreferenceChoice } from '../ui/PreferenceChoice';
import { useTranslation } from '../ui/useTranslation';
import { preferences } from '../ui/preferences';
import { Brightness } from './Brightness';

interface ScreenSectionProps {
  isKiosk: boolean;
  /** Null where the machine may not be asked from here. */
  clock: ClockClient | null;
}

/** How this screen speaks, looks and sounds, and how bright the machine's own one is. */
export function ScreenSection({ isKiosk, clock }: ScreenSectionProps) {
  const { words } = useTranslation();
  return (
    <>
      <LookChoices />
      {clock && <Brightness client={clock} />}
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
