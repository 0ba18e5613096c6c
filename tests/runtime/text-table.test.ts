import { expect, it } from 'vitest';
import { textTable } from '../../bff/main/commands/text-table.ts';

it('a table of a command stands in columns also where a name is written in characters of double width', () => {
  const lines = textTable(
    ['code', 'name', 'unit'],
    [
      { code: 'GLU', name: '血糖', unit: 'mg/dL' },
      { code: 'K', name: 'potassium', unit: '' },
    ],
  );
  expect(lines).toEqual(['code  name       unit', 'GLU   血糖       mg/dL', 'K     potassium  -']);
});

it('a table of a command has one line a row, however long or hostile what a hospital wrote is', () => {
  const hostile = { code: '\u001B[2J\u001B[1;1H\r\nforged  row', name: 'x'.repeat(500), unit: 'a\u202Eb\u2028c' };
  const lines = textTable(['code', 'name', 'unit'], [hostile]);
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toMatch(/^[ -~·…]+$/);
  expect(lines[1]).toContain(`${'x'.repeat(59)}…`);
  expect(lines[1]).not.toContain('x'.repeat(60));
});
