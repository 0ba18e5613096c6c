import { form, noneOf, number, one, option, several } from './build-form.ts';
import {
  aboutPerson,
  allergies,
  asTold,
  checkedThisYear,
  family,
  illnesses,
  knownFor,
  recordPart,
  TO_SIGN,
  womanQuestion,
} from './history-questions.ts';

const NUMBER_SOURCE = `the bounds that are marked are ${TO_SIGN}`;

export const hypertensionFollowUp = form(
  {
    id: 'hypertension-follow-up',
    version: '0.1.0',
    title: ['高血压复查', 'High blood pressure, check'],
    minutes: 4,
    offeredFor: ['A03.04', 'A02', 'A03.10'],
    complaint: { of: ['高血压', 'High blood pressure'], otherwise: ['复查', 'check'] },
    source: `follow-up of a known illness: ${TO_SIGN}`,
  },
  [
    ...aboutPerson,
    one(
      'known-for',
      ['高血压有多少年了？', 'For how long have you had it?'],
      {
        source: recordPart('主诉、现病史: 病程'),
        complaint: 'duration',
        says: [
          {
            section: 'present-illness',
            topic: ['高血压病程', 'Known for'],
            line: ['高血压病程{}', 'High blood pressure for {}'],
          },
        ],
      },
      knownFor,
    ),
    number('systolic', ['最近一次高压是多少？', 'The upper value, last time?'], 'integer', {
      source: NUMBER_SOURCE,
      says: [
        {
          section: 'present-illness',
          topic: ['最近收缩压', 'Last systolic pressure'],
          line: ['最近收缩压{}mmHg', 'Last systolic pressure {} mmHg'],
        },
      ],
      min: 60,
      max: 280,
      unit: 'mm[Hg]',
      abnormalFrom: 140,
      abnormalUpTo: 89,
    }),
    number('diastolic', ['最近一次低压是多少？', 'The lower value, last time?'], 'integer', {
      source: NUMBER_SOURCE,
      says: [
        {
          section: 'present-illness',
          topic: ['最近舒张压', 'Last diastolic pressure'],
          line: ['最近舒张压{}mmHg', 'Last diastolic pressure {} mmHg'],
        },
      ],
      min: 30,
      max: 180,
      unit: 'mm[Hg]',
      abnormalFrom: 90,
      abnormalUpTo: 59,
    }),
    several(
      'trouble',
      ['近一个月有哪些不舒服？', 'Which trouble within a month?'],
      {
        source: recordPart('现病史: 主要症状'),
        complaint: 'symptom',
        says: [
          {
            section: 'present-illness',
            topic: ['近一月不适', 'Trouble within a month'],
            line: ['近一月有{}', 'Within a month: {}'],
            none: [
              '近一月无头晕头痛、心悸、胸闷、气促、视物模糊、下肢水肿',
              'Within a month no dizziness, headache, palpitations, chest tightness, shortness of breath, blurred sight or swollen legs',
            ],
          },
        ],
      },
      [
        option('dizzy', ['头晕', 'Dizziness'], { abnormal: true }),
        option('headache', ['头疼', 'Headache'], { says: ['头痛', 'headache'], abnormal: true }),
        option('palpitations', ['心慌', 'Palpitations'], { says: ['心悸', 'palpitations'], abnormal: true }),
        option('chest-tight', ['胸口闷', 'Chest tightness'], { says: ['胸闷', 'chest tightness'], abnormal: true }),
        option('breath', ['气短', 'Short of breath'], { says: ['气促', 'shortness of breath'], abnormal: true }),
        option('sight', ['看东西花', 'Blurred sight'], { says: ['视物模糊', 'blurred sight'], abnormal: true }),
        option('swollen', ['腿脚肿', 'Swollen legs'], { says: ['下肢水肿', 'swollen legs'], abnormal: true }),
        noneOf(),
      ],
    ),
    several(
      'drugs',
      ['在吃哪种降压药？', 'Which medicine for it do you take?'],
      {
        source: TO_SIGN,
        says: [
          {
            section: 'medications',
            topic: ['降压药', 'Medicine for blood pressure'],
            line: ['降压治疗：{}', 'For blood pressure: {}'],
            none: ['未用降压药', 'Takes nothing for blood pressure'],
          },
        ],
      },
      [
        option('dipine', ['名字带“地平”', 'Name ends in "-dipine"'], { says: ['地平类', 'a "-dipine"'] }),
        option('sartan', ['名字带“沙坦”', 'Name ends in "-sartan"'], { says: ['沙坦类', 'a "-sartan"'] }),
        option('pril', ['名字带“普利”', 'Name ends in "-pril"'], { says: ['普利类', 'a "-pril"'] }),
        option('olol', ['名字带“洛尔”', 'Name ends in "-olol"'], { says: ['洛尔类', 'an "-olol"'] }),
        option('water', ['利尿药', 'Water tablets'], { says: ['利尿药', 'water tablets'] }),
        option('herbal', ['中药、中成药', 'Herbal medicine'], { says: ['中药', 'herbal medicine'] }),
        option('other', ['别的、说不上名字', 'Another, or no name'], { says: ['其他，名称不详', 'another one, name not known'] }),
        noneOf(['没吃降压药', 'None']),
      ],
    ),
    asTold(['降压药按时吃吗？', 'Do you take it as you were told?'], 'drugs', [
      'dipine',
      'sartan',
      'pril',
      'olol',
      'water',
      'herbal',
      'other',
    ]),
    several(
      'habits',
      ['平时是下面哪样？', 'Which of these is so?'],
      {
        source: recordPart('个人史'),
        says: [
          {
            section: 'personal-history',
            topic: ['生活习惯', 'Habits'],
            line: ['{}', 'Habits: {}'],
            none: [
              '否认口味偏咸、吸烟、经常饮酒、活动少及打鼾',
              'Denies salty food, smoking, frequent drinking, little movement and snoring',
            ],
          },
        ],
      },
      [
        option('salt', ['吃得咸', 'Salty food'], { says: ['口味偏咸', 'salty food'], abnormal: true }),
        option('smokes', ['抽烟', 'Smoking'], { says: ['吸烟', 'smokes'], abnormal: true }),
        option('drinks', ['常喝酒', 'Often drinking'], { says: ['经常饮酒', 'often drinks'], abnormal: true }),
        option('sits', ['很少活动', 'Little movement'], { says: ['活动少', 'little movement'], abnormal: true }),
        option('snores', ['打鼾厉害', 'Loud snoring'], { says: ['打鼾', 'loud snoring'], abnormal: true }),
        noneOf(),
      ],
    ),
    illnesses(
      ['还得过下面哪些病？', 'Which of these have you had as well?'],
      ['diabetes', 'heart', 'stroke', 'liver', 'lipids', 'lung', 'cancer'],
      [
        '糖尿病、心脏病、脑卒中、肝肾疾病、高脂血症、慢性气管炎、哮喘及肿瘤',
        'diabetes, heart disease, stroke, liver or kidney disease, high blood lipids, bronchitis, asthma and cancer',
      ],
    ),
    allergies,
    family(
      ['hypertension', 'stroke', 'heart', 'diabetes', 'kidney'],
      ['高血压、脑卒中、心脏病、糖尿病及肾病', 'high blood pressure, stroke, heart disease, diabetes and kidney disease'],
    ),
    checkedThisYear(
      [
        option('blood', ['抽血', 'Blood'], { says: ['血液', 'blood'] }),
        option('urine', ['尿', 'Urine'], { says: ['尿液', 'urine'] }),
        option('ecg', ['心电图', 'Heart tracing, ECG'], { says: ['心电图', 'ECG'] }),
        option('heart-echo', ['心脏彩超', 'Heart ultrasound']),
        option('eyes', ['眼底', 'Back of the eye'], { says: ['眼底', 'back of the eye'] }),
      ],
      [
        '一年内未做上述检查（血液、尿液、心电图、心脏彩超、眼底）',
        'Within a year no check of blood, urine, ECG, heart ultrasound or eyes',
      ],
    ),
    womanQuestion,
  ],
);
