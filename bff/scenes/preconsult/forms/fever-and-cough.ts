import { chosen, form, noneOf, number, one, option, several } from './build-form.ts';
import { aboutPerson, allergies, illnesses, medicines, recordPart, since, womanQuestion } from './history-questions.ts';

export const feverAndCough = form(
  {
    id: 'fever-and-cough',
    version: '0.1.0',
    title: ['发烧、咳嗽', 'Fever and cough'],
    minutes: 4,
    offeredFor: ['A03.01', 'A07', 'A07.04', 'A11', 'A17'],
    complaint: { otherwise: ['发热或咳嗽', 'Fever or cough'] },
    source: recordPart('主诉、现病史、既往史'),
  },
  [
    ...aboutPerson,
    several(
      'trouble',
      ['现在有哪些不舒服？', 'What is the trouble now?'],
      {
        source: recordPart('主诉、现病史: 主要症状'),
        complaint: 'symptom',
        says: [{ section: 'present-illness', topic: ['主要症状', 'Main trouble'], line: ['{}', 'Main trouble: {}'] }],
      },
      [
        option('fever', ['发烧', 'Fever'], { says: ['发热', 'fever'], abnormal: true }),
        option('cough', ['咳嗽', 'Cough'], { abnormal: true }),
        option('phlegm', ['有痰', 'Phlegm'], { says: ['咳痰', 'phlegm'], abnormal: true }),
        option('throat', ['嗓子疼', 'Sore throat'], { says: ['咽痛', 'sore throat'], abnormal: true }),
        option('nose', ['鼻塞、流鼻涕', 'Blocked or runny nose'], {
          says: ['鼻塞流涕', 'blocked or runny nose'],
          abnormal: true,
        }),
        option('wheeze', ['喘', 'Wheezing'], { says: ['喘息', 'wheezing'], abnormal: true }),
        option('aches', ['浑身酸疼', 'Aches all over'], { says: ['全身酸痛', 'aches all over'], abnormal: true }),
        option('headache', ['头疼', 'Headache'], { says: ['头痛', 'headache'], abnormal: true }),
      ],
    ),
    since(['发烧或咳嗽多久了？', 'For how long is the fever or cough there?']),
    number('temperature', ['最高烧到多少度？', 'How high was the fever?'], 'decimal', {
      source: recordPart('现病史: 程度'),
      when: [chosen('trouble', 'fever')],
      says: [
        {
          section: 'present-illness',
          topic: ['最高体温', 'Highest temperature'],
          line: ['最高体温{}℃', 'Highest temperature {} °C'],
        },
      ],
      min: 35,
      max: 43,
      unit: 'Cel',
      abnormalFrom: 38.5,
    }),
    one(
      'phlegm',
      ['痰是什么样的？', 'What is the phlegm like?'],
      {
        source: recordPart('现病史: 性质'),
        when: [chosen('trouble', 'phlegm')],
        says: [{ section: 'present-illness', topic: ['痰的性状', 'Phlegm'], line: ['{}', 'Phlegm: {}'] }],
      },
      [
        option('white', ['白的', 'White'], { says: ['白痰', 'white'] }),
        option('yellow', ['黄的、绿的', 'Yellow or green'], { says: ['黄绿色痰', 'yellow or green'], abnormal: true }),
        option('blood', ['带血', 'With blood'], { says: ['痰中带血', 'with blood'], abnormal: true, tellStaff: 'loud' }),
        option('rust', ['铁锈一样', 'Like rust'], { says: ['铁锈色痰', 'like rust'], abnormal: true }),
        option('foam', ['粉红泡沫', 'Pink foam'], { says: ['粉红色泡沫痰', 'pink foam'], abnormal: true, tellStaff: 'loud' }),
        option('little', ['很少、咳不出', 'Little, does not come up'], { says: ['痰少不易咳出', 'little, does not come up'] }),
      ],
    ),
    several(
      'with',
      ['同时还有哪些情况？', 'What comes with it?'],
      {
        source: recordPart('现病史: 伴随症状'),
        says: [
          {
            section: 'present-illness',
            topic: ['伴随情况', 'Together with it'],
            line: ['伴{}', 'Together with {}'],
            none: [
              '无呼吸困难、胸痛、寒战、呕吐腹泻、皮疹及精神差',
              'No hard breathing, chest pain, shivering, vomiting, diarrhoea, rash or drowsiness',
            ],
          },
        ],
      },
      [
        option('breath', ['喘不上气', 'Cannot get air'], {
          says: ['呼吸困难', 'hard breathing'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        option('chest', ['胸口疼', 'Chest pain'], { says: ['胸痛', 'chest pain'], abnormal: true }),
        option('shivers', ['发冷、打颤', 'Shivering'], { says: ['寒战', 'shivering'], abnormal: true }),
        option('vomiting', ['呕吐、拉肚子', 'Vomiting or diarrhoea'], {
          says: ['呕吐或腹泻', 'vomiting or diarrhoea'],
          abnormal: true,
        }),
        option('rash', ['起疹子', 'A rash'], { says: ['皮疹', 'a rash'], abnormal: true }),
        option('drowsy', ['没精神、总想睡', 'Drowsy'], {
          says: ['精神差、嗜睡', 'drowsiness'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        option('eats-little', ['吃得少、喝得少', 'Eats and drinks little'], {
          says: ['进食饮水少', 'little food and drink'],
          abnormal: true,
        }),
        noneOf(),
      ],
    ),
    several(
      'contacts',
      ['最近有过哪些情况？', 'What happened lately?'],
      {
        source: `${recordPart('个人史')}; which contacts are asked for changes with the season`,
        says: [
          {
            section: 'personal-history',
            topic: ['接触史', 'Contacts'],
            line: ['{}', 'Contacts: {}'],
            none: [
              '否认类似病人接触、近期外出、禽畜接触及住院',
              'Denies contact with people who are ill, travel, animals and a stay in hospital',
            ],
          },
        ],
      },
      [
        option('family', ['家里人也这样', 'The same at home'], { says: ['家中有类似病人', 'the same at home'], abnormal: true }),
        option('class', ['学校、单位有人这样', 'The same at school or work'], {
          says: ['学校或单位有类似病人', 'the same at school or work'],
          abnormal: true,
        }),
        option('travelled', ['去过外地、外国', 'Travelled'], { says: ['近期外出', 'travelled'], abnormal: true }),
        option('animals', ['碰过鸡鸭、牲畜', 'Touched poultry or cattle'], {
          says: ['接触过禽畜', 'touched poultry or cattle'],
          abnormal: true,
        }),
        option('hospital', ['住过医院、养老院', 'Stayed in a hospital or home'], {
          says: ['近期住过医院或养老院', 'stayed in a hospital or home'],
          abnormal: true,
        }),
        noneOf(),
      ],
    ),
    several(
      'taken',
      ['这次吃过哪些药？', 'What did you take for it?'],
      {
        source: recordPart('现病史: 诊治经过'),
        says: [
          {
            section: 'medications',
            topic: ['此次用药', 'Taken for it'],
            line: ['此次已用{}', 'Taken for it: {}'],
            none: ['此次未用药', 'Nothing taken for it'],
          },
        ],
      },
      [
        option('fever', ['退烧药', 'For the fever'], { says: ['退热药', 'for the fever'] }),
        option('antibiotic', ['消炎药、抗生素', 'Antibiotics'], { says: ['抗生素', 'antibiotics'] }),
        option('cough', ['止咳化痰药', 'For the cough'], { says: ['止咳化痰药', 'for the cough'] }),
        option('cold', ['感冒药', 'For a cold'], { says: ['感冒药', 'for a cold'] }),
        option('herbal', ['中药、中成药', 'Herbal medicine'], { says: ['中药', 'herbal medicine'] }),
        option('other', ['别的药', 'Another medicine'], { says: ['其他药物', 'another medicine'] }),
        noneOf(['没吃药', 'Nothing']),
      ],
    ),
    illnesses(
      ['以前得过哪些病？', 'Which illnesses have you had?'],
      ['lung', 'heart', 'diabetes', 'hypertension', 'liver', 'cancer', 'immune'],
      [
        '慢性气管炎、哮喘、心脏病、糖尿病、高血压、肝肾疾病、肿瘤、免疫疾病及器官移植',
        'bronchitis, asthma, heart disease, diabetes, high blood pressure, liver or kidney disease, cancer, immune disease and transplants',
      ],
    ),
    allergies,
    medicines,
    several(
      'vaccines',
      ['打过下面哪些疫苗？', 'Which of these vaccinations are done?'],
      {
        source: recordPart('既往史: 预防接种史'),
        says: [
          {
            section: 'immunisation',
            topic: ['预防接种史', 'Vaccinations'],
            line: ['已接种{}', 'Done: {}'],
            none: ['未接种流感、肺炎、新冠疫苗', 'No vaccination against influenza, pneumonia or COVID-19'],
          },
        ],
      },
      [
        option('influenza', ['今年的流感疫苗', 'Influenza, this year'], { says: ['本年度流感疫苗', 'influenza, this year'] }),
        option('pneumonia', ['肺炎疫苗', 'Pneumonia']),
        option('covid', ['新冠疫苗', 'COVID-19']),
        option('schedule', ['孩子的按本打齐了', "All in the child's book"], {
          says: ['儿童计划疫苗', "all in the child's book"],
        }),
        noneOf(['一样都没打', 'None of them']),
      ],
    ),
    womanQuestion,
  ],
);
