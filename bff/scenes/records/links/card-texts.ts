/**
 * Why a text holds no cards. `qr`: it is no number of a card. `parts`: of a card in several codes some are missing, or they do not belong
 * together. `file`: it is no file of cards.
 */
export type CardTextRefusal = 'qr' | 'parts' | 'file';

/** Characters of one card. The largest that is printed has 36 codes of 1,195; in a file it may be longer. */
export const CARD_MAX = 200_000;
const CARDS_MAX = 20;
const PARTS_MAX = 50;
/** `-`, the smallest character of a JWS, is 00; `z` is 77 (SMART Health Cards, "Encoding Chunks as QR Codes"). */
const SMALLEST = 45;
const LARGEST = 122;

/**
 * The card in what a reader of QR codes gives: `shc:/` and two digits for each character, or of a card in several codes (deprecated, and still
 * printed) `shc:/2/3/` and digits from each, in any order.
 */
export function cardOfQr(texts: readonly string[]): { readonly jws: string } | { readonly refused: CardTextRefusal } {
  if (texts.length > PARTS_MAX || texts.reduce((sum, { length }) => sum + length, 0) > 2 * CARD_MAX) return { refused: 'qr' };
  const parts = texts.map(partOf);
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return { refused: 'qr' };
  const inOrder = parts.toSorted((one, other) => one.nth - other.nth);
  const isWhole = inOrder.every(({ nth, of }, at) => nth === at + 1 && of === inOrder.length);
  return isWhole ? { jws: inOrder.map(({ characters }) => characters).join('') } : { refused: 'parts' };
}

interface Part {
  readonly nth: number;
  readonly of: number;
  readonly characters: string;
}

function partOf(text: string): Part | undefined {
  const [, nth = '1', of = '1', digits = ''] = /^shc:\/(?:([1-9]\d?)\/([1-9]\d?)\/)?((?:\d\d)+)$/.exec(text.trim()) ?? [];
  const codes = (digits.match(/\d\d/g) ?? []).map((pair) => Number(pair) + SMALLEST);
  if (codes.length === 0 || codes.some((code) => code > LARGEST)) return undefined;
  return { nth: Number(nth), of: Number(of), characters: codes.map((code) => String.fromCharCode(code)).join('') };
}

/** The cards in a file `.smart-health-card`, which is also what a link holds as `application/smart-health-card`. */
export function cardsOfFile(text: string): { readonly cards: readonly string[] } | { readonly refused: CardTextRefusal } {
  if (text.length > CARDS_MAX * CARD_MAX) return { refused: 'file' };
  try {
    const file: unknown = JSON.parse(text);
    const cards = (file as { readonly verifiableCredential?: unknown } | null)?.verifiableCredential;
    if (!Array.isArray(cards) || cards.length === 0 || cards.length > CARDS_MAX) return { refused: 'file' };
    return cards.every((card) => typeof card === 'string') ? { cards } : { refused: 'file' };
  } catch {
    return { refused: 'file' };
  }
}
