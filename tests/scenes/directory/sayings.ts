/**
 * What people say at the door of a hospital, written down before anybody looked at the table of everyday words, by whom they speak
 * of and how: the saying | the department that has to be first (`/`: either is right) | the same in the small city, where it
 * differs (`-`: the city has none, and none is shown first that is wrong) | why.
 */
const rows = `
娃儿晚上咳个不停 | A07/A07.04 | A07 | a child that coughs
宝宝拉绿屎 | A07.03/A07 | A07 | a child's stool
我家小孩一坐不住老爱动 | A07.08/A09.03 | A07 | a child that cannot sit still
孩子比同班的矮一个头 | A07.09/A09.01 | A07 | a child that does not grow
儿子三岁了还不会讲话 | A09.03/A09.01 | A07 | a child that does not speak
女儿八岁胸部就发育了 | A07.09 | A07 | puberty too early
孙子抽风翻白眼 | A07.08 | A07 | a child with a fit
细路仔发烧 | A07 | | Cantonese for a child
囡囡不肯吃饭 | A07/A07.03 | A07 | southern for a daughter
崽崽身上起红点点 | A07/A13.01/A13 | A07/A13 | southern for a child, rash
宝宝黄疸老是不退 | A07.01 | A07 | newborns
小朋友鼻子老流血 | A07/A11 | A07/A11 | a nose bleeds
孩子眼睛斜 | A10 | | a squint is the eye doctor's at every age
小孩换牙长歪了 | A12 | | teeth are the dentist's at every age
孙女把胳膊摔断了 | A08.02 | A04.03 | a child's fracture; bones before children where there is no such place
细蚊仔肚屙 | A07.03/A07 | A07 | Cantonese, a child with diarrhoea
娃不想上学老发脾气 | A09.03 | A07 | a child's mind
小娃喘气像拉风箱 | A07.04 | A07 | a child that wheezes
老爸最近老忘事 | A03.10/A03.03 | A03.03 | the memory of an old person
我妈连家门都不认得了 | A03.10/A03.03 | A03.03 | the memory of an old person
爷爷走路小碎步手一直抖 | A03.03 | | parkinsonism
奶奶夜里起来好几趟尿尿 | A04.04 | | urine at night
老头子尿不出来 | A04.04 | | retention
外婆腿肿得一按一个坑 | A03.06/A03.04 | | oedema
俺娘说话嘴歪了 | A03.03 | | a stroke
老伴半边身子动不了 | A03.03 | | a stroke
姥姥眼前像有蚊子飞 | A10 | | floaters
阿公耳朵听不见 | A11 | | hearing
怀孕了见红 | A05.02 | | bleeding in pregnancy
大肚子想建卡 | A05.02 | | a pregnant woman wants her file
有喜了吐得厉害 | A05.02 | | vomiting in pregnancy
孕妇血糖高 | A05.02 | | diabetes in pregnancy
大姨妈两个月没来 | A05.01 | | no period
下面痒白带像豆腐渣 | A05.01 | | discharge
结婚三年一直怀不上 | A05.05 | A05.01 | infertility
来例假疼得打滚 | A05.01 | | painful periods
咪咪上有硬块 | A04.01 | | a lump in the breast
五十岁了一阵阵冒热汗 | A06.03 | A05.01/A03.07 | menopause
嗓子眼里像卡了东西 | A11 | | throat
肚脐眼周围疼 | A03.02/A04.01 | | belly
心口窝烧得慌 | A03.02 | | heartburn
胸口像压了块石头 | A03.04 | | chest
后背长了个大疙瘩 | A04.01/A13/A13.01 | | a lump of the skin
脖子粗了一圈 | A03.07/A04.01 | | a goitre
脑壳昏 | A03.03 | | Sichuan for dizzy
脑仁儿疼 | A03.03 | | northern for headache
波棱盖儿疼 | A04.03 | | northeastern for the knee
脚脖子崴了 | A04.03 | | an ankle
胳膊抬不起来 | A04.03 | | a shoulder
腰杆子疼 | A04.03 | | the back
颈椎不得劲 | A04.03/A50.14 | A04.03 | the neck
大腿根鼓个包站着就出来 | A04.01 | | a hernia
屁眼疼还带血 | A04.01 | | piles
腚上长了个疖子 | A04.01/A13/A13.01 | | a boil
牙花子肿了 | A12 | | northern for gums
后槽牙疼得睡不着 | A12 | | a molar
眼珠子红得像兔子 | A10 | | a red eye
眼皮子老跳 | A10/A03.03 | | the eyelid
耳朵眼里嗡嗡叫 | A11 | | tinnitus
鼻子不通气 | A11 | | a nose
嗓子哑了 | A11 | | hoarse
舌头底下长了个泡 | A12 | | under the tongue
手指头发麻 | A03.03/A04.03 | | numb fingers
手心脚心老出汗 | A50/A03.07 | | sweat
小便刺痛 | A04.04 | | urine
尿血 | A04.04 | | blood in urine
尿尿分叉 | A04.04 | | the prostate
拉屎拉不出来 | A03.02 | | constipation
拉黑屎 | A03.02 | | black stool
打嗝烧心反酸水 | A03.02 | | reflux
心砰砰乱跳 | A03.04 | | palpitations
上楼就喘 | A03.01/A03.04 | | breathless
痰里有血丝 | A03.01/A17 | A03.01 | blood in sputum
身上一片一片的红疙瘩痒死了 | A13/A13.01 | A13 | a rash
头发一把一把地掉 | A13/A13.01 | A13 | hair
头皮屑多 | A13/A13.01 | A13 | scalp
脚趾头红肿钻心疼 | A03.08 | A03.07/A04.03 | gout
脚后跟疼 | A04.03 | | the heel
骨头缝里疼 | A04.03/A03.08 | A04.03 | bones
额头上长痘痘 | A13/A13.01 | A13 | acne
整宿整宿睡不着觉 | A15/A15.06 | A15 | sleep
心里憋屈不想活了 | A15 | | thoughts of death
老觉得有人要害我 | A15 | | delusion
喝水多尿多人还瘦 | A03.07 | | diabetes
脸上动不动就抽一下 | A03.03 | | a facial tic
中风以后想做康复训练 | A21 | | what is wanted, not what was
腿断了做完手术要锻炼 | A21 | | what is wanted, not what was
来打狂犬疫苗被狗咬了 | A01/A20 | - | a vaccine
给娃打预防针 | A01 | A07 | vaccines of children
老人打肺炎疫苗 | A01 | - | a vaccine, not pneumonia
单位叫做入职体检 | A01 | - | a check-up
高血压开点药 | A02/A03.04 | A03.04 | a prescription
化疗第三次 | A19 | | chemotherapy
想找老中医号号脉 | A50 | | Chinese medicine
扎针灸治面瘫 | A50.13 | A50 | what is wanted, not what was
推拿按摩脖子 | A50.14 | A50 | what is wanted
洗牙 | A12 | | teeth are cleaned
配老花镜 | A10 | | glasses
拆线 | A04.01 | | stitches
香港腳 | A13.01/A13 | A13 | Taiwan for athlete's foot
生蛇好痛 | A13.01/A13 | A13 | Cantonese for shingles
皮蛇長在腰上 | A13.01/A13 | A13 | Taiwan for shingles
飛蚊症 | A10 | | floaters
喉嚨痛 | A11 | | throat
頭暈想嘔 | A03.03 | | dizzy
痾血 | A04.01/A03.02 | | Cantonese for blood in stool
膝頭痛 | A04.03 | | Cantonese for a knee, no headache
割雙眼皮 | A04.08 | A10 | eyelids
攝護腺肥大 | A04.04 | | Taiwan for prostate
糖尿病覆診 | A03.07 | | Cantonese for a follow-up
照胃鏡 | A03.02 | | gastroscopy
落枕 | A50.10/A04.03/A50.14 | A04.03/A50 | a stiff neck
my tummy hurts | A03.02 | | belly
I can't sleep at night | A15 | | sleep
lump in my breast | A04.01 | | breast
my kid has a fever | A07 | | a child
flu shot | A01 | - | a vaccine
it burns when I pee | A04.04 | | urine
throwing up all night | A03.02 | | vomiting
ringing in my ears | A11 | | tinnitus
twisted my ankle | A04.03 | | an ankle
I am pregnant and bleeding | A05.02 | | pregnancy
runny nose and sneezing | A11/A03.09 | A11 | a nose
my heart is racing | A03.04 | | palpitations
itchy rash on arms | A13/A13.01 | A13 | a rash
blurry vision | A10 | | eyes
period pain | A05.01 | | periods
my baby won't stop crying | A07/A07.01 | A07 | a baby
feeling depressed | A15/A15.06 | A15 | the mind
high blood pressure | A03.04 | | blood pressure
toutong | A03.03 | | pinyin
tou2 yun1 | A03.03 | | pinyin with tones
ya teng | A12 | | pinyin
xiaohai fashao | A07 | | pinyin
shuibuzhao | A15 | | pinyin
erbihouke | A11 | | pinyin
pi fu ke | A13 | | pinyin
gaoxueya | A03.04 | | pinyin
tnb | A03.07 | | initials
yk | A10 | | initials
ebhk | A11 | | initials
gxy | A03.04 | | initials
diarhea | A03.02 | | a misspelling
hemroids | A04.01 | | a misspelling
paeditrics | A07 | | a misspelling
dermatolgy | A13 | | a misspelling
肚子庝 | A03.02 | | a misspelling
头昏呕心 | A03.03/A03.02 | | a misspelling
`;

export interface Saying {
  readonly saying: string;
  /** Any of them is right. */
  readonly inBigCity: readonly string[];
  /** Empty: the small city has no such department. */
  readonly inSmallCity: readonly string[];
  readonly why: string;
}

export const sayings: readonly Saying[] = rows.trim().split('\n').map(parseRow);

function parseRow(row: string): Saying {
  const [saying = '', big = '', small = '', why = ''] = row.split('|').map((cell) => cell.trim());
  const inBigCity = big.split('/');
  const inSmallCity = small === '' ? inBigCity : small.split('/').filter((code) => code !== '-');
  return { saying, inBigCity, inSmallCity, why };
}
