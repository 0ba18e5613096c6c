import { useEffect, useState } from 'preact/hooks';
import { clockOf } from '../../../i18n/when.ts';
import { useVisit } from '../../../shell/visit.ts';
import './payments.css';

const SECOND_MS = 1_000;
const MINUTE_S = 60;

interface TimeLeftProps {
  readonly since: string;
  readonly until: string;
}

/** By the clock, and as what is left of it: never more than the whole minutes that were promised, whatever this clock says. */
export function TimeLeft({ since, until }: TimeLeftProps) {
  const { services, say } = useVisit();
  const [now, setNow] = useState(services.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(services.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const promised = Math.floor((Date.parse(until) - Date.parse(since)) / (MINUTE_S * SECOND_MS)) * MINUTE_S;
  const left = Math.max(0, Math.min(promised, Math.ceil((Date.parse(until) - now) / SECOND_MS)));
  if (left === 0) return <p class="pay-left">{say('pay-code.late')}</p>;
  const seconds = String(left % MINUTE_S).padStart(2, '0');
  return (
    <p class="pay-left">
      <span>{say('pay-code.until', { clock: clockOf(until) })}</span>
      <strong role="timer">{say('pay-code.left', { minutes: Math.floor(left / MINUTE_S), seconds })}</strong>
    </p>
  );
}
