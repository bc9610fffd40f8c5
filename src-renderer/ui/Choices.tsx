import { Icon } from './Icon';
import './Choices.css';

interface ChoicesProps<T extends string> {
  /** What is chosen here, for screen readers. */
  label: string;
  choices: readonly T[];
  chosen: T | null;
  labels: Readonly<Record<T, string>>;
  /** How many stand side by side. */
  columns: 'two' | 'three' | 'four' | 'five';
  onTouch: (choice: T) => void;
}

/** Large chips, of which at most one is chosen. */
export function Choices<T extends string>({
  label,
  choices,
  chosen,
  labels: messages,
  columns,
  onTouch,
}: ChoicesProps<T>) {
  return (
    <div className={`choices choices-${columns}`} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          className="choice"
          aria-pressed={choice === chosen}
          onClick={() => {
            onTouch(choice);
          }}
        >
          <span className="choice-mark">{choice === chosen && <Icon name="check" />}</span>
          {messages[choice]}
        </button>
      ))}
    </div>
  );
}
