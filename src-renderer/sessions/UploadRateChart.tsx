import type { QueueAnswer } from '#contract/sessionApi';
import { useTranslation } from '../ui/useTranslation';

const HEIGHT = 24;
/** A line of less than this many bytes a second at its highest is drawn flat: it is no upload. */
const LOWEST_TOP = 1000;

/** The rate over the last minutes, as a line over its area, and its highest value in words. */
export function UploadRateChart({
  rate_history: rates,
  rate_step_sec: step,
}: Pick<QueueAnswer, 'rate_history' | 'rate_step_sec'>) {
  const { messages, rate, duration } = useTranslation();
  const highest = Math.max(...rates);
  const top = Math.max(highest, LOWEST_TOP);
  const points = rates.map((value, index) => `${index},${(HEIGHT * (1 - value / top)).toFixed(2)}`).join(' ');
  const last = rates.length - 1;
  const title = messages.sessions.rateHighest(rate(highest));
  return (
    <figure className="rate">
      <figcaption>{title}</figcaption>
      <svg
        className="rate-plot"
        viewBox={`0 -1 ${last} ${HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={title}
      >
        <polygon className="rate-area" points={`0,${HEIGHT} ${points} ${last},${HEIGHT}`} />
        <polyline className="rate-line" points={points} />
      </svg>
      <p className="rate-times" aria-hidden="true">
        <span>{messages.sessions.ago(duration(rates.length * step))}</span>
        <span>{messages.sessions.now}</span>
      </p>
    </figure>
  );
}
