import type { ClockClient } from '../client/kioskClient';
import { AppearanceChoices } from '../ui/AppearanceChoices';
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
  const { messages } = useTranslation();
  return (
    <>
      <AppearanceChoices />
      {clock && <Brightness client={clock} />}
      <PreferenceChoice
        label={messages.flash}
        preference={preferences.flash}
        choiceLabels={messages.switch}
      />
      <PreferenceChoice label={messages.tick} preference={preferences.tick} choiceLabels={messages.switch} />
      {isKiosk && (
        <PreferenceChoice
          label={messages.dim}
          preference={preferences.dim}
          choiceLabels={messages.dimMinutes}
          columns="four"
        />
      )}
    </>
  );
}
