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

export const diabetesFollowUp = form(
  {
    id: 'diabetes-follow-up',
    version: '0.1.0',
    title: ['糖尿病复查', 'Diabetes, check'],
    minutes: 4,
    offeredFor: ['A03.07', 'A02', 'A03.10'],
    complaint: { of: ['糖尿病', 'Diabetes'], otherwise: ['复查', 'check'] },
    source: `follow-up of a known illness: ${TO_SIGN}`,
  },
  [
    ...aboutPerson,
    one(
      'known-for',
      ['糖尿病有多少年了？', 'For how long have you had diabetes?'],
      {
        source: recordPart('主诉、现病史: 病程'),
        complaint: 'duration',
        says: [{ section: 'present-illness', topic: ['糖尿病病程', 'Known for'], line: ['糖尿病病程{}', 'Diabetes for {}'] }],
      },
      knownFor,
    ),
    number('fasting', ['最近空腹血糖是多少？', 'Blood sugar before breakfast, last time?'], 'decimal', {
      source: NUMBER_SOURCE,
      says: [
        {
          section: 'present-illness',
          topic: ['最近空腹血糖', 'Last sugar before breakfast'],
          line: ['最近空腹血糖{}mmol/L', 'Last sugar before breakfast {} mmol/L'],
        },
      ],
      min: 1,
      max: 40,
      unit: 'mmol/L',
      abnormalFrom: 7.1,
      abnormalUpTo: 3.9,
    }),
    number('after-meal', ['饭后两小时血糖是多少？', 'Blood sugar two hours after a meal?'], 'decimal', {
      source: NUMBER_SOURCE,
      says: [
        {
          section: 'present-illness',
          topic: ['最近餐后血糖', 'Last sugar after a meal'],
          line: ['最近餐后2小时血糖{}mmol/L', 'Last sugar 2 hours after a meal {} mmol/L'],
        },
      ],
      min: 1,
      max: 40,
      unit: 'mmol/L',
      abnormalFrom: 10.1,
      abnormalUpTo: 3.9,
    }),
    one(
      'low',
      ['近一月有心慌手抖出汗吗？', 'Shaking, sweating, heart racing this month?'],
      {
        source: `signs of a low blood sugar: ${TO_SIGN}`,
        says: [
          {
            section: 'present-illness',
            topic: ['心慌手抖出汗', 'Shaking and sweating'],
            line: ['近一月{}', 'Within a month: {}'],
          },
        ],
      },
      [
        option('never', ['没有过', 'Never'], { says: ['无心慌手抖出汗', 'no shaking, sweating or racing heart'] }),
        option('seldom', ['有过一两次', 'Once or twice'], {
          says: ['有心慌手抖出汗1-2次', 'shaking and sweating once or twice'],
          abnormal: true,
        }),
        option('often', ['经常有', 'Often'], { says: ['常有心慌手抖出汗', 'often shaking and sweating'], abnormal: true }),
        option('fainted', ['晕倒过', 'I fainted'], {
          says: ['因心慌手抖出汗晕倒过', 'shaking and sweating, and fainted'],
          abnormal: true,
          tellStaff: 'loud',
        }),
      ],
    ),
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
              '近一月无口渴多尿、消瘦、手足麻木、视物模糊、足部破溃、下肢水肿及泡沫尿',
              'Within a month no thirst, weight loss, numbness, blurred sight, sore foot, swollen legs or foamy urine',
            ],
          },
        ],
      },
      [
        option('thirst', ['口渴、尿多', 'Thirst, much urine'], { says: ['口渴多尿', 'thirst and much urine'], abnormal: true }),
        option('thinner', ['人瘦了', 'Weight loss'], { says: ['消瘦', 'weight loss'], abnormal: true }),
        option('numb', ['手脚麻', 'Numb hands or feet'], { says: ['手足麻木', 'numb hands or feet'], abnormal: true }),
        option('sight', ['看东西花', 'Blurred sight'], { says: ['视物模糊', 'blurred sight'], abnormal: true }),
        option('foot', ['脚破了长不好', 'A sore foot that does not heal'], {
          says: ['足部破溃不愈', 'a sore foot'],
          abnormal: true,
        }),
        option('swollen', ['腿脚肿', 'Swollen legs'], { says: ['下肢水肿', 'swollen legs'], abnormal: true }),
        option('foam', ['尿里泡沫多', 'Foam in the urine'], { says: ['泡沫尿', 'foamy urine'], abnormal: true }),
        noneOf(),
      ],
    ),
    several(
      'drugs',
      ['糖尿病用什么药？', 'What do you take for diabetes?'],
      {
        source: TO_SIGN,
        says: [
          {
            section: 'medications',
            topic: ['降糖治疗', 'Treatment of diabetes'],
            line: ['降糖治疗：{}', 'For diabetes: {}'],
            none: ['未用降糖药', 'Takes nothing for diabetes'],
          },
        ],
      },
      [
        option('metformin', ['二甲双胍', 'Metformin']),
        option('insulin', ['打胰岛素', 'Insulin'], { says: ['胰岛素', 'insulin'] }),
        option('ide', ['名字带“格列”', 'Name begins with "gli-"'], { says: ['格列类', 'a "gli-" tablet'] }),
        option('acarbose', ['阿卡波糖', 'Acarbose']),
        option('injection', ['别的针', 'Another injection'], { says: ['其他注射降糖药', 'another injection'] }),
        option('herbal', ['中药、中成药', 'Herbal medicine'], { says: ['中药', 'herbal medicine'] }),
        option('other', ['别的、说不上名字', 'Another, or no name'], { says: ['其他，名称不详', 'another one, name not known'] }),
        noneOf(['没有用药', 'None']),
      ],
    ),
    asTold(['降糖药按时用吗？', 'Do you take it as you were told?'], 'drugs', [
      'metformin',
      'insulin',
      'ide',
      'acarbose',
      'injection',
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
              '否认主食甜食多、吸烟、经常饮酒及活动少',
              'Denies much sweet and starchy food, smoking, frequent drinking and little movement',
            ],
          },
        ],
      },
      [
        option('sweet', ['主食、甜食吃得多', 'Much sweet, starchy food'], {
          says: ['主食甜食偏多', 'much sweet and starchy food'],
          abnormal: true,
        }),
        option('smokes', ['抽烟', 'Smoking'], { says: ['吸烟', 'smokes'], abnormal: true }),
        option('drinks', ['常喝酒', 'Often drinking'], { says: ['经常饮酒', 'often drinks'], abnormal: true }),
        option('sits', ['很少活动', 'Little movement'], { says: ['活动少', 'little movement'], abnormal: true }),
        noneOf(),
      ],
    ),
    illnesses(
      ['还得过下面哪些病？', 'Which of these have you had as well?'],
      ['hypertension', 'heart', 'stroke', 'liver', 'lipids', 'lung', 'cancer'],
      [
        '高血压、心脏病、脑卒中、肝肾疾病、高脂血症、慢性气管炎、哮喘及肿瘤',
        'high blood pressure, heart disease, stroke, liver or kidney disease, high blood lipids, bronchitis, asthma and cancer',
      ],
    ),
    allergies,
    family(
      ['diabetes', 'hypertension', 'stroke', 'heart', 'kidney'],
      ['糖尿病、高血压、脑卒中、心脏病及肾病', 'diabetes, high blood pressure, stroke, heart disease and kidney disease'],
    ),
    checkedThisYear(
      [
        option('hba1c', ['糖化血红蛋白', 'Long-term sugar, HbA1c'], { says: ['糖化血红蛋白', 'HbA1c'] }),
        option('urine', ['尿', 'Urine'], { says: ['尿液', 'urine'] }),
        option('eyes', ['眼底', 'Back of the eye'], { says: ['眼底', 'back of the eye'] }),
        option('feet', ['脚', 'Feet'], { says: ['足部', 'feet'] }),
        option('lipids', ['血脂', 'Blood fats'], { says: ['血脂', 'blood lipids'] }),
      ],
      [
        '一年内未做上述检查（糖化血红蛋白、尿液、眼底、足部、血脂）',
        'Within a year no check of HbA1c, urine, eyes, feet or blood lipids',
      ],
    ),
    womanQuestion,
  ],
);
