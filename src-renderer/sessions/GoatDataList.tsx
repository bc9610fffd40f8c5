import { DESCRIPTIONS, GRADES, type GoatData } from '#contract/goats';
import { useTranslation } from '../ui/useTranslation';
import { formOf } from '../ui/goatForm';

const CHOICES = [...DESCRIPTIONS, ...GRADES];

/** What is known of a goat: the form's fields by their names, others as they came. */
export function GoatDataList({ data }: { data: GoatData }) {
  const { words, number } = useTranslation();
  const { weight, unit } = formOf(data, 'lbs');
  const names: Record<string, string> = {
    description: words.description,
    live_weight: words.weight,
    grade: words.grade,
    note: words.note,
  };
  const given = Object.entries(data).filter(([, value]) => value !== null && value !== '');
  const written = (key: string, value: GoatData[string]) => {
    if (key === 'live_weight' && weight) return `${number(Number(weight))} ${words.units[unit]}`;
    const choice = CHOICES.find((one) => one === value);
    return choice ? words.choices[choice] : String(value);
  };
  return (
    <section className="session-data">
      <h3 className="label">{words.goatData}</h3>
      {given.length === 0 ? (
        <p>{words.sessions.noData}</p>
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
