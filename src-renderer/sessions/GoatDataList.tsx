import { DESCRIPTIONS, GRADES, type GoatData } from '#contract/goats';
import { useTranslation } from '../ui/useTranslation';
import { formOf } from '../ui/goatForm';

const CHOICES = [...DESCRIPTIONS, ...GRADES];

/** What is known of a goat: the form's fields by their names, others as they came. */
export function GoatDataList({ data }: { data: GoatData }) {
  const { messages, number } = useTranslation();
  const { weight, unit } = formOf(data, 'lbs');
  const names: Record<string, string> = {
    description: messages.description,
    live_weight: messages.weight,
    grade: messages.grade,
    note: messages.note,
  };
  const given = Object.entries(data).filter(([, value]) => value !== null && value !== '');
  const written = (key: string, value: GoatData[string]) => {
    if (key === 'live_weight' && weight) return `${number(Number(weight))} ${messages.units[unit]}`;
    const choice = CHOICES.find((one) => one === value);
    return choice ? messages.choices[choice] : String(value);
  };
  return (
    <section className="session-data">
      <h3 className="label">{messages.goatData}</h3>
      {given.length === 0 ? (
        <p>{messages.sessions.noData}</p>
      ) : (
        <dl>
          {given.map(([key, value]) => (
            <div key={key}>
              <dt>{names[key] ?? key}</dt>
              <dd>{written(key, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
