import { describe, expect, it } from 'vitest';
import { departmentIndex } from '../../../bff/scenes/directory/department-index.ts';
import { everydayWords } from '../../../bff/scenes/directory/everyday-words.ts';
import { departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';
import { collectedSayings } from './collected-sayings.ts';
import { sayings } from './sayings.ts';
import { BIG_CITY, SMALL_CITY } from './searched-city.ts';
import { unseenSayings } from './unseen-sayings.ts';

const big = departmentIndex(BIG_CITY, everydayWords);
const small = departmentIndex(SMALL_CITY, everydayWords);

/** Of all sayings, so many hundredths lead to the right department first. */
const RIGHT_MIN = 95;

const nameOf = (code: string | undefined) => departmentCatalogue.find((department) => department.code === code)?.name;
const firstOf = (saying: string, find = big) => nameOf(find(saying)[0]?.code);

describe('what people say at the door', () => {
  it.each([
    ['sixty departments', big, 'inBigCity'],
    ['twenty departments', small, 'inSmallCity'],
  ] as const)('of what people say, 95 in 100 sayings show the right department first among %s', (_, find, where) => {
    const wrong = sayings.filter(({ saying, [where]: right }) => {
      const first = find(saying)[0]?.code;
      return first === undefined ? right.length > 0 : !right.includes(first);
    });
    const isEnough = (sayings.length - wrong.length) * 100 >= sayings.length * RIGHT_MIN;
    expect(isEnough ? [] : wrong.map(({ saying }) => saying)).toEqual([]);
  });

  it('of what others collected, 95 in 100 sayings show a right department first among sixty', () => {
    const wrong = collectedSayings.filter(({ saying, right }) => !right.includes(big(saying)[0]?.code ?? ''));
    const isEnough = (collectedSayings.length - wrong.length) * 100 >= collectedSayings.length * RIGHT_MIN;
    expect(isEnough ? [] : wrong.map(({ saying }) => saying)).toEqual([]);
  });

  it('of sixty sayings that nobody looked at who made the tables, 85 in 100 show a right department first, and none a wrong one', () => {
    const [right, wrong] = [[], []] as [string[], string[]];
    for (const { saying, right: fitting } of unseenSayings) {
      const first = big(saying)[0]?.code;
      if (first !== undefined) (fitting.includes(first) ? right : wrong).push(saying);
    }
    expect(unseenSayings).toHaveLength(60);
    expect(wrong).toEqual([]);
    expect(right.length).toBeGreaterThanOrEqual(51);
  });

  it.each([
    ['crushing chest pain going into my left arm', '心血管内科'],
    ['胸口突然疼得要命，一身冷汗', '心血管内科'],
    ['胸口像压了块石头还冒冷汗', '心血管内科'],
    ['要开降压药，胸口剧痛', '心血管内科'],
    ["I can't breathe", '呼吸内科'],
    ['突然喘不上气，嘴唇发紫', '呼吸内科'],
    ['嘴歪了', '神经内科'],
    ['突然说不出话来', '神经内科'],
    ['半边身子突然动不了', '神经内科'],
    ['her face is drooping and her speech is slurred', '神经内科'],
    ['突然头疼得像炸裂一样', '神经内科'],
    ['昏迷叫不醒', '神经内科'],
    ['刚中风，手抬不起来', '神经内科'],
  ])('"%s" cannot wait: emergency medicine is first, and where a city has none, %s', (saying, instead) => {
    expect([firstOf(saying), firstOf(saying, small)]).toEqual(['急诊医学科', instead]);
  });

  it.each([
    ['胸口像压了块石头', '心血管内科'],
    ['上楼就喘不上气', '呼吸内科'],
    ["can't breathe through my nose", '耳鼻咽喉科'],
    ['半边身子发麻', '神经内科'],
    ['腰疼得不行了', '骨科'],
    ['血压高，高压120', '心血管内科'],
    ['中风后想锻炼恢复', '康复医学科'],
    ['爸中风后手抬不起来', '康复医学科'],
  ])('"%s" can wait: %s is first', (saying, name) => {
    expect(firstOf(saying)).toBe(name);
  });

  it('syllables of pinyin that are English words too are read as pinyin', () => {
    expect(['er duo liu nong', 'er ming', 'man xing yan yan'].map((saying) => firstOf(saying))).toEqual(
      Array(3).fill('耳鼻咽喉科'),
    );
  });

  it('what can be cut into syllables in a billion ways and still is no pinyin is read to its end, and finds nothing', () => {
    expect(['ia', 'uai', 'iao', 'ang'].flatMap((syllable) => big(`${syllable.repeat(30).slice(0, 59)}b`))).toEqual([]);
  });

  it('initials of a department are meant before those of a complaint', () => {
    expect(['xhk', 'xlk', 'jzk'].map((typed) => firstOf(typed))).toEqual(['消化内科', '精神科', '急诊医学科']);
  });

  it.each([
    ['尿里好多泡沫', '肾病学'],
    ['好多泡沫在尿里', '肾病学'],
    ['奶上摸着个疙瘩', '普通外科'],
    ['摸着个疙瘩在奶上', '普通外科'],
    ['there is a lump in my left breast', '普通外科'],
    ['my left breast has a lump', '普通外科'],
  ])('"%s" leads to %s whichever is said first, and whatever stands between the part and the complaint', (saying, name) => {
    expect(firstOf(saying)).toBe(name);
  });

  it.each([
    ['脚趾头痛风', '免疫学', '神经内科'],
    ['膝头痛', '骨科', '神经内科'],
    ['手指头发麻', '神经内科', '皮肤科'],
    ['额头发红', '皮肤科', '神经内科'],
    ['体检发现肺结节', '呼吸内科', '预防保健科'],
    ['生完孩子掉头发', '产科', '儿科'],
    ['蹲下站起来眼前发黑', '神经内科', '眼科'],
    ['我想拿掉孩子', '计划生育', '儿科'],
    ['午后潮热盗汗', '结核病科', '更年期保健'],
  ])('"%s" leads to %s, and not to %s by a word that only seems to stand in it', (saying, name, wrong) => {
    expect(firstOf(saying)).toBe(name);
    expect(big(saying).map(({ code }) => nameOf(code))).not.toContain(wrong);
  });

  it.each(['娃', '宝宝', '孩子', '儿子', '女儿', '小孩', '孙子', 'my kid: '])(
    'whatever %s has, a department for children is first, but for teeth, eyes and ears',
    (who) => {
      for (const what of ['发烧', '咳嗽', '肚子疼', '身上起红点', '心慌', '晕倒', '腿麻', '没劲', '血尿'])
        expect(big(who + what)[0]?.code, what).toMatch(/^A0[789]/);
      expect(['牙疼', '眼睛红', '耳朵流脓'].map((what) => firstOf(who + what))).toEqual(['口腔科', '眼科', '耳鼻咽喉科']);
    },
  );

  it.each(['发烧', '咳嗽', '牙疼', '肚子疼', '血糖高', '头晕', '腰疼', '便秘'])(
    'whoever is pregnant and has %s is led to obstetrics',
    (what) => {
      expect([firstOf(`怀孕了${what}`), firstOf(`孕妇${what}`, small)]).toEqual(['产科', '产科']);
    },
  );

  it.each([
    ['中风后想锻炼恢复', '康复医学科'],
    ['怀孕了想打流感疫苗', '预防保健科'],
    ['孩子被狗咬了要打疫苗', '急诊医学科'],
    ['肺癌做化疗', '肿瘤科'],
    ['高血压开点药', '全科医疗科'],
    ['糖尿病要个病假条', '全科医疗科'],
    ['flu shot for my father with asthma', '预防保健科'],
  ])('"%s" asks for %s, whatever was before and whoever it is about', (saying, name) => {
    expect(firstOf(saying)).toBe(name);
  });

  it.each([
    ['我闺女二十多岁了肚子疼', '消化内科'],
    ['老人打呼噜', '耳鼻咽喉科'],
    ['带孩子累得腰疼', '骨科'],
  ])('"%s" leads to %s: who is named there decides nothing', (saying, name) => {
    expect(firstOf(saying)).toBe(name);
  });

  it.each([
    ['wo tou teng', '神经内科'],
    ['haizi kesou', '儿科'],
    ['牙藤', '口腔科'],
    ['ketan', '呼吸内科'],
    ['shui bu zhao jiao', '精神科'],
    ['zhang shui pao', '皮肤科'],
    ['diarhea', '消化内科'],
    ['dermatolgy', '皮肤科'],
    ['cardiolgoy', '心血管内科'],
  ])('"%s", written as it sounds or with a slip, leads to %s', (saying, name) => {
    expect(firstOf(saying)).toBe(name);
  });

  it.each(['hospital', 'where can I park', 'hello there', '你好', '几点开门', '厕所在哪', '谢谢', '我来了'])(
    '"%s" says nothing of a trouble, and no department is guessed from it',
    (saying) => {
      expect(big(saying)).toEqual([]);
    },
  );
});
