import { chosen, isKnown, isNotKnown, known, noneOf, one, option, type Pair, several } from './build-form.ts';
import type { FormCondition, FormItem, FormOption } from './form-resource.ts';

/** Where there is no document to name. */
export const TO_SIGN = 'to be signed by a clinical owner';

/** A part of the record as the rules for writing one name it; the words and the options are ours. */
export function recordPart(part: string): string {
  return `病历书写基本规范（卫医政发〔2010〕11号）: ${part}; words and options ${TO_SIGN}`;
}

export const WOMAN = 'about-woman';
export const CHILD = 'about-child';

/** What the gateway says of the person before the first question. */
export const aboutPerson: readonly FormItem[] = [
  known(WOMAN, ['十二到五十五岁的女性', 'A woman of 12 to 55'], `sex and birth date of the person; the ages ${TO_SIGN}`),
  known(CHILD, ['不满十四岁', 'Under 14'], `birth date of the person; the age ${TO_SIGN}`),
];

/** Days to years: how long a complaint has been there. */
export const howLong: readonly FormOption[] = [
  option('today', ['今天开始的', 'Since today'], { says: ['1天内', 'less than a day'] }),
  option('days-1-2', ['一两天', '1 or 2 days'], { says: ['1-2天', '1 to 2 days'] }),
  option('days-3-6', ['三到六天', '3 to 6 days'], { says: ['3-6天', '3 to 6 days'] }),
  option('weeks-1-2', ['一两个星期', '1 or 2 weeks'], { says: ['1-2周', '1 to 2 weeks'] }),
  option('weeks-3-4', ['三四个星期', '3 or 4 weeks'], { says: ['3-4周', '3 to 4 weeks'] }),
  option('months-1-3', ['一到三个月', '1 to 3 months'], { says: ['1-3个月', '1 to 3 months'] }),
  option('months-4-12', ['四个月到一年', '4 months to a year'], { says: ['4-12个月', '4 to 12 months'] }),
  option('over-year', ['一年以上', 'More than a year'], { says: ['1年以上', 'more than a year'] }),
];

/** How long an illness has been known. */
export const knownFor: readonly FormOption[] = [
  option('under-1-year', ['不到一年', 'Less than a year'], { says: ['1年内', 'less than a year'] }),
  option('years-1-5', ['一到五年', '1 to 5 years'], { says: ['1-5年', '1 to 5 years'] }),
  option('years-6-10', ['六到十年', '6 to 10 years'], { says: ['6-10年', '6 to 10 years'] }),
  option('years-11-20', ['十一到二十年', '11 to 20 years'], { says: ['11-20年', '11 to 20 years'] }),
  option('over-20-years', ['二十年以上', 'More than 20 years'], { says: ['20年以上', 'more than 20 years'] }),
];

export const since = (text: Pair, when?: readonly FormCondition[]): FormItem =>
  one(
    'since',
    text,
    {
      source: recordPart('主诉、现病史'),
      complaint: 'duration',
      says: [{ section: 'present-illness', topic: ['起病时间', 'Time of onset'], line: ['病程{}', 'Duration: {}'] }],
      ...(when === undefined ? {} : { when }),
    },
    howLong,
  );

const ILLNESSES = {
  hypertension: option('hypertension', ['高血压', 'High blood pressure'], { abnormal: true }),
  diabetes: option('diabetes', ['糖尿病', 'Diabetes'], { abnormal: true }),
  heart: option('heart', ['心脏病', 'Heart disease'], { abnormal: true }),
  stroke: option('stroke', ['中风', 'A stroke'], { says: ['脑卒中', 'a stroke'], abnormal: true }),
  lung: option('lung', ['气管炎或哮喘', 'Bronchitis or asthma'], {
    says: ['慢性气管炎或哮喘', 'chronic bronchitis or asthma'],
    abnormal: true,
  }),
  liver: option('liver-kidney', ['肝病或肾病', 'Liver or kidney disease'], { abnormal: true }),
  cancer: option('cancer', ['肿瘤', 'Cancer'], { abnormal: true }),
  lipids: option('lipids', ['血脂高', 'High blood fats'], { says: ['高脂血症', 'high blood lipids'], abnormal: true }),
  immune: option('immune', ['免疫病或移植过', 'Immune disease, transplant'], {
    says: ['免疫疾病或器官移植', 'immune disease or a transplant'],
    abnormal: true,
  }),
} as const;

/** Illnesses of the past: those asked for are those that are denied. */
export function illnesses(text: Pair, asked: readonly (keyof typeof ILLNESSES)[], denied: Pair): FormItem {
  return several(
    'illnesses',
    text,
    {
      source: recordPart('既往史: 疾病史'),
      says: [
        {
          section: 'past-history',
          topic: ['既往史', 'Past history'],
          line: ['既往有{}', 'Has had {}'],
          none: [`否认${denied[0]}病史`, `Denies ${denied[1]}`],
        },
      ],
    },
    [...asked.map((name) => ILLNESSES[name]), noneOf()],
  );
}

export const allergies = several(
  'allergies',
  ['对什么过敏？', 'What are you allergic to?'],
  {
    source: recordPart('既往史: 食物或药物过敏史'),
    says: [
      {
        section: 'allergies',
        topic: ['过敏史', 'Allergies'],
        line: ['对{}过敏', 'Allergic to {}'],
        none: ['否认药物及食物过敏', 'Denies allergy to drugs and food'],
      },
    ],
  },
  [
    option('penicillin', ['青霉素', 'Penicillin'], { abnormal: true }),
    option('cephalosporin', ['头孢', 'Cephalosporins'], { says: ['头孢菌素', 'cephalosporins'], abnormal: true }),
    option('sulfa', ['磺胺药', 'Sulfa drugs'], { abnormal: true }),
    option('contrast', ['增强检查打的药', 'Contrast for scans'], { says: ['造影剂', 'contrast agent'], abnormal: true }),
    option('other-drug', ['别的药', 'Another drug'], { says: ['其他药物', 'another drug'], abnormal: true }),
    option('food', ['吃的东西', 'Some food'], { says: ['食物', 'some food'], abnormal: true }),
    option('dust', ['花粉、灰尘', 'Pollen or dust'], { says: ['花粉或粉尘', 'pollen or dust'], abnormal: true }),
    noneOf(['什么都不过敏', 'Nothing']),
  ],
);

export const medicines = several(
  'medicines',
  ['平时在吃什么药？', 'Which medicines do you take?'],
  {
    source: `医保 4701 and 病历书写基本规范 have no part of their own for it; ${TO_SIGN}`,
    says: [
      {
        section: 'medications',
        topic: ['用药史', 'Medicines'],
        line: ['平时用药：{}', 'Takes {}'],
        none: ['平时不用药', 'Takes no medicine'],
      },
    ],
  },
  [
    option('pressure', ['降压药', 'For blood pressure'], { says: ['降压药', 'blood pressure medicine'] }),
    option('sugar', ['降糖药', 'For blood sugar'], { says: ['降糖药', 'blood sugar medicine'] }),
    option('thinner', ['阿司匹林等防血栓药', 'Aspirin, blood thinners'], {
      says: ['阿司匹林或抗凝药', 'aspirin or a blood thinner'],
      abnormal: true,
    }),
    option('painkiller', ['止痛药', 'Painkillers']),
    option('sleep', ['安眠药', 'Sleeping pills']),
    option('herbal', ['中药或保健品', 'Herbs or supplements']),
    option('other', ['别的药', 'Other medicines'], { says: ['其他药物', 'other medicines'] }),
    noneOf(['平时不吃药', 'None']),
  ],
);

const RELATIVES_HAVE = {
  hypertension: option('hypertension', ['高血压', 'High blood pressure'], { abnormal: true }),
  diabetes: option('diabetes', ['糖尿病', 'Diabetes'], { abnormal: true }),
  heart: option('heart', ['心脏病', 'Heart disease'], { abnormal: true }),
  stroke: option('stroke', ['中风', 'A stroke'], { says: ['脑卒中', 'a stroke'], abnormal: true }),
  kidney: option('kidney', ['肾病', 'Kidney disease'], { abnormal: true }),
  cancer: option('cancer', ['肿瘤', 'Cancer'], { abnormal: true }),
  same: option('same', ['和这次一样的病', 'The same as now'], { says: ['类似情况', 'the same trouble'], abnormal: true }),
} as const;

export function family(asked: readonly (keyof typeof RELATIVES_HAVE)[], denied: Pair): FormItem {
  return several(
    'family',
    ['父母兄弟姐妹得过什么病？', 'What have parents, brothers or sisters had?'],
    {
      source: recordPart('家族史'),
      says: [
        {
          section: 'family-history',
          topic: ['家族史', 'Family history'],
          line: ['家族中有{}', 'In the family: {}'],
          none: [`否认${denied[0]}家族史`, `Denies ${denied[1]} in the family`],
        },
      ],
    },
    [...asked.map((name) => RELATIVES_HAVE[name]), noneOf()],
  );
}

/** Asked of women between the ages, and of whom neither age nor sex is known. Never aloud. */
export const womanQuestion = one(
  'woman',
  ['月经或怀孕，是哪一种？', 'Periods or pregnancy: which is it?'],
  {
    source: recordPart('婚育史、月经史'),
    quiet: true,
    when: [isNotKnown(WOMAN, false)],
    says: [{ section: 'menstrual-history', topic: ['月经史', 'Periods'], line: ['{}', '{}'] }],
  },
  [
    option('regular', ['月经正常', 'Regular periods']),
    option('irregular', ['月经不准', 'Irregular periods'], { says: ['月经不规律', 'irregular periods'], abnormal: true }),
    option('maybe-pregnant', ['可能怀孕了', 'Perhaps pregnant'], { says: ['可能妊娠', 'perhaps pregnant'], abnormal: true }),
    option('pregnant', ['怀孕了', 'Pregnant'], { says: ['妊娠', 'pregnant'], abnormal: true }),
    option('feeding', ['在喂奶', 'Breast-feeding'], { says: ['哺乳期', 'breast-feeding'], abnormal: true }),
    option('over', ['月经已经停了', 'Periods are over'], { says: ['已绝经', 'periods are over'] }),
    option('not-yet', ['还没来过月经', 'No period yet'], { says: ['月经未来潮', 'no period yet'] }),
    option('not-hers', ['不用回答这个', 'Does not concern me'], { says: ['称不适用', 'does not apply, as was said'] }),
  ],
);

/** Whether a medicine is taken as it was told, asked where one of these is taken. */
export function asTold(text: Pair, question: string, codes: readonly string[]): FormItem {
  return one(
    'as-told',
    text,
    {
      source: TO_SIGN,
      when: codes.map((code) => chosen(question, code)),
      says: [{ section: 'medications', topic: ['服药情况', 'How it is taken'], line: ['{}', 'How it is taken: {}'] }],
    },
    [
      option('always', ['每天都按时用', 'Every day, on time'], { says: ['规律用药', 'every day, on time'] }),
      option('forgets', ['有时会忘', 'Sometimes forgotten'], { says: ['偶有漏用', 'sometimes forgotten'], abnormal: true }),
      option('less', ['自己减了量', 'I take less of it'], { says: ['自行减量', 'less than was told'], abnormal: true }),
      option('at-need', ['难受了才用', 'Only when I feel bad'], {
        says: ['仅不适时用', 'only when feeling bad'],
        abnormal: true,
      }),
      option('stopped', ['自己停了', 'I stopped it'], { says: ['自行停药', 'stopped without being told'], abnormal: true }),
      option('ran-out', ['药用完了', 'It ran out'], { says: ['药已用完', 'it ran out'], abnormal: true }),
    ],
  );
}

/** What has been checked within a year; women of childbearing age are asked about pregnancy instead. */
export function checkedThisYear(options: readonly FormOption[], denied: Pair): FormItem {
  return several(
    'checks',
    ['这一年查过哪些？', 'What was checked within a year?'],
    {
      source: TO_SIGN,
      when: [isKnown(WOMAN, false)],
      says: [
        {
          section: 'past-history',
          topic: ['一年内检查', 'Checks within a year'],
          line: ['一年内查过{}', 'Checked within a year: {}'],
          none: denied,
        },
      ],
    },
    [...options, noneOf()],
  );
}
