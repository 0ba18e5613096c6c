/** Stands on every screen of a form, and on every summary. */
export const NO_DIAGNOSIS = {
  zh: '这不是诊断。这是就诊前说的情况，由医生核对。',
  en: 'This is no diagnosis. It is what was said before the visit, for the doctor to check.',
} as const;

/** Stands under every outcome of triage, where nothing was handed to a doctor and somebody may feel worse. */
export const TRIAGE_NO_DIAGNOSIS = {
  zh: '这不是诊断，只帮您找对科室。不舒服加重，请马上叫工作人员或打120。',
  en: 'This is no diagnosis; it only helps to find the right door. If you feel worse, call staff or 120 at once.',
} as const;
