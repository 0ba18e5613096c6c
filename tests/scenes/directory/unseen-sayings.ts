import { type CollectedSaying, sayingsIn } from './collected-sayings.ts';

/**
 * Sixty more, from people of ten kinds, which nobody who made the tables has looked at: how well those serve who did not write them. Once
 * the tables are mended with these in sight, they belong to the collected ones, and sixty new ones here.
 */
const rows = `
攀金眼 | A10 | 河南农民话:胬肉攀睛(翼状胬肉),眼科
齁喽气喘 | A03.01 | 北方老人说哮喘、慢支的喘,呼吸科
跑茅子 | A03.02/A16.01 | 山西话拉肚子:消化科或肠道门诊
长瘊子 | A13/A13.01 | 俗称的疣,皮肤科
心口堵得慌 | A03.04/A20/A03.02 | 胸闷先排除心脏,急的去急诊;也可能是胃
吊茄子 | A05.01 | 农村老年妇女说的子宫脱垂,妇科
小肠气 | A04.01/A08.01 | 疝气:成人普外,孩子小儿外科
大粗脖 | A03.07/A04.01 | 东北话甲状腺肿大:内分泌,或普外(甲状腺)
一碰就青紫 | A03.05 | 容易出瘀斑,先查血小板、凝血,血液科
尿里有沫 | A03.06 | 泡沫尿疑蛋白尿,肾内科
早上手发僵 | A03.08 | 晨僵,疑类风湿,风湿免疫科
漏肩风 | A04.03/A50.10/A50.13 | 江浙老人说肩周炎:骨科、中医骨伤或针灸
午后低烧盗汗 | A17/A03.01 | 结核的典型样子:结核科或呼吸科
小三阳 | A16.03 | 乙肝化验结果的俗称,肝炎门诊
尿湿鞋 | A04.04 | 老年男性尿无力、滴沥(前列腺),泌尿外科
背盒子 | A03.04 | 24小时动态心电图(或血压)的俗称,心内科开单
拍骨龄 | A07.09/A09.01 | 家长要查长高和发育:小儿内分泌或生长发育
打脱敏针 | A03.09 | 过敏原免疫治疗,变态反应科
脑子里积水 | A04.02/A03.03 | 脑积水:神经外科,也可先看神经内科
蛇头疔 | A04.01/A13 | 手指头化脓(甲沟炎、脓性指头炎):普外切开,轻的皮肤科
宝宝肚脐鼓包 | A08.01 | 脐疝,小儿外科
去眼袋 | A04.08 | 美容手术,整形科
烘热出汗 | A06.03/A05.01/A50.03 | 更年期潮热:更年期门诊、妇科、中医妇科
生飛滋 | A12 | 粵語:口腔潰瘍,口腔科
瞓捩頸 | A50.14/A50.10/A04.03 | 粵語:落枕,推拿、中醫骨傷或骨科
又屙又嘔 | A03.02/A16.01/A20 | 粵語:上吐下瀉,腸道門診、消化科,重的急診
媽媽手 | A04.03/A21/A50.13 | 台灣說法:橈骨莖突腱鞘炎,骨科、復健、針灸
自律神經失調 | A15/A15.06/A03.03 | 台灣常用:多為焦慮、身心症狀,身心科或神經內科
孩子一到晚上就咳 | A07.04/A07 | 小儿呼吸科,没有就儿科
老人家一天吃十几种药 | A03.10/A02 | 多病共存、多重用药,老年科或全科
老人最后这段想少遭罪 | A24 | 家属要的是安宁疗护
头胎有问题想再要一个 | A05.04/A05.02/A05.05 | 孕前优生、遗传咨询先看;产科或生殖门诊也可
娃儿老挤眉弄眼 | A07.08/A09.03/A10 | 疑抽动症:小儿神经或儿童心理,也可先排除眼病
摸到奶上有疙瘩 | A04.01 | 乳房肿块归普外(乳腺),不是妇科
跌打科 | A50.10/A04.03 | 广东人叫的中医骨伤科
脑系科 | A03.03/A04.02 | 老辈人叫的神经科(内、外)
心身科 | A15/A15.06 | 心身医学科:精神科、临床心理
儿保科 | A09.01 | 家长叫的儿童保健科,做生长发育检查
banyueban | A22/A04.03 | 半月板:运动医学或骨科
quhuan | A05.03/A05.01 | 取环:计划生育,没有则妇科
huangdan | A16.03/A07.01/A03.02 | 黄疸:成人肝病、消化,新生儿看新生儿科
qixiong | A04.05/A03.01/A20 | 气胸:胸外科、呼吸科,突发的急诊
snk | A03.06/A03.03 | 肾内科或神内科的首字母
zjk | A50.13 | 针灸科的首字母
xsek | A07.01 | 新生儿科的首字母
xzwk | A04.06 | 心脏外科的首字母
pink eye | A10 | conjunctivitis: ophthalmology
NT scan | A05.02 | first-trimester nuchal scan: obstetrics
can't sleep | A15.06/A15/A03.03 | insomnia: psychology, psychiatry or neurology
UTI | A04.04/A03.06 | urinary tract infection: urology or nephrology
travel vaccine | A01 | immunisation belongs to preventive care
herbs for eczema | A50.05/A50 | wants Chinese medicine for the skin
room is spinning | A11/A03.03 | vertigo: ENT (otoliths) or neurology
ACL tear | A22/A04.03 | knee ligament: sports medicine or orthopaedics
STD test | A13/A04.04/A05.01 | in China dermatology-venereology first; urology (men) or gynaecology (women)
BP meds refill | A03.04/A02 | repeat prescription for hypertension: cardiology or general practice
grease burn | A04.07/A20 | scald from hot oil: burns unit or emergency
IVF | A05.05 | assisted reproduction
cupping | A50.13/A50.14/A50 | 拔罐: acupuncture, tuina or TCM clinic
late talker | A09.01/A09.03/A21 | toddler with speech delay: child development, child psychology, rehabilitation
`;

export const unseenSayings: readonly CollectedSaying[] = sayingsIn(rows);
