import { form, noneOf, number, one, option, several } from './build-form.ts';
import { allergies, illnesses, medicines, recordPart, since, TO_SIGN } from './history-questions.ts';

export const chestPain = form(
  {
    id: 'chest-pain',
    version: '0.1.0',
    title: ['胸口不舒服', 'Trouble in the chest'],
    minutes: 4,
    offeredFor: ['A03.04', 'A04.06', 'A04.05'],
    complaint: { otherwise: ['胸部不适', 'Trouble of the chest'] },
    source: recordPart('主诉、现病史、既往史'),
  },
  [
    several(
      'feeling',
      ['胸口是怎样的不舒服？', 'What does it feel like in the chest?'],
      {
        source: recordPart('主诉、现病史: 性质'),
        complaint: 'symptom',
        says: [{ section: 'present-illness', topic: ['胸部感觉', 'What it feels like'], line: ['{}', 'Feels: {}'] }],
      },
      [
        option('pain', ['疼', 'Pain'], { says: ['胸痛', 'chest pain'], abnormal: true }),
        option('tight', ['闷', 'Tightness'], { says: ['胸闷', 'chest tightness'], abnormal: true }),
        option('pressure', ['像压着石头', 'Like a stone on it'], {
          says: ['胸部压榨感', 'pressure on the chest'],
          abnormal: true,
        }),
        option('burning', ['火辣辣的', 'Burning'], { says: ['胸部烧灼感', 'burning in the chest'], abnormal: true }),
        option('stabs', ['像针扎', 'Like needles'], { says: ['胸部刺痛', 'stabs in the chest'], abnormal: true }),
        option('palpitations', ['心慌、心跳乱', 'Heart races or stumbles'], { says: ['心悸', 'palpitations'], abnormal: true }),
        option('breath', ['气短', 'Short of breath'], { says: ['气促', 'shortness of breath'], abnormal: true }),
      ],
    ),
    since(['胸口不舒服有多久了？', 'For how long has the chest troubled you?']),
    several(
      'places',
      ['难受的是哪些地方？', 'Which places are bad?'],
      {
        source: recordPart('现病史: 部位'),
        says: [{ section: 'present-illness', topic: ['部位', 'Places'], line: ['部位：{}', 'Places: {}'] }],
      },
      [
        option('middle', ['胸口正中', 'Middle of the chest'], { says: ['胸部正中', 'middle of the chest'] }),
        option('left', ['左胸', 'Left chest']),
        option('right', ['右胸', 'Right chest']),
        option('pit', ['心窝、上腹', 'Pit of the stomach'], { says: ['上腹部', 'pit of the stomach'] }),
        option('arm', ['左肩、左胳膊', 'Left shoulder or arm'], { says: ['左肩或左臂', 'left shoulder or arm'], abnormal: true }),
        option('jaw', ['脖子、下巴', 'Neck or jaw'], { says: ['颈部或下颌', 'neck or jaw'], abnormal: true }),
        option('back', ['后背', 'Back'], { says: ['背部', 'back'], abnormal: true }),
        option('anywhere', ['没有固定地方', 'No fixed place'], { says: ['部位不固定', 'no fixed place'], alone: true }),
      ],
    ),
    one(
      'lasting',
      ['每次难受多长时间？', 'How long does it last each time?'],
      {
        source: recordPart('现病史: 持续时间'),
        says: [{ section: 'present-illness', topic: ['每次持续时间', 'Length each time'], line: ['每次{}', 'Each time {}'] }],
      },
      [
        option('seconds', ['几秒钟', 'A few seconds'], { says: ['数秒', 'a few seconds'] }),
        option('minutes', ['几分钟', 'A few minutes'], { says: ['数分钟', 'a few minutes'] }),
        option('quarter', ['十几分钟', 'More than 10 minutes'], { says: ['十余分钟', 'more than 10 minutes'], abnormal: true }),
        option('half-hour', ['半小时以上', 'More than half an hour'], {
          says: ['半小时以上', 'more than half an hour'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        option('always', ['一直不停', 'It does not stop'], {
          says: ['持续不缓解', 'it does not stop'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        option('varies', ['有长有短', 'Now short, now long'], { says: ['时间长短不一', 'now short, now long'] }),
      ],
    ),
    number('severity', ['最难受时有多厉害？', 'How bad at its worst, 0 to 10?'], 'integer', {
      source: recordPart('现病史: 程度'),
      says: [
        { section: 'present-illness', topic: ['程度', 'Severity'], line: ['最重时{}分（0至10分）', 'At its worst {} of 10'] },
      ],
      min: 0,
      max: 10,
      unit: '{score}',
      abnormalFrom: 7,
    }),
    several(
      'brings-on',
      ['什么时候更难受？', 'When does it get worse?'],
      {
        source: recordPart('现病史: 诱因、加重因素'),
        says: [
          {
            section: 'present-illness',
            topic: ['诱因', 'What brings it on'],
            line: ['{}加重', 'Worse {}'],
            none: ['无明显诱因', 'Nothing clear brings it on'],
          },
        ],
      },
      [
        option('effort', ['走路、上楼时', 'On walking or stairs'], { says: ['活动时', 'on walking or stairs'], abnormal: true }),
        option('upset', ['生气、激动时', 'When upset'], { says: ['情绪激动时', 'when upset'] }),
        option('meal', ['吃饭以后', 'After meals'], { says: ['餐后', 'after meals'] }),
        option('breath', ['吸气、咳嗽时', 'On breathing in, coughing'], {
          says: ['吸气或咳嗽时', 'on breathing in or coughing'],
        }),
        option('lying', ['躺下时', 'On lying down'], { says: ['平卧时', 'on lying down'], abnormal: true }),
        option('press', ['按着的时候', 'When pressed'], { says: ['按压时', 'when pressed'] }),
        option('night', ['夜里', 'At night'], { says: ['夜间', 'at night'] }),
        noneOf(['没有规律', 'No rule to it']),
      ],
    ),
    several(
      'eases',
      ['怎样会好一些？', 'What makes it better?'],
      {
        source: recordPart('现病史: 缓解因素'),
        says: [{ section: 'present-illness', topic: ['缓解因素', 'What helps'], line: ['{}', 'What helps: {}'] }],
      },
      [
        option('rest', ['歇一会儿', 'A rest'], { says: ['休息可缓解', 'a rest'] }),
        option('heart-pill', ['含救心的药', 'A heart pill'], { says: ['含服急救药可缓解', 'a heart pill'], abnormal: true }),
        option('sit', ['坐起来', 'Sitting up'], { says: ['坐起可缓解', 'sitting up'], abnormal: true }),
        option('stomach', ['吃胃药', 'A stomach pill'], { says: ['服胃药可缓解', 'a stomach pill'] }),
        option('itself', ['自己会好', 'Goes by itself'], { says: ['可自行缓解', 'goes by itself'] }),
        option('nothing', ['怎样都不好', 'Nothing helps'], { says: ['不能缓解', 'nothing helps'], abnormal: true, alone: true }),
      ],
    ),
    several(
      'with',
      ['同时还有哪些情况？', 'What comes with it?'],
      {
        source: `${recordPart('现病史: 伴随症状')}; the list follows that of red flags`,
        says: [
          {
            section: 'present-illness',
            topic: ['伴随情况', 'Together with it'],
            line: ['伴{}', 'Together with {}'],
            none: [
              '无冷汗、气促、呕吐、晕厥、下肢水肿、发热及咯血',
              'No cold sweat, shortness of breath, vomiting, fainting, swollen legs, fever or blood coughed up',
            ],
          },
        ],
      },
      [
        option('sweat', ['出冷汗', 'Cold sweat'], { abnormal: true, tellStaff: 'loud' }),
        option('breath', ['喘不上气', 'Cannot get air'], {
          says: ['呼吸困难', 'hard breathing'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        option('vomiting', ['恶心、呕吐', 'Nausea or vomiting'], { says: ['恶心呕吐', 'nausea or vomiting'], abnormal: true }),
        option('fainted', ['晕倒过', 'Fainted'], { says: ['晕厥', 'fainting'], abnormal: true, tellStaff: 'loud' }),
        option('swollen', ['腿脚肿', 'Swollen legs'], { says: ['下肢水肿', 'swollen legs'], abnormal: true }),
        option('fever', ['发烧', 'Fever'], { says: ['发热', 'fever'], abnormal: true }),
        option('blood', ['咳出血', 'Blood coughed up'], {
          says: ['咯血', 'blood coughed up'],
          abnormal: true,
          tellStaff: 'loud',
        }),
        noneOf(),
      ],
    ),
    illnesses(
      ['以前得过下面哪些病？', 'Which of these illnesses have you had?'],
      ['hypertension', 'diabetes', 'heart', 'stroke', 'lipids', 'lung', 'cancer'],
      [
        '高血压、糖尿病、心脏病、脑卒中、高脂血症、慢性气管炎、哮喘及肿瘤',
        'high blood pressure, diabetes, heart disease, stroke, high blood lipids, bronchitis, asthma and cancer',
      ],
    ),
    medicines,
    allergies,
    several(
      'risks',
      ['还有下面哪些是这样？', 'Which of these is true as well?'],
      {
        source: `${recordPart('个人史、家族史、手术史')}; which ones matter is ${TO_SIGN}`,
        says: [
          {
            section: 'personal-history',
            topic: ['吸烟史', 'Smoking'],
            line: ['{}', 'Habits: {}'],
            none: ['否认吸烟史', 'Denies smoking'],
          },
          {
            section: 'family-history',
            topic: ['心脏病家族史', 'Heart disease in the family'],
            line: ['家族中有{}', 'In the family: {}'],
            none: ['否认心脏病及猝死家族史', 'Denies heart disease and sudden death in the family'],
          },
          {
            section: 'surgical-history',
            topic: ['心脏手术史', 'Heart operations'],
            line: ['有{}史', 'Before: {}'],
            none: ['否认心脏支架及心脏手术史', 'Denies heart stents and heart operations'],
          },
        ],
      },
      [
        option('smokes', ['现在抽烟', 'I smoke'], { says: ['吸烟', 'smokes'], abnormal: true }),
        option('smoked', ['以前抽，戒了', 'I used to smoke'], { says: ['已戒烟', 'used to smoke'] }),
        option('family-heart', ['家里人有心脏病', 'Heart disease in the family'], {
          says: ['心脏病', 'heart disease'],
          section: 'family-history',
          abnormal: true,
        }),
        option('family-sudden', ['家里有人突然去世', 'A sudden death in the family'], {
          says: ['猝死', 'a sudden death'],
          section: 'family-history',
          abnormal: true,
        }),
        option('stent', ['放过心脏支架', 'A heart stent'], {
          says: ['心脏支架植入', 'a heart stent'],
          section: 'surgical-history',
          abnormal: true,
        }),
        option('heart-surgery', ['做过心脏手术', 'Heart surgery'], {
          says: ['心脏手术', 'heart surgery'],
          section: 'surgical-history',
          abnormal: true,
        }),
        noneOf(),
      ],
    ),
  ],
);
