import type { Decimal } from '../../../../adapters/port/records.ts';
import type { Scale, Steps } from './decimals.ts';
import { type KnownUnit, type UnitKind, unitOfCode } from './units.ts';

/**
 * What is measured under one name at all hospitals. LOINC has a code for amount of substance and another for mass; which of the two a value
 * has is said by its unit, not by the code that somebody once mapped.
 */
export interface Measure {
  /** In words for everybody. */
  readonly name: { readonly zh: string; readonly en: string };
  /** The unit of its line, as UCUM. Absent where values are words. */
  readonly unit?: string;
  /** The kinds of unit in which it is measured. */
  readonly forms: readonly Form[];
}

export interface Form {
  /** LOINC of values in units of this kind. */
  readonly loinc: string;
  /** Absent: values are words. */
  readonly kind?: UnitKind;
  /** From the first unit of the kind onto that of the kind of the line; absent: they are the same. */
  readonly onto?: Scale;
  /** To how many places after the point a value of this form is reported once it was converted, where that was agreed upon. */
  readonly decimals?: number;
}

type Name = readonly [zh: string, en: string];

/** Measured in units of one kind. */
const plain = ([zh, en]: Name, unit: string, loinc: string, ...others: readonly Form[]): Measure => ({
  name: { zh, en },
  unit,
  forms: [{ loinc, kind: unitOfCode(unit).kind }, ...others],
});

/** The same in mass: grams for a mole. */
const mass = (loinc: string, gramsAMole: Decimal): Form => ({ loinc, kind: 'mass', onto: { over: gramsAMole } });

/** The same in charges: so many for one ion. LOINC has one code for both. */
const charges = (loinc: string, valence: '1' | '2'): Form => ({ loinc, kind: 'charge', onto: { times: '0.001', over: valence } });

const words = ([zh, en]: Name, loinc: string): Measure => ({ name: { zh, en }, forms: [{ loinc }] });

/**
 * The measures by key, which is also the name of their trend: it never changes. Codes are those of LOINC in serum, plasma or blood, without a
 * method or automated; molar masses follow from the formulas, in g/mol of IUPAC's atomic weights, where nothing else is said. A code that is
 * another method (LDL by calculation, glucose in whole blood) has no row on purpose: its values are a trend of their own.
 */
export const MEASURES = {
  // Blood count
  'white-cells': plain(['白细胞', 'White blood cells'], '10*9/L', '6690-2'),
  'red-cells': plain(['红细胞', 'Red blood cells'], '10*12/L', '789-8'),
  haemoglobin: plain(['血红蛋白', 'Haemoglobin'], 'g/L', '718-7'),
  haematocrit: plain(['红细胞压积', 'Share of red cells in blood'], '%', '4544-3'),
  platelets: plain(['血小板', 'Platelets'], '10*9/L', '777-3'),
  mcv: plain(['红细胞平均体积', 'Mean size of red cells'], 'fL', '787-2'),
  mch: plain(['红细胞平均血红蛋白量', 'Mean haemoglobin in a red cell'], 'pg', '785-6'),
  mchc: plain(['红细胞平均血红蛋白浓度', 'Mean concentration of haemoglobin in red cells'], 'g/L', '786-4'),
  // Liver, heart, pancreas
  alt: plain(['谷丙转氨酶（肝功能）', 'ALT (liver enzyme)'], 'U/L', '1742-6'),
  ast: plain(['谷草转氨酶（肝功能）', 'AST (liver enzyme)'], 'U/L', '1920-8'),
  ggt: plain(['谷氨酰转肽酶（肝功能）', 'GGT (liver enzyme)'], 'U/L', '2324-2'),
  'alkaline-phosphatase': plain(['碱性磷酸酶', 'Alkaline phosphatase'], 'U/L', '6768-6'),
  ldh: plain(['乳酸脱氢酶', 'Lactate dehydrogenase'], 'U/L', '14804-9'),
  'creatine-kinase': plain(['肌酸激酶', 'Creatine kinase (muscle enzyme)'], 'U/L', '2157-6'),
  amylase: plain(['淀粉酶', 'Amylase (pancreas enzyme)'], 'U/L', '1798-8'),
  'total-protein': plain(['总蛋白', 'Total protein'], 'g/L', '2885-2'),
  albumin: plain(['白蛋白', 'Albumin'], 'g/L', '1751-7'),
  // C33H36N4O6
  'total-bilirubin': plain(['总胆红素', 'Total bilirubin'], 'umol/L', '14631-6', mass('1975-2', '584.66')),
  'direct-bilirubin': plain(['直接胆红素', 'Direct bilirubin'], 'umol/L', '14629-0', mass('1968-7', '584.66')),
  // Kidneys. CH4N2O; urea nitrogen, which weighs 28.01 g/mol, is another code and no mass of this one: the two differ more than twofold.
  urea: plain(['尿素', 'Urea'], 'mmol/L', '22664-7', mass('3091-6', '60.055')),
  'urea-nitrogen': plain(['尿素氮（按质量）', 'Urea nitrogen, by mass'], 'mg/dL', '3094-0'),
  // 0.0113122 mg/dL for 1 µmol/L
  creatinine: plain(['肌酐', 'Creatinine'], 'umol/L', '14682-9', mass('2160-0', '113.122')),
  // C5H4N4O3
  urate: plain(['尿酸', 'Uric acid'], 'umol/L', '14933-6', mass('3084-1', '168.11')),
  // Sugar. 18.0156 mg/dL for 1 mmol/L
  glucose: plain(['血糖', 'Blood glucose'], 'mmol/L', '14749-6', mass('2345-7', '180.156')),
  /*
   * One line in %: NGSP = 0.09148 × IFCC + 2.152 (the master equation of both networks, ngsp.org/ifcc.asp), to one place after the point, as
   * the Consensus Statement on the Worldwide Standardization of the HbA1c Measurement reports it. 48 mmol/mol is 6.5 %.
   */
  hba1c: plain(['糖化血红蛋白', 'HbA1c (sugar of the last months)'], '%', '4548-4', {
    loinc: '59261-8',
    kind: 'amount-ratio',
    onto: { times: '0.09148', plus: '2.152' },
    decimals: 1,
  }),
  // Fats. C27H46O; of triglycerides triolein stands for all, C57H104O6
  cholesterol: plain(['总胆固醇', 'Total cholesterol'], 'mmol/L', '14647-2', mass('2093-3', '386.65')),
  triglycerides: plain(['甘油三酯', 'Triglycerides'], 'mmol/L', '14927-8', mass('2571-8', '885.4')),
  hdl: plain(['高密度脂蛋白胆固醇', 'HDL cholesterol'], 'mmol/L', '14646-4', mass('2085-9', '386.65')),
  ldl: plain(['低密度脂蛋白胆固醇', 'LDL cholesterol'], 'mmol/L', '22748-8', mass('2089-1', '386.65')),
  // Salts
  potassium: plain(['钾', 'Potassium'], 'mmol/L', '2823-3', charges('2823-3', '1')),
  sodium: plain(['钠', 'Sodium'], 'mmol/L', '2951-2', charges('2951-2', '1')),
  chloride: plain(['氯', 'Chloride'], 'mmol/L', '2075-0', charges('2075-0', '1')),
  calcium: plain(['钙', 'Calcium'], 'mmol/L', '2000-8', mass('17861-6', '40.078'), charges('2000-8', '2')),
  magnesium: plain(['镁', 'Magnesium'], 'mmol/L', '2601-3', mass('19123-9', '24.305'), charges('2601-3', '2')),
  // Both codes are of the phosphorus in it
  phosphate: plain(['磷', 'Phosphate'], 'mmol/L', '14879-1', mass('2777-1', '30.974')),
  // Inflammation, clotting
  crp: plain(['C反应蛋白（炎症指标）', 'C-reactive protein (inflammation)'], 'mg/L', '1988-5'),
  'prothrombin-time': plain(['凝血酶原时间', 'Prothrombin time (clotting)'], 's', '5902-2'),
  inr: plain(['国际标准化比值（凝血）', 'INR (clotting)'], '1', '6301-6'),
  aptt: plain(['活化部分凝血活酶时间', 'APTT (clotting)'], 's', '14979-9'),
  fibrinogen: plain(['纤维蛋白原', 'Fibrinogen (clotting)'], 'g/L', '3255-7'),
  // Thyroid. C15H12I3NO4, C15H11I4NO4
  tsh: plain(['促甲状腺激素', 'TSH (thyroid)'], 'm[IU]/L', '3016-3'),
  'free-t3': plain(['游离三碘甲状腺原氨酸', 'Free T3 (thyroid)'], 'pmol/L', '14928-6', mass('3051-0', '650.97')),
  'free-t4': plain(['游离甲状腺素', 'Free T4 (thyroid)'], 'pmol/L', '14920-3', mass('3024-7', '776.87')),
  // Tumour markers
  afp: plain(['甲胎蛋白', 'Alpha-fetoprotein'], 'ug/L', '1834-1'),
  cea: plain(['癌胚抗原', 'Carcinoembryonic antigen'], 'ug/L', '2039-6'),
  // Infections, in words
  'hbs-antigen': words(['乙肝表面抗原', 'Hepatitis B surface antigen'], '5196-1'),
  'hbs-antibody': words(['乙肝表面抗体', 'Hepatitis B surface antibody'], '22322-2'),
  'hbe-antigen': words(['乙肝e抗原', 'Hepatitis B e antigen'], '13954-3'),
  'hbe-antibody': words(['乙肝e抗体', 'Hepatitis B e antibody'], '13953-5'),
  'hbc-antibody': words(['乙肝核心抗体', 'Hepatitis B core antibody'], '13952-7'),
  'hcv-antibody': words(['丙肝抗体', 'Hepatitis C antibody'], '13955-0'),
  hiv: words(['艾滋病病毒抗原抗体', 'HIV antigen and antibody'], '56888-1'),
  'treponema-antibody': words(['梅毒抗体', 'Syphilis antibody'], '24110-9'),
} as const satisfies Readonly<Record<string, Measure>>;

const byLoinc: ReadonlyMap<string, string> = new Map(
  Object.entries<Measure>(MEASURES).flatMap(([key, { forms }]) => forms.map(({ loinc }) => [loinc, key] as const)),
);

export function measureOf(key: string): Measure | undefined {
  return Object.hasOwn(MEASURES, key) ? MEASURES[key as keyof typeof MEASURES] : undefined;
}

/** The key of the measure that a code of LOINC is of. */
export function measureOfLoinc(code: string): string | undefined {
  return byLoinc.get(code);
}

/** How the measure is measured in units of this kind; `undefined`: in words. */
export function formOf(measure: Measure | undefined, kind: UnitKind | undefined): Form | undefined {
  return measure?.forms.find((form) => form.kind === kind);
}

/** Where values of a unit can be compared: `scale` names what they are led onto. */
export interface OnScale {
  readonly scale: string;
  readonly steps: Steps;
}

/** A unit's way onto what all units of the measure share, or else onto what all of its kind do. */
export function onScale(unit: KnownUnit, measure: Measure | undefined): OnScale {
  const form = formOf(measure, unit.kind);
  if (form === undefined) return { scale: unit.kind, steps: [unit.scale] };
  return { scale: 'measure', steps: form.onto === undefined ? [unit.scale] : [unit.scale, form.onto] };
}
