import type { TopicCode } from './words-zh.ts';

/** What people say of what they come with: a row is `topic | words`, beside the names of the topics themselves. */
export const topicWords = `
chest | 胸闷, 胸口闷, 胸口堵, 胸口压, 胸口紧, 心口闷, 胸口不舒服, 胸口难受, 胸不舒服, 胸痛, 胸疼, 胸口痛, 胸口疼, 心口疼, 心绞痛, 冠心病, chest tightness, tight chest, tightness in my chest, chest pressure, chest discomfort, chest pain, tightness in the chest, chest feels tight, chest is tight, chest tight
palpitations | 心慌, 心悸, 心跳快, 心跳得快, 心跳很快, 心跳不齐, 早搏, 心律不齐, 房颤, 心乱跳, 心扑通, 心跳乱, 心突突, 心跳漏, palpitations, palpitation, racing heart, heart racing, heart races, irregular heartbeat, heart flutters, skipped beats, heart skips
breath | 气短, 气喘, 喘气, 喘, 哮喘, 气急, 气促, 胸口喘, 上楼喘, 走路喘, short of breath, shortness of breath, wheezing, asthma, out of breath, breathless
cough | 咳嗽, 咳, 干咳, 咳痰, 有痰, 痰多, 咳个不停, cough, coughing, phlegm
fever | 发烧, 发热, 高烧, 低烧, 烧到, 发高烧, 体温高, fever, feverish, high temperature
headache | 头痛, 头疼, 偏头痛, 脑袋疼, 脑壳疼, 头胀, headache, migraine, head hurts, my head aches
dizziness | 头晕, 眩晕, 头昏, 天旋地转, 发晕, 晕, 头重脚轻, dizzy, dizziness, vertigo, lightheaded, spinning
faint | 晕倒, 昏倒, 晕厥, 晕过去, 昏过去, 抽搐, 抽风, 癫痫, fainting, fainted, passed out, seizure, epilepsy
weakness | 手麻, 脚麻, 手脚麻, 麻木, 没力气, 没劲, 无力, 乏力, 浑身没劲, 手抖, 腿软, 中风, 脑梗, 脑梗塞, numb, numbness, weak, weakness, tired, fatigue, no energy, stroke, tingling
belly | 肚子痛, 肚子疼, 肚疼, 肚痛, 胃痛, 胃疼, 胃胀, 腹痛, 反酸, 烧心, 恶心, 呕吐, 想吐, 肚子胀, 胃不舒服, 肚子不舒服, 吃不下, 吐, stomach ache, stomachache, stomach pain, belly pain, tummy ache, abdominal pain, nausea, vomiting, throwing up, threw up, heartburn, bloated, acid reflux
stool | 拉肚子, 腹泻, 便秘, 大便, 便血, 痔疮, 拉稀, 肛门, 拉不出, 黑便, 窜稀, diarrhea, diarrhoea, constipation, constipated, stool, piles, hemorrhoids, runs
urine | 小便, 尿频, 尿急, 尿痛, 尿血, 血尿, 尿不尽, 尿多, 起夜, 前列腺, 肾结石, 漏尿, 尿, urine, pee, peeing, urinate, bladder, kidney stone
back | 腰痛, 腰疼, 腰酸, 背痛, 背疼, 脖子痛, 脖子疼, 颈椎, 腰椎, 腰间盘, 落枕, 闪腰, back pain, backache, neck pain, back hurts, lower back
joints | 膝盖痛, 膝盖疼, 关节痛, 关节疼, 关节, 膝盖, 腿疼, 腿痛, 脚疼, 脚痛, 肩膀痛, 肩膀疼, 肩周炎, 手疼, 痛风, 胳膊疼, 脚后跟, knee pain, knee hurts, joint pain, shoulder pain, leg pain, foot pain, gout, arthritis
skin | 起疹子, 皮疹, 湿疹, 痒, 皮肤, 痘痘, 长痘, 带状疱疹, 荨麻疹, 癣, 脱发, 红疹, 起包, 疹子, rash, itch, itchy, itching, eczema, acne, skin, spots, hair loss
allergy | 过敏, 花粉, allergy, allergic, hay fever
eyes | 眼睛, 看不清, 眼红, 眼干, 白内障, 近视, 视力, 眼痛, 流眼泪, 飞蚊, eye, eyes, vision, cataract, blurry
ent | 嗓子痛, 嗓子疼, 喉咙痛, 喉咙疼, 咽喉, 鼻塞, 流鼻涕, 鼻子, 耳朵, 耳鸣, 听不见, 听力, 鼻炎, 打呼噜, 嗓子, 流鼻血, 鼻出血, sore throat, ear, ears, nose, runny nose, hearing, tinnitus, throat, sinus, blocked nose
teeth | 牙痛, 牙疼, 牙齿, 牙龈, 拔牙, 补牙, 洗牙, 智齿, 牙, toothache, tooth, teeth, gums, wisdom tooth
mouth | 口腔溃疡, 口疮, 舌头, 嘴里, 口臭, 嘴巴, mouth ulcer, tongue, mouth
women | 月经, 例假, 大姨妈, 白带, 痛经, 妇科, 乳房, 乳腺, 更年期, 下身痒, 子宫, 卵巢, 不孕, 宫颈, period, periods, menstrual, breast, menopause, vaginal, gynecology
pregnancy | 怀孕, 产检, 孕妇, 怀上, 孕, 保胎, 建大卡, pregnant, pregnancy, prenatal, antenatal
men | 男科, 阳痿, 早泄, 包皮, 睾丸, 勃起, 不举, 蛋蛋, erection, erectile, foreskin, testicle
child | 孩子, 宝宝, 小孩, 婴儿, 娃, 新生儿, 长不高, 多动, 不说话, child, baby, kid, infant, toddler, my son, my daughter
mood | 睡不着, 失眠, 睡眠, 心情, 抑郁, 焦虑, 紧张, 想哭, 烦, 压力, 记性, 健忘, 忘事, 老年痴呆, 幻听, 恐慌, 不开心, 害怕, 睡不好, 情绪, insomnia, cant sleep, sleep, anxiety, anxious, depressed, depression, mood, stress, memory, forgetful, panic
diabetes | 血糖, 糖尿病, 胰岛素, 糖化, diabetes, blood sugar, insulin
pressure | 血压, 高血压, 降压药, blood pressure, hypertension
refill | 配点药, 开些药, 拿点药, 买药, 开盒药, 没药了, 开药, 配药, 拿药, 续药, 续方, 取药, 药吃完了, 药没了, 开点药, 开个药, refill, prescription, more pills, medicine, out of pills, medication
injury | 受伤, 摔, 摔了, 扭了, 崴, 烫伤, 烧伤, 割伤, 划伤, 骨折, 狗咬, 猫抓, 被咬, 撞, 车祸, 砸, 跌倒, 伤口, injury, injured, fell, burn, burned, cut, sprain, sprained, twisted, broken, dog bite, bite, accident, wound
bleeding | 出血, 流血, 青紫, 淤青, 牙龈出血, 吐血, 咳血, 痰里有血, bleeding, bleed, blood, bruises, bruising
poison | 中毒, 吃错药, 误服, 误食, 喝了农药, poisoning, poisoned, overdose
other | 体检, 不知道看什么科, 不知道挂什么科, checkup, check up
`;

/** Parts of the body as the directory groups their words, where no topic was named: they lead to these. */
export const topicsOfParts: Readonly<Record<string, TopicCode>> = {
  head: 'headache',
  scalp: 'skin',
  face: 'skin',
  eye: 'eyes',
  sight: 'eyes',
  ear: 'ent',
  nose: 'ent',
  throat: 'ent',
  neck: 'back',
  tooth: 'teeth',
  mouth: 'mouth',
  breast: 'women',
  chest: 'chest',
  heart: 'palpitations',
  rib: 'chest',
  lung: 'cough',
  breath: 'breath',
  phlegm: 'cough',
  belly: 'belly',
  stomach: 'belly',
  loin: 'belly',
  liver: 'belly',
  gall: 'belly',
  appendix: 'belly',
  groin: 'joints',
  kidney: 'urine',
  urine: 'urine',
  bladder: 'urine',
  stool: 'stool',
  anus: 'stool',
  vagina: 'women',
  period: 'women',
  testicle: 'men',
  back: 'back',
  joint: 'joints',
  ankle: 'joints',
  leg: 'joints',
  toe: 'joints',
  hand: 'joints',
  sole: 'joints',
  skin: 'skin',
  armpit: 'skin',
  walking: 'weakness',
  half: 'weakness',
  speech: 'weakness',
  wound: 'injury',
  vein: 'joints',
};

/** What is wrong with them, where that tells more than the part. */
export const topicsOfTroubles: Readonly<Record<string, TopicCode>> = {
  numb: 'weakness',
  weak: 'weakness',
  lump: 'skin',
  rash: 'skin',
  itch: 'skin',
  scald: 'injury',
  cut: 'injury',
};
