import type { Result } from '../../../adapters/port/records.ts';
import { loinc, quantity, sampleResult } from './sample-results.ts';

const given = (text: string, ucum?: string) => ({ text, ucum });

/** What three hospitals wrote of one person, as their systems write it: each name is what the tests call it. */
export const MANY: Readonly<Record<string, Result>> = {
  // Glucose in mass; in moles; with a unit in text alone; with none
  g1: sampleResult(loinc('2345-7'), quantity('99', 'mg/dL')),
  g2: sampleResult(loinc('14749-6'), quantity('5.5', 'mmol/L')),
  g3: sampleResult(loinc('14749-6'), quantity('5.6', given('mmol/l'))),
  g4: sampleResult(loinc('14749-6'), quantity('5.8')),
  // Creatinine in mass; in moles with one micro sign; with the other
  c1: sampleResult(loinc('2160-0'), quantity('1.0', 'mg/dL')),
  c2: sampleResult(loinc('14682-9'), quantity('92', given('\u03BCmol/L', 'umol/L'))),
  c3: sampleResult(loinc('14682-9'), quantity('95', given('\u00B5mol/L'))),
  // Platelets, three writings
  p1: sampleResult(loinc('777-3'), quantity('210', 'K/uL')),
  p2: sampleResult(loinc('777-3'), quantity('215', given('10^9/L', '10*9/L'))),
  p3: sampleResult(loinc('777-3'), quantity('220', given('×10⁹/L'))),
  // Troponin below what can be measured, measured, and above
  t1: sampleResult(loinc('89579-7'), quantity('3', 'ng/L', '<')),
  t2: sampleResult(loinc('89579-7'), quantity('5', 'ng/L')),
  t3: sampleResult(loinc('89579-7'), quantity('5000', 'ng/L', '>')),
  // A titre, a text that looks like a number, a stretch, a word
  v1: sampleResult(loinc('5048-4'), { kind: 'ratio', numerator: '1', denominator: '80' }),
  v2: sampleResult(loinc('5767-9'), { kind: 'text', text: '>1000' }),
  v3: sampleResult(loinc('13945-1'), { kind: 'range', low: '3', high: '5', unit: given('/[HPF]') }),
  v4: sampleResult(loinc('5196-1'), { kind: 'text', text: '阴性' }),
  // HbA1c by both conventions
  m1: sampleResult(loinc('4548-4'), quantity('6.5', '%')),
  m2: sampleResult(loinc('59261-8'), quantity('48', 'mmol/mol')),
  // Triglycerides under the code of mass, in moles; a low limit alone; no limit; limits in another unit; limits by sex
  r1: sampleResult(loinc('2571-8'), quantity('1.69', 'mmol/L'), { ranges: [{ text: '<1.70' }] }),
  r2: sampleResult(loinc('14646-4'), quantity('0.9', 'mmol/L'), { ranges: [{ low: '1.04', unit: given('mmol/L') }] }),
  r3: sampleResult(loinc('1988-5'), quantity('4.0', 'mg/L')),
  r4: sampleResult(loinc('2160-0'), quantity('1.2', 'mg/dL'), {
    ranges: [{ low: '57', high: '97', unit: given('umol/L', 'umol/L') }],
  }),
  r5: sampleResult(loinc('718-7'), quantity('118', 'g/L'), {
    ranges: [
      { sex: 'male', low: '130', high: '175' },
      { sex: 'female', low: '115', high: '150' },
    ],
  }),
};
