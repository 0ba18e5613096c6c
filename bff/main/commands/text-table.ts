/** Characters of one cell; what is longer is cut, with an ellipsis. */
const CELL_MAX = 60;

/**
 * Rows as columns that stand under each other in a terminal, the last one as long as it is. What partners wrote can not move the cursor or
 * begin a line: anything that is no printable character is shown as `·`.
 */
export function textTable<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
): readonly string[] {
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => widthOf(line[place] ?? ''))));
  return lines.map((line) =>
    line
      .map((text, place) => text + ' '.repeat((widths[place] ?? 0) - widthOf(text)))
      .join('  ')
      .trimEnd(),
  );
}

function cell(text: string): string {
  const plain = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')];
  const cut = plain.length > CELL_MAX ? [...plain.slice(0, CELL_MAX - 1), '…'] : plain;
  return cut.length === 0 ? '-' : cut.join('');
}

/** Columns of a terminal: Han characters and full-width forms take two (Unicode Annex 11). */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE = /[\p{Script=Han}\u{3000}-\u{303F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}]/u;
