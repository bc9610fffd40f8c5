import type { SettingsClient } from '../client/kioskClient';
import { Choices } from '../ui/Choices';
import { useTranslation } from '../ui/useTranslation';
import { CAPTURE_CHOICES, changeTo, isFixed, valueOf } from './captureChoices';
import { LockedSetting } from './LockedSetting';
import { RestartNotice } from './RestartNotice';
import { useSettings } from './useSettings';

/** How a goat is photographed, and what becomes of the pictures here. */
export function CaptureSection({ client }: { client: SettingsClient }) {
  const { messages, number } = useTranslation();
  const settings = useSettings(client);
  const { answer, save } = settings;
  return (
    <>
      <RestartNotice settings={settings} />
      {answer &&
        CAPTURE_CHOICES.map(({ name, choices: known }) => {
          const chosen = valueOf(answer, name);
          // What somebody has set elsewhere can be seen here, and chosen again.
          const choices = known.includes(chosen) ? known : [...known, chosen];
          const label = messages.captureSettings[name];
          return (
            <div key={name} className="preference">
              <h3 className="label">{label}</h3>
              {isFixed(answer, name) ? (
                <LockedSetting value={told(chosen)} />
              ) : (
                <Choices
                  label={label}
                  choices={choices}
                  chosen={chosen}
                  labels={Object.fromEntries(choices.map((choice) => [choice, told(choice)]))}
                  columns="four"
                  onTouch={(choice) => {
                    void save(changeTo(name, choice));
                  }}
                />
              )}
            </div>
          );
        })}
    </>
  );

  /** A choice as it is read: numbers in the language's form. */
  function told(choice: string): string {
    if (choice === 'auto') return messages.automatic;
    return /^[\d.]+$/.test(choice) ? number(Number(choice)) : choice;
  }
}
