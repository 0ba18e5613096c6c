import type { Department, Hospital, Slip } from '../../client/wire.ts';
import { addressOf, departmentName, feeOf, hospitalName, practitionerName, roomAt, titleOf } from '../../i18n/named.ts';
import type { Language, Say } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { clockInWords, clockOf, dayOf, numberOf, sayDay, timeOf, trustOf } from '../../i18n/when.ts';
import { QrCode } from './qr-code.tsx';
import './slip-paper.css';

export interface SlipPaperProps {
  readonly slip: Slip;
  readonly language: Language;
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
}

/**
 * The slip as it comes out of the printer: where, when, who, in this order, because that is what is looked for on the bus. Masked name,
 * no number of a document, nothing about the illness but the department. No "tomorrow": paper is read on another day.
 */
export function SlipPaper({ slip, language, hospitals, departments }: SlipPaperProps) {
  const say = sayIn(language);
  const way = wayTo(slip.place, hospitals);
  return (
    <article class="slip" aria-label={say('slip.title')}>
      <Provisional slip={slip} say={say} />
      <p class="slip-hospital">{hospitalName(language, slip.place, hospitals)}</p>
      <p>{addressOf(language, slip.place)}</p>
      {language === 'en' && <p lang="zh-CN">{`${slip.place.hospitalName} ${slip.place.address}`}</p>}
      {way !== undefined && <p>{way[language]}</p>}
      <p class="slip-room">{roomAt(language, slip.place)}</p>
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
      <Arriving slip={slip} language={language} />
      <div class="slip-middle">
        <Rows {...{ slip, language, departments }} />
        <div class="slip-code">
          <QrCode text={slip.qr} label={say('slip.scan')} />
          <p>{say('slip.scan')}</p>
          <p>{say('slip.code')}</p>
          <p class="slip-number">
            {slip.code.slice(0, 5)} {slip.code.slice(5)}
          </p>
        </div>
      </div>
      <Advice slip={slip} language={language} />
      <p>{say('slip.printed-at', { when: `${sayDay(language, dayOf(slip.issuedAt))} ${clockOf(slip.issuedAt)}` })}</p>
    </article>
  );
}

/** Nobody takes for certain what a hospital has not said yet. */
function Provisional({ slip: { state, knowBy }, say }: { readonly slip: Slip; readonly say: Say }) {
  if (state !== 'provisional') return null;
  return (
    <div class="slip-provisional">
      <p>{say('slip.provisional')}</p>
      {knowBy !== undefined && <p>{say('slip.provisional.by', { clock: clockOf(knowBy) })}</p>}
    </div>
  );
}

/** Where one goes first on the day, and how long before. */
function Arriving({ slip: { place, arriveMinutesEarly }, language }: Pick<SlipPaperProps, 'slip' | 'language'>) {
  const say = sayIn(language);
  const early = arriveMinutesEarly ?? 0;
  return (
    <div class="slip-arriving">
      {early > 0 && <p>{say('slip.early', { minutes: early })}</p>}
      {place.reportTo !== undefined && <p>{say('slip.report', { where: place.reportTo[language] })}</p>}
    </div>
  );
}

function Rows({ slip, language, departments }: Pick<SlipPaperProps, 'slip' | 'language' | 'departments'>) {
  const say = sayIn(language);
  const { practitioner, department } = slip;
  const rows = [
    [say('slip.department'), departmentName(language, department.code, department.name, departments)],
    [say('slip.doctor'), `${practitionerName(language, practitioner)} ${titleOf(language, practitioner.title)}`],
    [say('slip.for'), slip.patientName],
    [say('slip.price'), `${feeOf(language, slip.price)} ${say(`coverage.${slip.coverage}`)}`],
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
  const bring = bringWords(slip, language);
  return (
    <div class="slip-advice">
      {slip.fasting && <p class="slip-fasting">{say('slip.fasting')}</p>}
      {slip.preparation && <p>{slip.preparation[language]}</p>}
      {bring !== '' && <p>{say('slip.bring', { things: bring })}</p>}
      <p>{slip.queueRule[language]}</p>
      <p>{say('slip.desk', { phone: slip.dutyDesk.phone })}</p>
    </div>
  );
}

/** How one gets to a campus, as its hospital tells it. */
function wayTo({ hospital, campus }: Slip['place'], hospitals: readonly Hospital[]) {
  return hospitals.find(({ id }) => id === hospital)?.campuses.find(({ name }) => name === campus)?.gettingThere;
}

/** 身份证、医保卡 */
export function bringWords({ bring }: Slip, language: Language): string {
  return bring.map((thing) => thing[language]).join(language === 'zh' ? '、' : ', ');
}
