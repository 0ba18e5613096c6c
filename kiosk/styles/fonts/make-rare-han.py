"""
Makes rare-han.txt and rare-han.woff2: the Han characters beyond the first plane that Noto Sans CJK SC has and the npm package
@openfonts/noto-sans-sc_all has not. Run by hand, only when one of the two has a new version; what is built needs none of this.

    apt-get install fonts-noto-cjk fonttools python3-brotli
    /usr/bin/python3 kiosk/styles/fonts/make-rare-han.py
"""

from pathlib import Path
from unicodedata import normalize

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
COLLECTION = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'
SIMPLIFIED = 2  # The face of the mainland's shapes within the collection.
PACKAGE = HERE / '../../../node_modules/@openfonts/noto-sans-sc_all/files/noto-sans-sc-all-400.woff2'
GRID = 2  # Points lie on every second of the 1000 units of an em: nobody sees it, and the file is an eighth smaller.


class Rounded:
    """Draws into another pen, with every point on the grid. Rounded point by point: distances would add up their errors."""

    def __init__(self, pen):
        self.pen = pen

    def __getattr__(self, name):
        draw = getattr(self.pen, name)
        return lambda *points: draw(*(tuple(round(at / GRID) * GRID for at in point) for point in points))


def rare_characters(font):
    """Without those that NFC turns into others: the gateway writes every name in NFC."""
    known = TTFont(PACKAGE).getBestCmap()
    beyond = (chr(code) for code in font.getBestCmap() if code >= 0x20000 and code not in known)
    return sorted(one for one in beyond if normalize('NFC', one) == one)


def subset(font, characters):
    # With the box of a missing character: without it, what is missing here would be drawn as nothing at all.
    options = Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ['BASE', 'GDEF', 'GPOS', 'GSUB', 'VORG', 'vhea', 'vmtx']
    subsetter = Subsetter(options)
    subsetter.populate(text=''.join(characters))
    subsetter.subset(font)


def round_points(font):
    outlines = font['CFF '].cff[0].CharStrings
    glyphs = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(Rounded(pen))
        drawn[name] = pen.getCharString(private=outlines[name].private).program
    for name, program in drawn.items():
        outlines[name].program, outlines[name].bytecode = program, None


font = TTFont(COLLECTION, fontNumber=SIMPLIFIED, recalcTimestamp=False)
characters = rare_characters(font)
subset(font, characters)
round_points(font)
font.flavor = 'woff2'
font.save(HERE / 'rare-han.woff2')
lines = [''.join(characters[at : at + 64]) for at in range(0, len(characters), 64)]
(HERE / 'rare-han.txt').write_text('\n'.join(lines) + '\n', encoding='utf-8')
