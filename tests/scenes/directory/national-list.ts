/** How many subjects each entry of 卫医发〔1994〕27号 is divided into, with the entries added since (疼痛科 2007, 重症医学科 2009); 0: none. */
const SUBJECTS: Readonly<Record<string, number>> = {
  A01: 0,
  A02: 0,
  A03: 11,
  A04: 9,
  A05: 6,
  A06: 6,
  A07: 12,
  A08: 6,
  A09: 6,
  A10: 0,
  A11: 4,
  A12: 12,
  A13: 3,
  A14: 0,
  A15: 8,
  A16: 7,
  A17: 0,
  A18: 0,
  A19: 0,
  A20: 0,
  A21: 0,
  A22: 0,
  A23: 6,
  A24: 0,
  A25: 0,
  A26: 0,
  A27: 0,
  A28: 0,
  A30: 6,
  A31: 0,
  A32: 11,
  A50: 18,
  A51: 8,
  A52: 0,
};

export function isOnTheList(code: string): boolean {
  const [entry = '', subject] = code.split('.');
  const subjects = SUBJECTS[entry];
  return subjects !== undefined && (subject === undefined || (/^\d\d$/.test(subject) && +subject >= 1 && +subject <= subjects));
}
