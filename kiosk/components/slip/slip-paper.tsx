import type { Department, Hospital, Slip } from '../../client/wire.ts';
import { departmentName, feeOf, floorOf, hospitalName, roomOf, titleOf } from '../../i18n/named.ts';
import type { Language } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { clockInWords, dayOf, numberOf, sayDay, timeOf, trustOf } from '../../i18n/when.ts';
import { QrCode } from './qr-code.tsx';
import './slip-paper.css';

export interface SlipPaperProps {
  readonly slip: Slip;
  readonly language: Language;
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
}

/**
 * The slip, on the screen and on paper: when, where, who, in this order, because that is what is looked for on the bus. Masked name,
 * no number of a document, nothing about the illness but the department. No "tomorrow": paper is read on another day.
 */
export function SlipPaper({ slip, language, hospitals, departments }: SlipPaperProps) {
  const say = sayIn(language);
  return (
    <article class={`slip ${isLong(slip, language) ? 'slip-long' : ''}`} aria-label={say('slip.title')}>
      <p class="slip-hospital">{hospitalName(language, slip.place, hospitals)}</p>
      <p class="slip-day">{sayDay(language, dayOf(slip.start))}</p>
      <p class="slip-time">{timeOf(language, slip)}</p>
      {slip.clinic ? (
        <>
          <p class="slip-called">{numberOf(language, slip)}</p>
          <p>{trustOf(language, slip)}</p>
        </>
      ) : (
        <p class="slip-words">{clockInWords(language, slip.start)}</p>
      )}
      <div class="slip-middle">
        <Rows {...{ slip, language, departments }} />
        <div class="slip-code">
          <QrCode text={slip.qr} label={say('slip.scan')} />
          <p>{say('slip.code')}</p>
          <p class="slip-number">
            {slip.code.slice(0, 5)} {slip.code.slice(5)}
          </p>
        </div>
      </div>
      <Advice slip={slip} language={language} />
    </article>
  );
}

/** More to say than fits beside the buttons at full size. */
function isLong({ fasting, preparation }: Slip, language: Language): boolean {
  return fasting || preparation !== undefined || language === 'en';
}

function Rows({ slip, language, departments }: Pick<SlipPaperProps, 'slip' | 'language' | 'departments'>) {
  const say = sayIn(language);
  const { place, practitioner, department } = slip;
  const rows = [
    [say('check.department'), departmentName(language, department.code, department.name, departments)],
    [say('slip.where'), `${place.campus} ${floorOf(language, place.floor)} ${roomOf(language, place.room)}`],
    [say('check.doctor'), `${practitioner.name} ${titleOf(language, practitioner.title)}`],
    [say('slip.for'), slip.patientName],
    [say('check.price'), `${feeOf(language, slip.price)} ${say(`coverage.${slip.coverage}`)}`],
  ];
  return (
    <dl class="slip-rows">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Advice({ slip, language }: Pick<SlipPaperProps, 'slip' | 'language'>) {
  const say = sayIn(language);
  const bring = slip.bring.map((thing) => thing[language]).join(language === 'zh' ? '、' : ', ');
  return (
    <div class="slip-advice">
      {slip.fasting && <p class="slip-fasting">{say('slip.fasting')}</p>}
      {slip.preparation && <p>{slip.preparation[language]}</p>}
      {bring !== '' && <p class="slip-extra">{say('slip.bring', { things: bring })}</p>}
      <p class="slip-extra">{slip.queueRule[language]}</p>
      <p class="slip-extra">{say('slip.desk', { phone: slip.dutyDesk.phone })}</p>
    </div>
  );
}
