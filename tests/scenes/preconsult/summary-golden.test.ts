import { describe, expect, it } from 'vitest';
import { summarise, type Telling } from '../../../bff/scenes/preconsult/summary/summarise.ts';
import { summaryText } from '../../../bff/scenes/preconsult/summary/summary-text.ts';
import { formNamed, responseOf, type Said } from './answered-form.ts';

/** 2026-11-30 10:20 in Shanghai. */
const AT = Date.UTC(2026, 10, 30, 2, 20);

function told(id: string, said: Readonly<Record<string, Said>>, saidBy: Telling['saidBy'] = { who: 'patient' }) {
  return summaryText(summarise(formNamed(id), responseOf(said), { saidBy, at: AT, language: 'zh', knownBy: 'document' }));
}

/** What a doctor should read, written by hand from what was pressed. */
describe('the summary of what was said before a visit', () => {
  it('palpitations now and then for two months, none of the other troubles, in a man who takes aspirin', () => {
    const { zh, en } = told('general-history', {
      'about-woman': false,
      'about-child': false,
      where: 'chest',
      chest: 'palpitations',
      since: 'months-1-3',
      course: 'at-times',
      with: ['none'],
      illnesses: ['hypertension', 'lung'],
      operations: ['none'],
      allergies: ['none'],
      medicines: ['pressure', 'thinner'],
      habits: ['smoked'],
      family: ['heart'],
    });
    expect(zh.split('\n')).toEqual([
      '就诊前情况：看病前说一说',
      '2026-11-30 10:20 本人陈述',
      '★ 请先看',
      '主诉：心悸1-3个月',
      '现病史：★心悸；病程1-3个月；阵发，可忍受；无发热、消瘦、食欲下降、呕吐、乏力及睡眠不佳',
      '既往史：★既往有高血压、慢性气管炎或哮喘',
      '手术外伤史：否认手术及重大外伤史',
      '过敏史：否认药物及食物过敏',
      '用药史：★平时用药：阿司匹林或抗凝药、降压药',
      '家族史：★家族中有心脏病',
      '个人史：已戒烟',
      '输血史：否认输血史',
      '未询问：婚育史、月经史、预防接种史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
    expect(en.split('\n')).toEqual([
      'Before the visit: Before you see the doctor',
      '2026-11-30 10:20 Said by the patient',
      '★ see first',
      'Chief complaint: Palpitations for 1 to 3 months',
      'Present illness: ★Main trouble: palpitations; Duration: 1 to 3 months; Course: now and then, bearable; No fever, weight loss, poor appetite, vomiting, tiredness or bad sleep',
      'Past history: ★Has had high blood pressure, chronic bronchitis or asthma',
      'Operations and injuries: Denies operations and severe injuries',
      'Allergies: Denies allergy to drugs and food',
      'Medicines: ★Takes aspirin or a blood thinner, blood pressure medicine',
      'Family history: ★In the family: heart disease',
      'Personal history: Habits: used to smoke',
      'Transfusions: Denies transfusions',
      'Not asked: Marriage and births, Periods, Vaccinations',
      'This is no diagnosis. It is what was said before the visit, for the doctor to check.',
    ]);
  });

  it('a daughter answers for her mother, who does not know what she is allergic to and skips the family', () => {
    const { zh, en } = told(
      'general-history',
      {
        'about-woman': false,
        'about-child': false,
        where: 'limbs',
        limbs: 'joints',
        since: 'over-year',
        course: 'worse',
        with: ['tired', 'sleep'],
        illnesses: ['none'],
        operations: ['operation', 'transfusion'],
        allergies: '?',
        medicines: ['none'],
        habits: ['none'],
        family: '-',
      },
      { who: 'relative', relationship: '女儿' },
    );
    expect(zh.split('\n').slice(1)).toEqual([
      '2026-11-30 10:20 由亲属（女儿）代述',
      '★ 请先看',
      '主诉：关节肿痛1年以上',
      '现病史：★关节肿痛；★逐渐加重；★伴乏力、睡眠不佳；病程1年以上',
      '既往史：否认高血压、糖尿病、心脏病、脑卒中、慢性气管炎、哮喘、肝肾疾病及肿瘤病史',
      '手术外伤史：★有手术史',
      '过敏史：不清楚',
      '用药史：平时不用药',
      '家族史：未回答',
      '个人史：否认吸烟、经常饮酒、近期外出及粉尘毒物接触',
      '输血史：★有输血史',
      '未询问：婚育史、月经史、预防接种史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
    expect(en).toContain('\nAllergies: not known\n');
    expect(en).toContain('\nFamily history: not answered\n');
    expect(en).toContain(' Said by a relative (女儿)\n');
  });

  it('a young woman has something private, says which, and is perhaps pregnant', () => {
    const { zh } = told('general-history', {
      'about-woman': true,
      'about-child': false,
      where: 'whole',
      whole: 'private',
      private: 'periods',
      since: 'weeks-3-4',
      course: 'constant',
      illnesses: ['none'],
      operations: ['none'],
      allergies: ['penicillin', 'food'],
      medicines: ['none'],
      habits: ['drinks'],
      family: ['none'],
      woman: 'maybe-pregnant',
    });
    expect(zh.split('\n').slice(3)).toEqual([
      '主诉：有一件事，只给医生看',
      '现病史：病程3-4周；持续，可忍受',
      '既往史：否认高血压、糖尿病、心脏病、脑卒中、慢性气管炎、哮喘、肝肾疾病及肿瘤病史',
      '手术外伤史：否认手术及重大外伤史',
      '过敏史：★对青霉素、食物过敏',
      '用药史：平时不用药',
      '家族史：否认高血压、糖尿病、心脏病、脑卒中及肿瘤家族史',
      '个人史：★经常饮酒',
      '输血史：否认输血史',
      '未询问：婚育史、预防接种史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('somebody who feels well comes for medicine, and a child is asked for vaccinations instead of habits', () => {
    const { zh } = told(
      'general-history',
      {
        'about-woman': false,
        'about-child': true,
        where: 'no-trouble',
        purpose: 'refill',
        illnesses: ['lung'],
        operations: ['injury'],
        allergies: ['dust'],
        medicines: ['other'],
        vaccines: 'late',
        family: ['same'],
      },
      { who: 'volunteer' },
    );
    expect(zh.split('\n').slice(1)).toEqual([
      '2026-11-30 10:20 由志愿者代为填写',
      '★ 请先看',
      '主诉：要求开药',
      '现病史：就诊目的：要求开药',
      '既往史：★既往有慢性气管炎或哮喘',
      '手术外伤史：★有重大外伤史',
      '过敏史：★对花粉或粉尘过敏',
      '用药史：平时用药：其他药物',
      '家族史：★家族中有类似情况',
      '预防接种史：★计划内疫苗未全部接种',
      '输血史：未提及',
      '未询问：个人史、婚育史、月经史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('chest pain that spreads to the arm, with sweat: all that was felt has no room in the chief complaint, and no word is cut', () => {
    const { zh, en } = told('chest-pain', {
      feeling: ['pain', 'tight', 'pressure', 'burning'],
      since: 'days-1-2',
      places: ['middle', 'arm'],
      lasting: 'half-hour',
      severity: 8,
      'brings-on': ['effort', 'meal'],
      eases: ['rest', 'heart-pill'],
      with: ['sweat', 'breath'],
      illnesses: ['lipids'],
      medicines: ['thinner'],
      allergies: ['none'],
      risks: ['smokes', 'family-sudden', 'stent'],
    });
    expect(zh.split('\n').slice(3)).toEqual([
      '主诉：胸痛、胸闷、胸部压榨感等1-2天',
      '现病史：★胸痛、胸闷、胸部压榨感、胸部烧灼感；★部位：左肩或左臂、胸部正中；★每次半小时以上；★最重时8分（0至10分）；★活动时、餐后加重；★含服急救药可缓解、休息可缓解；★伴出冷汗、呼吸困难；病程1-2天',
      '既往史：★既往有高脂血症',
      '手术外伤史：★有心脏支架植入史',
      '过敏史：否认药物及食物过敏',
      '用药史：★平时用药：阿司匹林或抗凝药',
      '家族史：★家族中有猝死',
      '个人史：★吸烟',
      '未询问：婚育史、月经史、预防接种史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
    expect(en).toContain('\nChief complaint: Chest pain, chest tightness, pressure on the chest and more for 1 to 2 days\n');
  });

  it('slight stabs in the chest: what was not pressed of three parts in one question is not mentioned, and not denied', () => {
    const { zh } = told('chest-pain', {
      feeling: ['stabs'],
      since: 'today',
      places: ['anywhere'],
      lasting: 'seconds',
      severity: 2,
      'brings-on': ['none'],
      eases: ['itself'],
      with: ['none'],
      illnesses: '?',
      medicines: '?',
      allergies: '-',
      risks: ['family-heart'],
    });
    expect(zh.split('\n').slice(3)).toEqual([
      '主诉：胸部刺痛1天内',
      '现病史：★胸部刺痛；病程1天内；部位：部位不固定；每次数秒；最重时2分（0至10分）；无明显诱因；可自行缓解；无冷汗、气促、呕吐、晕厥、下肢水肿、发热及咯血',
      '既往史：不清楚',
      '手术外伤史：心脏手术史：未提及',
      '过敏史：未回答',
      '用药史：不清楚',
      '家族史：★家族中有心脏病',
      '个人史：吸烟史：未提及',
      '未询问：婚育史、月经史、预防接种史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('a child with a high fever and yellow phlegm, the same in its class', () => {
    const { zh } = told(
      'fever-and-cough',
      {
        'about-woman': false,
        'about-child': true,
        trouble: ['fever', 'cough', 'phlegm'],
        since: 'days-3-6',
        temperature: 39.2,
        phlegm: 'yellow',
        with: ['shivers', 'eats-little'],
        contacts: ['class'],
        taken: ['fever', 'herbal'],
        illnesses: ['none'],
        allergies: ['cephalosporin'],
        medicines: ['none'],
        vaccines: ['influenza', 'schedule'],
      },
      { who: 'relative', relationship: '母亲' },
    );
    expect(zh.split('\n').slice(3)).toEqual([
      '主诉：发热、咳嗽、咳痰3-6天',
      '现病史：★发热、咳嗽、咳痰；★最高体温39.2℃；★黄绿色痰；★伴寒战、进食饮水少；病程3-6天',
      '既往史：否认慢性气管炎、哮喘、心脏病、糖尿病、高血压、肝肾疾病、肿瘤、免疫疾病及器官移植病史',
      '过敏史：★对头孢菌素过敏',
      '用药史：此次已用退热药、中药；平时不用药',
      '个人史：★学校或单位有类似病人',
      '预防接种史：已接种本年度流感疫苗、儿童计划疫苗',
      '未询问：手术外伤史、家族史、婚育史、月经史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('a sore throat without a fever: the temperature that was pressed before is not told', () => {
    const { zh } = told('fever-and-cough', {
      'about-woman': true,
      trouble: ['throat'],
      since: 'today',
      temperature: 40,
      phlegm: 'blood',
      with: ['none'],
      contacts: ['none'],
      taken: ['none'],
      illnesses: ['none'],
      allergies: ['none'],
      medicines: ['none'],
      vaccines: ['none'],
      woman: 'regular',
    });
    expect(zh.split('\n').slice(2)).toEqual([
      '★ 请先看',
      '主诉：咽痛1天内',
      '现病史：★咽痛；病程1天内；无呼吸困难、胸痛、寒战、呕吐腹泻、皮疹及精神差',
      '既往史：否认慢性气管炎、哮喘、心脏病、糖尿病、高血压、肝肾疾病、肿瘤、免疫疾病及器官移植病史',
      '过敏史：否认药物及食物过敏',
      '用药史：此次未用药；平时不用药',
      '个人史：否认类似病人接触、近期外出、禽畜接触及住院',
      '月经史：月经正常',
      '预防接种史：未接种流感、肺炎、新冠疫苗',
      '未询问：手术外伤史、家族史、婚育史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('high blood pressure that stays high in somebody who forgets the tablets', () => {
    const { zh, en } = told('hypertension-follow-up', {
      'about-woman': false,
      'known-for': 'years-6-10',
      systolic: 156,
      diastolic: 88,
      trouble: ['dizzy', 'swollen'],
      drugs: ['dipine', 'sartan'],
      'as-told': 'forgets',
      habits: ['salt'],
      illnesses: ['diabetes'],
      allergies: ['none'],
      family: ['stroke'],
      checks: ['blood', 'ecg'],
    });
    expect(zh.split('\n').slice(3)).toEqual([
      '主诉：高血压6-10年，头晕、下肢水肿',
      '现病史：★最近收缩压156mmHg；★近一月有头晕、下肢水肿；高血压病程6-10年；最近舒张压88mmHg',
      '既往史：★既往有糖尿病；一年内查过血液、心电图',
      '过敏史：否认药物及食物过敏',
      '用药史：★偶有漏用；降压治疗：地平类、沙坦类',
      '家族史：★家族中有脑卒中',
      '个人史：★口味偏咸',
      '未询问：手术外伤史、婚育史、月经史、预防接种史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
    expect(en).toContain('\nChief complaint: High blood pressure for 6 to 10 years: dizziness, swollen legs\n');
    expect(en).toContain('\nMedicines: ★How it is taken: sometimes forgotten; For blood pressure: a "-dipine", a "-sartan"\n');
  });

  it('diabetes without any trouble is a check, and nobody who takes nothing is asked how it is taken', () => {
    const { zh } = told(
      'diabetes-follow-up',
      {
        'about-woman': false,
        'known-for': 'under-1-year',
        fasting: 6.4,
        'after-meal': 3.9,
        low: 'seldom',
        trouble: ['none'],
        drugs: ['none'],
        'as-told': 'stopped',
        habits: ['none'],
        illnesses: ['none'],
        allergies: ['none'],
        family: ['none'],
        checks: ['none'],
      },
      { who: 'clerk' },
    );
    expect(zh.split('\n').slice(1)).toEqual([
      '2026-11-30 10:20 由工作人员代为填写',
      '★ 请先看',
      '主诉：糖尿病1年内，复查',
      '现病史：★最近餐后2小时血糖3.9mmol/L；★近一月有心慌手抖出汗1-2次；糖尿病病程1年内；最近空腹血糖6.4mmol/L；近一月无口渴多尿、消瘦、手足麻木、视物模糊、足部破溃、下肢水肿及泡沫尿',
      '既往史：否认高血压、心脏病、脑卒中、肝肾疾病、高脂血症、慢性气管炎、哮喘及肿瘤病史；一年内未做上述检查（糖化血红蛋白、尿液、眼底、足部、血脂）',
      '过敏史：否认药物及食物过敏',
      '用药史：未用降糖药',
      '家族史：否认糖尿病、高血压、脑卒中、心脏病及肾病家族史',
      '个人史：否认主食甜食多、吸烟、经常饮酒及活动少',
      '未询问：手术外伤史、婚育史、月经史、预防接种史、输血史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
  });

  it('nothing was answered: the summary says so and makes nothing up', () => {
    const { zh, en } = told('general-history', {});
    expect(zh.split('\n').slice(1)).toEqual([
      '2026-11-30 10:20 本人陈述',
      '主诉：不适',
      '现病史：不适部位：未回答；起病时间：未回答；病情变化：未回答；伴随情况：未回答',
      '既往史：未回答',
      '手术外伤史：未回答',
      '过敏史：未回答',
      '用药史：未回答',
      '家族史：未回答',
      '个人史：未回答',
      '月经史：未回答',
      '输血史：未回答',
      '未询问：婚育史、预防接种史',
      '这不是诊断。这是就诊前说的情况，由医生核对。',
    ]);
    expect(en).toContain('\nChief complaint: Feels unwell\n');
  });
});
