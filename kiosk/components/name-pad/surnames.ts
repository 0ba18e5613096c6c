/**
 * Surnames, the most frequent first: the hundred of the 二〇二〇年全国姓名报告 (Research Centre of the Ministry of Public Security, 8 February
 * 2021), 欧 and 汤 as the one of the year before has them; then those of the 百家姓 in its own order, and a few that came after it.
 */
const MOST_FREQUENT =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖' +
  '石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常欧汤';
const OTHERS =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐' +
  '费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁' +
  '杜阮蓝闵席季麻强路娄危童颜梅盛刁骆高夏蔡田樊胡凌霍虞支柯昝管莫经房裘缪干解应宗宣贲郁单杭洪包诸左崔吉钮嵇邢滑裴荣翁荀羊於惠甄曲家' +
  '封芮羿储靳汲邴糜松井富巫乌焦巴弓牧隗山谷车宓蓬全郗班仰仲伊宫宁仇栾暴甘钭厉戎祖符景詹束幸司韶郜蓟薄印宿怀蒲邰从鄂索咸籍赖卓蔺屠蒙池' +
  '乔阴胥能苍双闻莘党翟贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容古易慎戈庾终暨居衡步都耿满弘' +
  '匡国文寇广禄阙东殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公晋楚法汝鄢涂钦岳帅缑亢况有琴' +
  '商牟佘佴伯赏墨哈谯笪年爱阳佟言福兰区冼麦苟苑代粟原仝修官庹敬税揭母朴锺萧';

/** Of two characters, by people where the report of 2020 counted them (欧阳 1,112,000, 上官 88,000 …), with how they are read. */
const OF_TWO =
  '欧阳:ouyang 上官:shangguan 皇甫:huangfu 令狐:linghu 诸葛:zhuge 司徒:situ 司马:sima 申屠:shentu 夏侯:xiahou 贺兰:helan 完颜:wanyan ' +
  '慕容:murong 尉迟:yuchi 长孙:zhangsun 东方:dongfang 南宫:nangong 西门:ximen 独孤:dugu 端木:duanmu 闻人:wenren 轩辕:xuanyuan 公孙:gongsun ' +
  '宇文:yuwen 钟离:zhongli 淳于:chunyu 单于:chanyu 太史:taishi 万俟:moqi 赫连:helian 澹台:tantai 公冶:gongye 宗政:zongzheng 濮阳:puyang ' +
  '公羊:gongyang 太叔:taishu 仲孙:zhongsun 鲜于:xianyu 闾丘:lvqiu 司空:sikong 司寇:sikou 亓官:qiguan 颛孙:zhuansun 巫马:wuma 公西:gongxi ' +
  '漆雕:qidiao 乐正:yuezheng 壤驷:rangsi 公良:gongliang 拓跋:tuoba 夹谷:jiagu 宰父:zaifu 谷梁:guliang 百里:baili 东郭:dongguo 呼延:huyan ' +
  '羊舌:yangshe 微生:weisheng 梁丘:liangqiu 左丘:zuoqiu 东门:dongmen 第五:diwu 纳兰:nalan';

/** How surnames of two characters are read. */
export const readingsOfTwo: ReadonlyMap<string, string> = new Map(
  OF_TWO.split(' ').map((entry) => entry.split(':') as [surname: string, reading: string]),
);

/** What is offered before anything was pressed. */
export const frequentSurnames: readonly string[] = [...MOST_FREQUENT];

const [LARGEST_OF_TWO = '', ...OTHERS_OF_TWO] = readingsOfTwo.keys();
/** Every surname, in the order in which they are offered. */
export const surnames: readonly string[] = [...new Set([...MOST_FREQUENT, LARGEST_OF_TWO, ...OTHERS, ...OTHERS_OF_TWO])];

/**
 * In given names: what the reports of 2018 to 2020 name as met most, of the newborn and of everybody, and the characters of the
 * names that they list.
 */
export const frequentInGivenNames: readonly string[] = [
  ...new Set('梓子宇辰一涵泽雨佳浩欣轩英华文玉秀明丽兰红金奕亦墨航然豪宸诺依怡语桐妍可汐梦瑶玥伊昕伟敏静芳娜磊军勇杰涛婷雪建国'),
];
