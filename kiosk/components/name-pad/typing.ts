/** The three ways to write a name. */
export type Kind = 'pinyin' | 'strokes' | 'latin';

/** A name as far as it is written. */
export interface Typing {
  readonly kind: Kind;
  readonly name: string;
  /** Letters or strokes of the character that comes next; none in Latin, where each letter is one already. */
  readonly typed: string;
}

/** The longest syllable has six letters; a surname of two may be written in one go. */
const PINYIN_MAX = 12;
/** 𱁬 has the most. */
const STROKES_MAX = 84;

const HAN = /\p{Script=Han}/u;
export const DOT = '·';
/** 一 丨 丿 丶 乙, in the order in which dictionaries of the mainland have them. */
export const STROKES = [...'12345'];
export const PINYIN = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZÜ'];

/** Where somebody begins, or goes on with a name that was written before. */
export function startTyping(name: string): Typing {
  return { kind: name === '' || HAN.test(name) ? 'pinyin' : 'latin', name, typed: '' };
}

export function turnTo(typing: Typing, kind: Kind): Typing {
  return { ...typing, kind, typed: '' };
}

/** A letter or a stroke of the next character. */
export function type(typing: Typing, key: string): Typing {
  const kind = STROKES.includes(key) ? 'strokes' : 'pinyin';
  const typed = (kind === typing.kind ? typing.typed : '') + key.toLowerCase();
  return typed.length > (kind === 'pinyin' ? PINYIN_MAX : STROKES_MAX) ? typing : { ...typing, kind, typed };
}

/** What was chosen, as it stands in the name. More than the name may have is not taken. */
export function write(typing: Typing, written: string, lengthMax: number): Typing {
  const name = typing.name + written;
  return name.length > lengthMax || !follows(typing.name, written) ? typing : { ...typing, name, typed: '' };
}

/** Takes away what came last: of what is being typed, else of the name. */
export function takeAway(typing: Typing): Typing {
  if (typing.typed !== '') return { ...typing, typed: typing.typed.slice(0, -1) };
  return { ...typing, name: [...typing.name].slice(0, -1).join('') };
}

const BETWEEN = /^[ ·'-]$/;

/** A sign stands between two parts: never at the beginning, never two of them. Only an apostrophe begins names, as ’s-Gravesande. */
function follows(name: string, written: string): boolean {
  if (!BETWEEN.test(written)) return true;
  return name === '' ? written === "'" : !BETWEEN.test(name.slice(-1));
}

/** At the beginning of each part of a name a letter is a capital. */
export function isCapital(name: string): boolean {
  return name === '' || BETWEEN.test(name.slice(-1));
}

/** Whether what stands there may be taken for the whole name: nothing of it is still being typed. */
export function isWhole({ name, typed }: Typing): boolean {
  return typed === '' && !/^$|[·'-]$/.test(name.trim());
}

/** Letters with marks that the bundled typeface has, in the order of the letters below them. */
export const MARKED = [
  ...'àáâãäåæāăǎạảấầẩẫậắằẳẵặçđðèéêëēěẹẻẽếềểễệìíîïĩīǐỉịḿñńňǹòóôõöøōŏœơǒọỏốồổỗộớờởỡợßùúûüũūŭưǔǖǘǚǜụủứừửữựýÿỳỵỷỹþƒ',
];
