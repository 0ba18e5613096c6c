import type * as z from 'zod';
import type { DeliverSummary, SectionCode, Summary } from '../../port/preconsult.ts';
import type { summaryRequestSchema } from './preconsult-wire.ts';

type NationalHistory = z.infer<typeof summaryRequestSchema>['national'];

/** Members of interface 4701 of the national insurance platform (医保业务信息系统接口规范). It has none for what is taken. */
const MEMBERS = {
  'present-illness': 'dise_now',
  'past-history': 'dise_his',
  'surgical-history': 'oprn_his',
  allergies: 'algs_his',
  'family-history': 'fmhis',
  'personal-history': 'psn_his',
  'marital-history': 'mrg_his',
  'menstrual-history': 'mena_his',
  immunisation: 'prev_vcnt',
  transfusion: 'bld_his',
} as const satisfies Readonly<Partial<Record<SectionCode, keyof NationalHistory>>>;

/** GB/T 4761-2008, who speaks for whom: the person, nobody of the family. A relative's word is not guessed into a code. */
const RELATIONS = { patient: '01', relative: undefined, volunteer: '99', clerk: '99' } as const;

const UNSURE = { zh: '（不确定）', en: ' (unsure)' } as const;

/** A summary in the members of the national record. Nothing is cut: how long a column is differs from hospital to hospital. */
export function nationalHistory({ patient, summary }: Pick<DeliverSummary, 'patient' | 'summary'>): NationalHistory {
  const { saidBy, chiefComplaint, sections } = summary;
  const relation = RELATIONS[saidBy.who];
  const unsure = sections.some(({ lines }) => lines.some((line) => line.unsure));
  return {
    chfcomp: chiefComplaint,
    ...Object.fromEntries(
      sections.flatMap(({ code, lines }) =>
        code in MEMBERS ? [[MEMBERS[code as keyof typeof MEMBERS], inOne(summary, lines)]] : [],
      ),
    ),
    ...(saidBy.who === 'patient' ? { illhis_stte_name: patient.name } : {}),
    ...(relation === undefined ? {} : { illhis_stte_rltl: relation }),
    stte_rele: unsure ? '0' : '1',
  };
}

function inOne({ language }: Summary, lines: Summary['sections'][number]['lines']): string {
  return lines.map(({ text, unsure }) => `${text}${unsure ? UNSURE[language] : ''}`).join('；');
}
