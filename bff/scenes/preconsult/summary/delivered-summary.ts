import type { Summary } from '../../../../adapters/port/preconsult.ts';
import { NO_DIAGNOSIS } from '../no-diagnosis.ts';
import type { WrittenSummary } from './summarise.ts';

/** The summary as a hospital is handed it, in the language in which it was answered. `response` is what it was written from. */
export function deliveredSummary({ at, language, saidBy, chiefComplaint, sections }: WrittenSummary, response: unknown): Summary {
  const { who, relationship } = saidBy;
  return {
    at,
    language,
    saidBy: who === 'relative' && relationship !== undefined ? { who, relationship } : { who },
    chiefComplaint: chiefComplaint[language],
    sections: sections.map(({ code, lines }) => ({
      code,
      lines: lines.map(({ text, abnormal, unsure }) => ({ text: text[language], abnormal, unsure })),
    })),
    response,
    noDiagnosis: NO_DIAGNOSIS[language],
  };
}
