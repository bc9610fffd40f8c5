import { DESCRIPTIONS, GRADES, type GoatData } from '../../../src-main/contract/goats';
import { useTranslation } from '../../i18n/useTranslation';

const CHOICES = [...DESCRIPTIONS, ...GRADES];

/** What is known of a goat: the form's fields by their names, others as they came. */
export function GoatDataList({ data }: { data: GoatData }) {
  const { words } = useTranslation();
  const names: Record<string, string> = {
    description: words.description,
    live_weight: words.weight,
    grade: words.grade,
    note: words.note,
  };
  const given = Object.entries(data).filter(([, value]) => value !== null && value !== '');
  const written = (value: GoatData[string]) => {
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
              <dd>{written(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
