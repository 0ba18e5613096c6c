import { form, isKnown, isNotKnown, noneOf, notChosen, one, option, type Pair, several } from './build-form.ts';
import { placeQuestions } from './complaint-questions.ts';
import type { FormCondition } from './form-resource.ts';
import {
  aboutPerson,
  allergies,
  CHILD,
  family,
  illnesses,
  medicines,
  recordPart,
  since,
  womanQuestion,
} from './history-questions.ts';

const UNWELL: readonly FormCondition[] = [notChosen('where', 'no-trouble')];
/** Who does not want to say aloud what it is has more to press before, and is asked less. */
const UNWELL_AND_OPEN: readonly FormCondition[] = [...UNWELL, notChosen('whole', 'private')];

const WITH: Pair = ['伴随情况', 'Together with it'];

export const generalHistory = form(
  {
    id: 'general-history',
    version: '0.1.0',
    title: ['看病前说一说', 'Before you see the doctor'],
    minutes: 3,
    offeredFor: [],
    complaint: { otherwise: ['不适', 'Feels unwell'] },
    source: recordPart('主诉、现病史、既往史、个人史、月经史、家族史'),
  },
  [
    ...aboutPerson,
    ...placeQuestions,
    since(['这样有多久了？', 'How long has it been like this?'], UNWELL),
    one(
      'course',
      ['现在是哪一种情况？', 'How is it now?'],
      {
        source: recordPart('现病史: 主要症状特点及其发展变化'),
        when: UNWELL,
        says: [{ section: 'present-illness', topic: ['病情变化', 'Course'], line: ['{}', 'Course: {}'] }],
      },
      [
        option('constant', ['一直有，能忍', 'All the time, bearable'], { says: ['持续，可忍受', 'all the time, bearable'] }),
        option('constant-bad', ['一直有，很难受', 'All the time, bad'], {
          says: ['持续，难以忍受', 'all the time, bad'],
          abnormal: true,
        }),
        option('at-times', ['一阵一阵，能忍', 'Now and then, bearable'], { says: ['阵发，可忍受', 'now and then, bearable'] }),
        option('at-times-bad', ['一阵一阵，很难受', 'Now and then, bad'], {
          says: ['阵发，发作时难忍', 'now and then, bad'],
          abnormal: true,
        }),
        option('worse', ['越来越重', 'Getting worse'], { says: ['逐渐加重', 'getting worse'], abnormal: true }),
        option('better', ['慢慢好些了', 'Getting better'], { says: ['逐渐好转', 'getting better'] }),
        option('gone', ['现在没有了', 'Gone now'], { says: ['目前已缓解', 'gone now'] }),
      ],
    ),
    several(
      'with',
      ['还有下面哪些情况？', 'Which of these as well?'],
      {
        source: recordPart('现病史: 伴随症状、一般情况'),
        when: UNWELL_AND_OPEN,
        whenAll: true,
        says: [
          {
            section: 'present-illness',
            topic: WITH,
            line: ['伴{}', 'Together with {}'],
            none: [
              '无发热、消瘦、食欲下降、呕吐、乏力及睡眠不佳',
              'No fever, weight loss, poor appetite, vomiting, tiredness or bad sleep',
            ],
          },
        ],
      },
      [
        option('fever', ['发烧', 'Fever'], { says: ['发热', 'fever'], abnormal: true }),
        option('thinner', ['人瘦了', 'Weight loss'], { says: ['消瘦', 'weight loss'], abnormal: true }),
        option('appetite', ['吃不下饭', 'Poor appetite'], { says: ['食欲下降', 'poor appetite'], abnormal: true }),
        option('vomiting', ['呕吐', 'Vomiting'], { abnormal: true }),
        option('tired', ['没有力气', 'Tired'], { says: ['乏力', 'tiredness'], abnormal: true }),
        option('sleep', ['睡不好', 'Bad sleep'], { says: ['睡眠不佳', 'bad sleep'], abnormal: true }),
        noneOf(),
      ],
    ),
    illnesses(
      ['得过下面哪些病？', 'Which of these have you had?'],
      ['hypertension', 'diabetes', 'heart', 'stroke', 'lung', 'liver', 'cancer'],
      [
        '高血压、糖尿病、心脏病、脑卒中、慢性气管炎、哮喘、肝肾疾病及肿瘤',
        'high blood pressure, diabetes, heart disease, stroke, bronchitis, asthma, liver or kidney disease and cancer',
      ],
    ),
    several(
      'operations',
      ['以前有过下面哪些事？', 'Which of these happened before?'],
      {
        source: recordPart('既往史: 手术外伤史、输血史'),
        says: [
          {
            section: 'surgical-history',
            topic: ['手术外伤史', 'Operations and injuries'],
            line: ['有{}史', 'Before: {}'],
            none: ['否认手术及重大外伤史', 'Denies operations and severe injuries'],
          },
          {
            section: 'transfusion',
            topic: ['输血史', 'Transfusions'],
            line: ['有{}史', 'Before: {}'],
            none: ['否认输血史', 'Denies transfusions'],
          },
        ],
      },
      [
        option('operation', ['做过手术', 'An operation'], { says: ['手术', 'an operation'], abnormal: true }),
        option('injury', ['受过重伤', 'A severe injury'], { says: ['重大外伤', 'a severe injury'], abnormal: true }),
        option('transfusion', ['输过血', 'A blood transfusion'], {
          says: ['输血', 'a blood transfusion'],
          section: 'transfusion',
          abnormal: true,
        }),
        noneOf(),
      ],
    ),
    allergies,
    medicines,
    several(
      'habits',
      ['平时有下面哪些情况？', 'Which of these is so?'],
      {
        source: recordPart('个人史'),
        when: [isNotKnown(CHILD, true)],
        says: [
          {
            section: 'personal-history',
            topic: ['个人史', 'Personal history'],
            line: ['{}', 'Habits: {}'],
            none: [
              '否认吸烟、经常饮酒、近期外出及粉尘毒物接触',
              'Denies smoking, frequent drinking, recent travel and dust or poisons at work',
            ],
          },
        ],
      },
      [
        option('smokes', ['现在抽烟', 'I smoke'], { says: ['吸烟', 'smokes'], abnormal: true }),
        option('smoked', ['以前抽，戒了', 'I used to smoke'], { says: ['已戒烟', 'used to smoke'] }),
        option('drinks', ['常喝酒', 'I often drink'], { says: ['经常饮酒', 'often drinks'], abnormal: true }),
        option('travelled', ['最近去过外地', 'I travelled lately'], { says: ['近期去过外地', 'travelled lately'] }),
        option('dust', ['工作碰粉尘毒物', 'Dust or poisons at work'], {
          says: ['工作接触粉尘或毒物', 'dust or poisons at work'],
          abnormal: true,
        }),
        noneOf(),
      ],
    ),
    one(
      'vaccines',
      ['该打的疫苗都打了吗？', 'Are all vaccinations done?'],
      {
        source: recordPart('既往史: 预防接种史'),
        when: [isKnown(CHILD, true)],
        says: [{ section: 'immunisation', topic: ['预防接种史', 'Vaccinations'], line: ['{}', 'Vaccinations: {}'] }],
      },
      [
        option('all', ['都按时打了', 'All, on time'], { says: ['按计划接种', 'all, on time'] }),
        option('late', ['有几针没打', 'Some are missing'], {
          says: ['计划内疫苗未全部接种', 'some are missing'],
          abnormal: true,
        }),
        option('never', ['都没打过', 'None so far'], { says: ['未接种疫苗', 'none so far'], abnormal: true }),
        option('reaction', ['打了有过不良反应', 'A bad reaction to one'], {
          says: ['接种后有过不良反应', 'a bad reaction to one'],
          abnormal: true,
        }),
      ],
    ),
    family(
      ['hypertension', 'diabetes', 'heart', 'stroke', 'cancer', 'same'],
      ['高血压、糖尿病、心脏病、脑卒中及肿瘤', 'high blood pressure, diabetes, heart disease, stroke and cancer'],
    ),
    womanQuestion,
  ],
);
