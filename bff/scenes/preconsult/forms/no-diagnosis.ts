/** Stands on every screen of a form, and on every summary. */
export const NO_DIAGNOSIS = {
  zh: '这不是诊断。这是就诊前说的情况，由医生核对。',
  en: 'This is no diagnosis. It is what was said before the visit, for the doctor to check.',
} as const;
