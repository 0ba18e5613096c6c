import type { SectionCode } from '../../../../adapters/port/preconsult.ts';
import type { WrittenSummary } from './summarise.ts';

/** Fields of interface 4701 of the national insurance platform (医保业务信息系统接口规范). It has none for what is taken. */
const FIELDS = {
  'present-illness': 'dise_now',
  'past-history': 'dise_his',
  'surgical-history': 'oprn_his',
  transfusion: 'bld_his',
  allergies: 'algs_his',
  immunisation: 'prev_vcnt',
  'personal-history': 'psn_his',
  'marital-history': 'mrg_his',
  'menstrual-history': 'mena_his',
  'family-history': 'fmhis',
} as const satisfies Partial<Record<SectionCode, string>>;

/** GB/T 4761-2008, family relationships: the person, and others. A relative's word is not guessed into a code. */
const RELATIONSHIPS = { patient: '01', relative: undefined, volunteer: '99', clerk: '99' } as const;

/**
 * The summary in the national fields, in Chinese; those that have nothing to say are absent. `toldBy`: the name of whoever told it, where it is
 * known. `stte_rele`, whether it can be relied on, is 0 where something is not known. Nothing is cut: how long a column is differs.
 */
export function nationalFields(
  { saidBy, chiefComplaint, sections }: WrittenSummary,
  toldBy?: string,
): Readonly<Record<string, string>> {
  const relationship = RELATIONSHIPS[saidBy.who];
  const isSure = sections.every(({ lines }) => lines.every(({ unsure }) => !unsure));
  return {
    chfcomp: chiefComplaint.zh,
    ...Object.fromEntries(
      sections.flatMap(({ code, notAsked, lines }) =>
        notAsked || !isField(code) ? [] : [[FIELDS[code], lines.map(({ text }) => text.zh).join('；')]],
      ),
    ),
    ...(toldBy === undefined ? {} : { illhis_stte_name: toldBy }),
    ...(relationship === undefined ? {} : { illhis_stte_rltl: relationship }),
    stte_rele: isSure ? '1' : '0',
  };
}

function isField(code: SectionCode): code is keyof typeof FIELDS {
  return code in FIELDS;
}
