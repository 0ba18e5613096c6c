/** What can hide a semicolon, the words that open and close a block, and the semicolon itself. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\b(?:BEGIN|CASE|END)\b|;/gi;

/**
 * The statements of a migration, for a binding that takes one at a time. A trigger is one statement, with the semicolons between its
 * BEGIN and END. D1's own `exec` splits at line ends and can not read such a file.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (/^(BEGIN|CASE)$/i.test(token)) depth += 1;
    if (/^END$/i.test(token)) depth -= 1;
    if (token !== ';' || depth > 0) continue;
    statements.push(sql.slice(from, index));
    from = index + 1;
  }
  statements.push(sql.slice(from));
  return statements.map((statement) => statement.trim()).filter((statement) => statement.replace(/--[^\n]*/g, '').trim() !== '');
}
