type Table = Readonly<Record<string, unknown>>;

/** Names that more than one of the tables gives. */
type GivenTwice<Tables extends readonly Table[]> = Tables extends readonly [infer First, ...infer Rest extends readonly Table[]]
  ? (keyof First & NamesOf<Rest>) | GivenTwice<Rest>
  : never;

type NamesOf<Tables extends readonly Table[]> = Tables[number] extends infer One
  ? One extends Table
    ? keyof One
    : never
  : never;

type RowOf<Tables extends readonly Table[], Name> = Tables[number] extends infer One
  ? One extends Table
    ? Name extends keyof One
      ? One[Name]
      : never
    : never
  : never;

/** All rows of the tables, or, where a name stands twice, a type that is no table and says which. */
export type Merged<Tables extends readonly Table[]> = [GivenTwice<Tables>] extends [never]
  ? { readonly [Name in NamesOf<Tables>]: RowOf<Tables, Name> }
  : `${string & GivenTwice<Tables>} is given twice`;

/** One table of the scenes' tables. A name that two of them give does not compile: the last one would silently win. */
export function mergeTables<Tables extends readonly Table[]>(...tables: Tables): Merged<Tables> {
  return Object.assign({}, ...tables) as Merged<Tables>;
}
