import type { FormQuestion, PreconsultSummary, Questionnaires } from '../client/wire.ts';

type Bilingual = FormQuestion['text'];

/** A question as it is asked, and what is made of its answer. */
export interface ImitatedQuestion extends Omit<FormQuestion, 'answered' | 'declined' | 'options'> {
  readonly options: readonly FormQuestion['options'][number][];
  /** What the summary calls it, and where it stands there. */
  readonly about: Bilingual;
  readonly section: PreconsultSummary['sections'][number]['code'];
  /** Asked only where this was chosen of another question. */
  readonly when?: readonly [path: string, code: string];
  readonly abnormal?: readonly string[];
  /** Whoever chooses this should not wait. */
  readonly tells?: { readonly code: string; readonly manner: 'loud' | 'quiet' };
}

export type ImitatedForm = Pick<Questionnaires['items'][number], 'id' | 'title' | 'minutes'> & {
  readonly departments: readonly string[];
  readonly questions: readonly ImitatedQuestion[];
};

const option = (code: string, zh: string, en: string) => ({
  value: { coding: { system: 'practice', code, display: zh } },
  text: { zh, en },
  alone: code === 'none',
});
const NONE = option('none', '都没有', 'None of these');

type Asked = Pick<ImitatedQuestion, 'path' | 'text' | 'about' | 'section'> & Partial<ImitatedQuestion>;

const choice = (given: Asked): ImitatedQuestion => ({ type: 'choice', options: [], several: false, quiet: false, ...given });
const several = (given: Asked): ImitatedQuestion => choice({ ...given, several: true });
const number = (given: Asked, type: 'integer' | 'decimal'): ImitatedQuestion => ({ ...choice(given), type });

const illnesses = several({
  path: 'illnesses',
  text: { zh: '得过下面哪些病？', en: 'Which of these have you had?' },
  about: { zh: '得过的病', en: 'Illnesses' },
  section: 'past-history',
  options: [
    option('pressure', '高血压', 'High blood pressure'),
    option('sugar', '糖尿病', 'Diabetes'),
    option('heart', '心脏病', 'Heart disease'),
    option('stroke', '中风', 'Stroke'),
    option('liver', '肝病、肾病', 'Liver or kidney disease'),
    option('lungs', '慢性气管炎、哮喘', 'Bronchitis, asthma'),
    option('tumour', '肿瘤', 'A tumour'),
    option('other', '别的大病', 'Another serious illness'),
    NONE,
  ],
});
const allergies = several({
  path: 'allergies',
  text: { zh: '对什么过敏？', en: 'What are you allergic to?' },
  about: { zh: '过敏', en: 'Allergies' },
  section: 'allergies',
  abnormal: ['penicillin', 'other-drug'],
  options: [
    option('penicillin', '青霉素', 'Penicillin'),
    option('other-drug', '别的药', 'Another medicine'),
    option('food', '吃的东西', 'Food'),
    NONE,
  ],
});

/** Two forms that resemble the gateway's. */
export const imitatedForms: readonly ImitatedForm[] = [
  {
    id: 'hypertension-follow-up',
    title: { zh: '高血压复查', en: 'High blood pressure, check' },
    minutes: 4,
    departments: ['A03.04'],
    questions: [
      number(
        {
          path: 'systolic',
          text: { zh: '最近一次高压是多少？', en: 'The upper value, last time?' },
          about: { zh: '最近收缩压', en: 'Last systolic pressure' },
          section: 'present-illness',
          unit: 'mmHg',
          min: 60,
          max: 280,
        },
        'integer',
      ),
      number(
        {
          path: 'sugar',
          text: { zh: '最近空腹血糖是多少？', en: 'Blood sugar before breakfast, last time?' },
          about: { zh: '空腹血糖', en: 'Fasting blood sugar' },
          section: 'present-illness',
          unit: 'mmol/L',
          min: 1,
          max: 40,
        },
        'decimal',
      ),
      several({
        path: 'trouble',
        text: { zh: '近一个月有哪些不舒服？', en: 'Which trouble within a month?' },
        about: { zh: '近一月不适', en: 'Trouble within a month' },
        section: 'present-illness',
        abnormal: ['dizzy', 'chest-now'],
        tells: { code: 'chest-now', manner: 'loud' },
        options: [
          option('dizzy', '头晕', 'Dizziness'),
          option('swollen', '腿脚肿', 'Swollen legs'),
          option('chest-now', '胸口正在痛', 'Chest hurts now'),
          NONE,
        ],
      }),
      allergies,
    ],
  },
  {
    id: 'general-history',
    title: { zh: '看病前说一说', en: 'Before you see the doctor' },
    minutes: 3,
    departments: [],
    questions: [
      choice({
        path: 'where',
        text: { zh: '今天主要哪里不舒服？', en: 'Where is the main trouble today?' },
        about: { zh: '不适部位', en: 'Place of the trouble' },
        section: 'present-illness',
        options: [
          option('head', '头或脸', 'Head or face'),
          option('senses', '眼耳鼻喉、嘴', 'Eyes, ears, nose, mouth'),
          option('chest', '胸口', 'Chest'),
          option('belly', '肚子、大小便', 'Belly, stool, urine'),
          option('limbs', '腰背、手脚', 'Back, arms or legs'),
          option('skin', '皮肤', 'Skin'),
          option('whole', '全身、别的地方', 'Whole body, elsewhere'),
          option('none', '没有不舒服', 'I feel well'),
        ].map((one) => ({ ...one, alone: false })),
      }),
      choice({
        path: 'since',
        text: { zh: '有多久了？', en: 'For how long?' },
        about: { zh: '多久', en: 'For how long' },
        section: 'present-illness',
        options: [
          option('days', '几天', 'Some days'),
          option('weeks', '几个星期', 'Some weeks'),
          option('months', '一个月以上', 'Over a month'),
        ],
      }),
      choice({
        path: 'mood',
        text: { zh: '近来心里怎么样？', en: 'How have you felt of late?' },
        about: { zh: '心情', en: 'Mood' },
        section: 'present-illness',
        quiet: true,
        when: ['where', 'whole'],
        tells: { code: 'not-live', manner: 'quiet' },
        abnormal: ['low', 'not-live'],
        options: [
          option('well', '还好', 'Well enough'),
          option('low', '没劲、难过', 'Low, no strength'),
          option('not-live', '不想活了', 'I do not want to live'),
        ],
      }),
      number(
        {
          path: 'severity',
          text: { zh: '最难受时有多厉害？', en: 'How bad at its worst, 0 to 10?' },
          about: { zh: '难受程度', en: 'How bad' },
          section: 'present-illness',
          unit: '分',
          min: 0,
          max: 10,
        },
        'integer',
      ),
      illnesses,
      allergies,
    ],
  },
];
