import { useState } from 'preact/hooks';
import type { FormQuestion } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { DIGITS, DIGITS_AND_POINT, Pad } from '../../../components/pad/pad.tsx';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import type { Value } from '../filling.ts';
import type { AnsweringProps } from './answering.ts';

const NUMBER_MAX = 5;

/** A number on the pad, with its unit and between which bounds it lies; whether it can stand is for the gateway to say. */
export function OfNumber({ question, onAnswer, children }: AnsweringProps) {
  const visit = useVisit();
  const { language, say } = visit;
  const [typed, setTyped] = useState(numberIn(question.answered[0]));
  const whole = question.type === 'integer';
  const number = Number(typed);
  const isNumber = whole ? /^\d+$/.test(typed) : /^\d+(\.\d+)?$/.test(typed);
  const unit = unitOf(question, visit);
  return (
    <>
      <p class="form-bounds">{boundsOf(question, visit)}</p>
      <Pad
        keys={whole ? DIGITS : DIGITS_AND_POINT}
        value={typed}
        lengthMax={NUMBER_MAX}
        onChange={(value) => setTyped(value.replace(/^\./, ''))}
        say={say}
        shown={`${typed} ${unit}`}
        label={question.text[language]}
      />
      <Action kind="main" label={say('pad.done')} disabled={!isNumber} onPress={() => onAnswer([answerOf(question, number)])} />
      {children}
    </>
  );
}

function numberIn(value: Value | undefined): string {
  if (value === undefined) return '';
  if ('integer' in value) return String(value.integer);
  if ('decimal' in value) return String(value.decimal);
  return 'quantity' in value ? String(value.quantity.value) : '';
}

function answerOf({ type, unit }: FormQuestion, number: number): Value {
  if (type === 'integer') return { integer: number };
  return type === 'decimal' ? { decimal: number } : { quantity: { value: number, ...(unit === undefined ? {} : { unit }) } };
}

/** Points of a scale are said in words; everything else is written as the machine at home writes it. */
const POINTS = '分';

export function unitOf({ unit = '' }: Pick<FormQuestion, 'unit'>, { say }: Pick<Visit, 'say'>): string {
  return unit === POINTS ? say('form.points') : unit;
}

function boundsOf(question: FormQuestion, visit: Visit): string {
  const { say } = visit;
  const { min, max } = question;
  const unit = unitOf(question, visit);
  return [
    ...(min === undefined || max === undefined ? [] : [say('form.bounds', { min, max })]),
    ...(unit === '' ? [] : [question.unit === POINTS ? say('form.ends') : say('form.unit', { unit })]),
  ].join(' ');
}

const DAY_DIGITS = 8;

/** A day as eight digits. */
export function OfDay({ question, onAnswer, children }: AnsweringProps) {
  const { language, say } = useVisit();
  const [first] = question.answered;
  const [typed, setTyped] = useState(first !== undefined && 'date' in first ? first.date.replaceAll('-', '') : '');
  const date = `${typed.slice(0, 4)}-${typed.slice(4, 6)}-${typed.slice(6)}`;
  const isDay = typed.length === DAY_DIGITS && isDate(date);
  return (
    <>
      <p class="form-bounds">{say('form.day')}</p>
      <Pad
        keys={DIGITS}
        value={typed}
        lengthMax={DAY_DIGITS}
        onChange={setTyped}
        say={say}
        shown={[typed.slice(0, 4), typed.slice(4, 6), typed.slice(6)].filter(Boolean).join(' - ')}
        label={question.text[language]}
      />
      <Action kind="main" label={say('pad.done')} disabled={!isDay} onPress={() => onAnswer([{ date }])} />
      {children}
    </>
  );
}

/** A day that exists. */
function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
