import type { Department, Hospital, Slip } from '../../client/wire.ts';
import { addressOf, departmentName, hospitalName, practitionerName, roomAt } from '../../i18n/named.ts';
import type { Language } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { clockInWords, dayOf, numberOf, sayDay, timeOf } from '../../i18n/when.ts';
import { QrCode } from './qr-code.tsx';
import './slip-card.css';
import { bringWords } from './slip-paper.tsx';

export interface SlipCardProps {
  readonly slip: Slip;
  readonly language: Language;
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
  readonly now: number;
  /** Of another house than the one in which one stands the address is told; `undefined`: one stands in none. */
  readonly here: boolean | undefined;
  /** No paper comes: the code, what to bring and whom to call have to be taken along from the screen. */
  readonly byHeart?: boolean;
}

/** What the slip says, on the screen: where, when, which door. What decides stands in the letters of a choice. */
export function SlipCard({ slip, language, hospitals, departments, now, here, byHeart = false }: SlipCardProps) {
  const say = sayIn(language);
  const { place, arriveMinutesEarly = 0 } = slip;
  const number = numberOf(language, slip);
  const department = departmentName(language, slip.department.code, slip.department.name, departments);
  const doctor = practitionerName(language, slip.practitioner);
  return (
    <section class={byHeart ? 'slip-card slip-card-short' : 'slip-card'} aria-label={say('slip.title')}>
      <p class="slip-card-where">{hospitalName(language, place, hospitals)}</p>
      {here !== true && (
        <p class="slip-card-elsewhere">
          {[...(here === false ? [say('slip.not-here')] : []), addressOf(language, place)].join(' · ')}
        </p>
      )}
      <p class="slip-card-when">
        <span>{sayDay(language, dayOf(slip.start), dayOf(now))}</span> <strong>{timeOf(language, slip)}</strong>
      </p>
      {number !== '' && <p class="slip-card-decides">{number}</p>}
      {number === '' && !byHeart && <p>{clockInWords(language, slip.start)}</p>}
      <p class="slip-card-decides">{roomAt(language, place)}</p>
      {place.reportTo !== undefined && <p>{say('slip.report', { where: place.reportTo[language] })}</p>}
      {arriveMinutesEarly > 0 && <p>{say('slip.early', { minutes: arriveMinutesEarly })}</p>}
      <p>{[department, ...(byHeart ? [] : [doctor]), slip.patientName].join(' · ')}</p>
      {slip.fasting && <p class="slip-card-decides">{say('slip.fasting')}</p>}
      {byHeart && <ByHeart slip={slip} language={language} />}
    </section>
  );
}

function ByHeart({ slip, language }: Pick<SlipCardProps, 'slip' | 'language'>) {
  const say = sayIn(language);
  const bring = bringWords(slip, language);
  return (
    <div class="slip-card-by-heart">
      <div class="slip-card-code">
        <QrCode text={slip.qr} label={say('slip.scan')} />
      </div>
      <div>
        <p>
          {say('slip.code')}{' '}
          <strong>
            {slip.code.slice(0, 5)} {slip.code.slice(5)}
          </strong>
        </p>
        {bring !== '' && <p>{say('slip.bring', { things: bring })}</p>}
      </div>
    </div>
  );
}
