import { usePreference, type Preference } from './preferences';
import { Choices } from './Choices';
import './PreferenceChoice.css';

interface PreferenceChoiceProps<T extends string> {
  label: string;
  preference: Preference<T>;
  choiceLabels: Readonly<Record<T, string>>;
  columns?: 'two' | 'four';
}

/** One thing that a person may choose for this screen. */
export function PreferenceChoice<T extends string>({
  label,
  preference,
  choiceLabels,
  columns = 'two',
}: PreferenceChoiceProps<T>) {
  const [chosen, choose] = usePreference(preference);
  return (
    <div className="preference">
      <h3 className="label">{label}</h3>
      <Choices
        label={label}
        choices={preference.choices}
        chosen={chosen}
        labels={choiceLabels}
        columns={columns}
        onTouch={choose}
      />
    </div>
  );
}
