import { chosen, one, option, type Pair } from './build-form.ts';
import type { FormItem, FormOption } from './form-resource.ts';
import { recordPart, TO_SIGN } from './history-questions.ts';

const SOURCE = recordPart('主诉、现病史: 主要症状');

/** What somebody comes with: as it stands on the button, and as it stands in a record. */
function symptom(code: string, text: Pair, says?: Pair, tellStaff?: 'quiet'): FormOption {
  return option(code, text, {
    abnormal: true,
    ...(tellStaff === undefined ? {} : { tellStaff }),
    ...(says === undefined ? {} : { says }),
  });
}

const place = (code: string, text: Pair, says: Pair) => option(code, text, { says });

/** Which trouble it is, asked once the place is known. */
function troubleAt(code: string, text: Pair, options: readonly FormOption[]): FormItem {
  return one(
    code,
    text,
    {
      source: SOURCE,
      complaint: 'symptom',
      when: [chosen('where', code)],
      says: [{ section: 'present-illness', topic: ['主要症状', 'Main trouble'], line: ['{}', 'Main trouble: {}'] }],
    },
    options,
  );
}

const other = (says: Pair) => symptom('other', ['别的不舒服', 'Something else'], says);

/** Where it is, then what it is there. */
export const placeQuestions: readonly FormItem[] = [
  one(
    'where',
    ['今天主要哪里不舒服？', 'Where is the main trouble today?'],
    {
      source: SOURCE,
      complaint: 'symptom',
      says: [{ section: 'present-illness', topic: ['不适部位', 'Place of the trouble'], line: ['{}', '{}'] }],
    },
    [
      place('head', ['头或脸', 'Head or face'], ['头面部不适', 'trouble of head or face']),
      place('senses', ['眼耳鼻喉、嘴', 'Eyes, ears, nose, mouth'], ['五官不适', 'trouble of eyes, ears, nose or mouth']),
      place('chest', ['胸口', 'Chest'], ['胸部不适', 'trouble of the chest']),
      place('belly', ['肚子、大小便', 'Belly, stool, urine'], ['腹部或二便不适', 'trouble of belly, stool or urine']),
      place('limbs', ['腰背、手脚', 'Back, arms or legs'], ['腰背四肢不适', 'trouble of back or limbs']),
      place('skin', ['皮肤', 'Skin'], ['皮肤不适', 'trouble of the skin']),
      place('whole', ['全身、别的地方', 'Whole body, elsewhere'], ['全身不适', 'feels unwell all over']),
      place('no-trouble', ['没有不舒服', 'I feel well'], ['无明显不适', 'feels well']),
    ],
  ),
  troubleAt(
    'head',
    ['头或脸怎么不舒服？', 'What is it about head or face?'],
    [
      symptom('headache', ['头疼', 'Headache'], ['头痛', 'headache']),
      symptom('dizzy', ['头晕', 'Dizziness']),
      symptom('black', ['眼前发黑', 'Everything goes black'], ['眼前发黑', 'everything goes black']),
      symptom('face-pain', ['脸上疼', 'Pain in the face'], ['面部疼痛', 'pain in the face']),
      symptom('face-numb', ['脸上麻', 'Numb face'], ['面部麻木', 'numb face']),
      symptom('memory', ['记性变差', 'Bad memory'], ['记忆力下降', 'bad memory']),
      symptom('head-lump', ['长了包块', 'A lump'], ['头面部肿块', 'a lump of head or face']),
      other(['头面部不适', 'trouble of head or face']),
    ],
  ),
  troubleAt(
    'senses',
    ['眼耳鼻喉怎么不舒服？', 'What is it about eyes, ears, nose, mouth?'],
    [
      symptom('sight', ['看不清', 'Cannot see well'], ['视物模糊', 'blurred sight']),
      symptom('eye-red', ['眼睛红、疼、痒', 'Red, sore or itchy eye'], ['眼红、眼痛或眼痒', 'red, sore or itchy eye']),
      symptom('hearing', ['耳鸣、听不清', 'Ringing, cannot hear well'], ['耳鸣或听力下降', 'ringing ears or bad hearing']),
      symptom('ear-pain', ['耳朵疼、流水', 'Ear pain or discharge'], ['耳痛或耳流液', 'ear pain or discharge']),
      symptom('nose', ['鼻塞、流鼻涕', 'Blocked or runny nose'], ['鼻塞或流涕', 'blocked or runny nose']),
      symptom('throat', ['嗓子疼', 'Sore throat'], ['咽痛', 'sore throat']),
      symptom('teeth', ['牙疼、牙龈出血', 'Toothache, bleeding gums'], ['牙痛或牙龈出血', 'toothache or bleeding gums']),
      other(['五官不适', 'trouble of eyes, ears, nose or mouth']),
    ],
  ),
  troubleAt(
    'chest',
    ['胸口怎么不舒服？', 'What is it about the chest?'],
    [
      symptom('chest-pain', ['胸口疼', 'Chest pain'], ['胸痛', 'chest pain']),
      symptom('chest-tight', ['胸口闷', 'Chest tightness'], ['胸闷', 'chest tightness']),
      symptom('palpitations', ['心慌、心跳乱', 'Heart races or stumbles'], ['心悸', 'palpitations']),
      symptom('breath', ['气短、喘', 'Short of breath'], ['气促', 'shortness of breath']),
      symptom('cough', ['咳嗽、有痰', 'Cough or phlegm'], ['咳嗽咳痰', 'cough or phlegm']),
      symptom('swallow', ['咽东西不顺', 'Food gets stuck'], ['吞咽不畅', 'food gets stuck']),
      symptom('heartburn', ['烧心、反酸', 'Heartburn'], ['反酸烧心', 'heartburn']),
      other(['胸部不适', 'trouble of the chest']),
    ],
  ),
  troubleAt(
    'belly',
    ['肚子、大小便怎么了？', 'What is it about belly, stool, urine?'],
    [
      symptom('belly-pain', ['肚子疼', 'Belly pain'], ['腹痛', 'belly pain']),
      symptom('bloated', ['肚子胀、胃胀', 'Bloated'], ['腹胀', 'bloating']),
      symptom('vomiting', ['恶心、呕吐', 'Nausea or vomiting'], ['恶心呕吐', 'nausea or vomiting']),
      symptom('diarrhoea', ['拉肚子', 'Diarrhoea'], ['腹泻', 'diarrhoea']),
      symptom('constipated', ['大便解不出', 'Constipation'], ['便秘', 'constipation']),
      symptom('stool-blood', ['大便带血', 'Blood in the stool'], ['便血', 'blood in the stool']),
      symptom('urine', ['小便不舒服', 'Trouble with urine'], ['排尿不适', 'trouble with urine']),
      other(['腹部不适', 'trouble of the belly']),
    ],
  ),
  troubleAt(
    'limbs',
    ['腰背、手脚怎么了？', 'What is it about back, arms, legs?'],
    [
      symptom('back-pain', ['腰疼、背疼', 'Back pain'], ['腰背痛', 'back pain']),
      symptom('neck-pain', ['脖子、肩膀疼', 'Neck or shoulder pain'], ['颈肩痛', 'neck or shoulder pain']),
      symptom('joints', ['关节疼、肿', 'Painful or swollen joints'], ['关节肿痛', 'painful or swollen joints']),
      symptom('leg-pain', ['腿疼、走路疼', 'Leg pain, pain on walking'], ['下肢疼痛', 'leg pain']),
      symptom('numb', ['手脚麻、没力', 'Numb or weak limbs'], ['肢体麻木或无力', 'numb or weak limbs']),
      symptom('swollen', ['腿脚肿', 'Swollen legs'], ['下肢水肿', 'swollen legs']),
      symptom('injury', ['摔伤、扭伤', 'A fall or a sprain'], ['肢体外伤', 'injury of a limb']),
      other(['腰背四肢不适', 'trouble of back or limbs']),
    ],
  ),
  troubleAt(
    'skin',
    ['皮肤怎么不舒服？', 'What is it about the skin?'],
    [
      symptom('rash', ['起疹子', 'A rash'], ['皮疹', 'a rash']),
      symptom('itch', ['痒', 'Itching'], ['皮肤瘙痒', 'itching skin']),
      symptom('skin-lump', ['长疙瘩、痣变了', 'A lump, a changed mole'], ['皮肤肿物或痣变化', 'a lump or a changed mole']),
      symptom('wound', ['破了长不好', 'A wound that does not heal'], ['伤口不愈', 'a wound that does not heal']),
      symptom('burn', ['烫伤', 'A burn'], ['皮肤烫伤', 'a burn']),
      symptom('bruises', ['身上有瘀青', 'Bruises'], ['皮肤瘀斑', 'bruises']),
      symptom('hair', ['掉头发', 'Hair loss'], ['脱发', 'hair loss']),
      other(['皮肤不适', 'trouble of the skin']),
    ],
  ),
  troubleAt(
    'whole',
    ['全身是怎么不舒服？', 'What is it all over?'],
    [
      symptom('fever', ['发烧', 'Fever'], ['发热', 'fever']),
      symptom('tired', ['没有力气', 'Tired'], ['乏力', 'tiredness']),
      symptom('sleep', ['睡不好', 'Bad sleep'], ['睡眠不佳', 'bad sleep']),
      symptom('weight', ['瘦了或胖了', 'Weight has changed'], ['体重变化', 'changed weight']),
      symptom('thirst', ['口渴、尿多', 'Thirst, much urine'], ['口渴多尿', 'thirst and much urine']),
      symptom('sweat', ['出汗多', 'Sweats a lot'], ['多汗', 'much sweat']),
      symptom('private', ['不方便说的', 'Something private'], ['不便明说的不适', 'something private']),
      other(['全身不适', 'feels unwell all over']),
    ],
  ),
  one(
    'private',
    ['是哪一件？不会读出来', 'Which is it? Nothing is read aloud.'],
    {
      source: SOURCE,
      quiet: true,
      complaint: 'symptom',
      when: [chosen('whole', 'private')],
      says: [{ section: 'present-illness', topic: ['不便明说的不适', 'Private trouble'], line: ['{}', 'Private trouble: {}'] }],
    },
    [
      symptom('mood', ['心里难过、烦', 'Sad or restless'], ['情绪低落或烦躁', 'sad or restless']),
      symptom('below', ['下身不舒服', 'Private parts'], ['外阴或生殖器不适', 'trouble of private parts']),
      symptom('periods', ['月经的事', 'About periods'], ['月经异常', 'trouble with periods']),
      symptom('pregnancy', ['怀孕的事', 'About pregnancy'], ['妊娠相关咨询', 'about pregnancy']),
      symptom('breast', ['乳房不舒服', 'Breast'], ['乳房不适', 'trouble of the breast']),
      symptom('infection', ['怕传染上性病', 'Fear of an infection by sex'], ['担心性传播感染', 'fear of a sexual infection']),
      symptom('hurt', ['有人伤害我', 'Somebody hurts me'], ['称受到他人伤害', 'says somebody hurts them'], 'quiet'),
      symptom('to-doctor', ['只想跟医生说', 'Only to the doctor'], ['愿当面向医生说', 'will tell the doctor alone']),
    ],
  ),
  one(
    'purpose',
    ['今天来办什么事？', 'What do you come for today?'],
    {
      source: TO_SIGN,
      complaint: 'symptom',
      when: [chosen('where', 'no-trouble')],
      says: [
        { section: 'present-illness', topic: ['就诊目的', 'Reason for the visit'], line: ['就诊目的：{}', 'Comes for: {}'] },
      ],
    },
    [
      option('refill', ['开药', 'Medicine'], { says: ['要求开药', 'medicine'] }),
      option('again', ['复查', 'A check after treatment'], { says: ['复查', 'a check after treatment'] }),
      option('report', ['看检查结果', 'Results'], { says: ['看检查结果', 'results'] }),
      option('check-up', ['体检', 'A check-up'], { says: ['体检', 'a check-up'] }),
      option('vaccine', ['打疫苗', 'A vaccination'], { says: ['预防接种', 'a vaccination'] }),
      option('paper', ['开证明', 'A certificate'], { says: ['开具证明', 'a certificate'] }),
      option('examination', ['做检查', 'An examination'], { says: ['要求检查', 'an examination'] }),
      option('advice', ['问问医生', 'Advice'], { says: ['咨询', 'advice'] }),
    ],
  ),
];
