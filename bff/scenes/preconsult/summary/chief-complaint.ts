import { COMPLAINT_MAX } from '../../../../adapters/port/preconsult.ts';
import type { Bilingual } from '../../directory/directory.ts';
import type { Given, GivenAnswers } from '../forms/given-answers.ts';
import type { ReadForm, ReadOption } from '../forms/read-form.ts';

/** How the parts of a chief complaint stand together in a language. */
interface Grammar {
  readonly max: number;
  readonly between: string;
  /** Where not all that was said has room. */
  readonly andMore: string;
  readonly lasting: (duration: string) => string;
  readonly after: string;
}

const GRAMMAR: Readonly<Record<'zh' | 'en', Grammar>> = {
  zh: { max: COMPLAINT_MAX.zh, between: '、', andMore: '等', lasting: (duration) => duration, after: '，' },
  en: { max: COMPLAINT_MAX.en, between: ', ', andMore: ' and more', lasting: (duration) => ` for ${duration}`, after: ': ' },
};

interface Parts {
  readonly of: string | undefined;
  readonly symptoms: readonly string[];
  readonly duration: string | undefined;
  readonly otherwise: string;
}

/**
 * 主诉: what it is, and for how long. Where it is too long whole words are left out, the last first, then how long it has been; never a part
 * of a word.
 */
export function chiefComplaint(form: ReadForm, given: GivenAnswers): Bilingual {
  const symptoms = optionsOf(given, 'symptom');
  const [duration] = optionsOf(given, 'duration');
  const partsIn = (language: 'zh' | 'en'): Parts => ({
    of: form.complaint.of?.[language],
    symptoms: symptoms.flatMap((option) => wordsOf(option, language) ?? []),
    duration: duration && wordsOf(duration, language),
    otherwise: form.complaint.otherwise[language],
  });
  return { zh: shortened(partsIn('zh'), GRAMMAR.zh), en: capital(shortened(partsIn('en'), GRAMMAR.en)) };
}

/** What was chosen for that part; of several questions the last that was answered stands: it says it more precisely. */
function optionsOf(given: GivenAnswers, part: string): readonly ReadOption[] {
  const answered = [...given].flatMap(([item, answer]) => (item.complaint === part ? chosenIn(answer) : []));
  return answered.at(-1) ?? [];
}

function chosenIn(answer: Given): readonly (readonly ReadOption[])[] {
  return answer.kind === 'chosen' ? [answer.options] : [];
}

function wordsOf({ complaint, phrase }: ReadOption, language: 'zh' | 'en'): string | undefined {
  return (complaint ?? phrase)?.[language];
}

function shortened(parts: Parts, grammar: Grammar): string {
  const { symptoms, duration } = parts;
  for (const lasting of duration === undefined ? [undefined] : [duration, undefined])
    for (let kept = symptoms.length; kept >= Math.min(1, symptoms.length); kept -= 1) {
      const text = written({ ...parts, symptoms: symptoms.slice(0, kept), duration: lasting }, kept < symptoms.length, grammar);
      if (Array.from(text).length <= grammar.max) return text;
    }
  return parts.of ?? parts.otherwise;
}

function written({ of, symptoms, duration, otherwise }: Parts, isCut: boolean, grammar: Grammar): string {
  const { between, andMore, lasting, after } = grammar;
  const trouble = symptoms.length === 0 ? otherwise : `${symptoms.join(between)}${isCut ? andMore : ''}`;
  const forHowLong = duration === undefined ? '' : lasting(duration);
  return of === undefined ? `${trouble}${forHowLong}` : `${of}${forHowLong}${after}${trouble}`;
}

function capital(english: string): string {
  return `${english.charAt(0).toUpperCase()}${english.slice(1)}`;
}
