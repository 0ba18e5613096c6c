import { forms } from '../../../bff/scenes/preconsult/forms/offered-forms.ts';
import type { ReadForm, ReadItem } from '../../../bff/scenes/preconsult/forms/read-form.ts';
import { pick } from '../../support/seeded.ts';

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** `?`: "I do not know"; `-`: skipped; anything else is an answer, or several. */
export type Said = string | number | boolean | readonly string[];

export function formNamed(id: string): ReadForm {
  const found = forms.find((form) => form.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

/** A QuestionnaireResponse with these answers, whether they are on the way or not. */
export function responseOf(said: Readonly<Record<string, Said>>) {
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item: Object.entries(said).map(([linkId, answer]) => ({ linkId, ...answered(answer) })),
  };
}

function answered(said: Said): object {
  if (said === '?') return { extension: [{ url: ABSENT, valueCode: 'asked-unknown' }] };
  if (said === '-') return { extension: [{ url: ABSENT, valueCode: 'asked-declined' }] };
  const values = typeof said === 'object' ? said : [said];
  return { answer: values.map(answerOf) };
}

function answerOf(value: string | number | boolean): object {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { valueInteger: value } : { valueDecimal: value };
  return { valueCoding: { system: 'urn:onedoor:preconsult-answer', code: value, display: '<b>not ours</b>' } };
}

/** What somebody might press: any options, a number within its bounds, "I do not know", nothing. */
export function pressed(item: ReadItem, random: () => number): Said | undefined {
  const chance = random();
  if (chance < 0.08) return undefined;
  if (chance < 0.16) return '?';
  if (chance < 0.22) return '-';
  if (item.type === 'boolean') return random() < 0.5;
  if (item.type === 'choice') {
    const one = pick(random, item.options);
    if (!item.several || one.alone) return item.several ? [one.code] : one.code;
    return item.options.filter((option) => !option.alone && (option === one || random() < 0.5)).map(({ code }) => code);
  }
  const { min = 0, max = 0 } = item;
  const value = min + random() * (max - min);
  return item.type === 'integer' ? Math.round(value) : Math.round(value * 10) / 10;
}

/** One answer to every question of a form, those too that turn out to be off. */
export function pressedAll(form: ReadForm, random: () => number): Readonly<Record<string, Said>> {
  return Object.fromEntries(
    form.items.flatMap((item) => {
      const said = pressed(item, random);
      return said === undefined ? [] : [[item.linkId, said] as const];
    }),
  );
}
