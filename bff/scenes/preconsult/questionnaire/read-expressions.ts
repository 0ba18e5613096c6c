import { BOUNDS } from './bounds.ts';
import type { Checked, Expressions } from './expressions.ts';
import { named, type RunName } from './extensions.ts';
import type { Blame, LoadReason } from './fault.ts';
import { isJson, type Json, objectsOf } from './fhir-values.ts';
import { GIVEN_NAMES } from './fhirpath-functions.ts';
import { type Constraint, type Expression, type Item, isQuestion, upFrom, type Variable } from './item.ts';

export type Kind = 'enableWhen' | 'calculated' | 'initialExpression' | 'answerExpression';

const KINDS: Readonly<Record<Kind, RunName>> = {
  enableWhen: 'enableWhenExpression',
  calculated: 'calculatedExpression',
  initialExpression: 'initialExpression',
  answerExpression: 'answerExpression',
};

/** Expressions of an item as they were written. */
export interface Written {
  readonly item: Item;
  readonly variables: readonly Variable[];
  readonly kinds: ReadonlyMap<Kind, string>;
  readonly constraints: readonly (Omit<Constraint, 'expression'> & { readonly source: string })[];
}

/** Reads the expressions that stand at an item, or at the questionnaire itself. */
export function readWritten(item: Item, extensions: readonly Json[], blame: Blame): Written {
  const of = item.parent === null ? null : item.linkId;
  const variables = named(extensions, 'variable').flatMap(({ valueExpression }) => {
    const source = sourceOf(valueExpression, of, blame);
    const name = isJson(valueExpression) ? valueExpression.name : undefined;
    if (source !== null && typeof name !== 'string') blame(of, 'extension-shape', 'a variable without a name');
    return source === null || typeof name !== 'string' ? [] : [{ name, of: item, source }];
  });
  const kinds = new Map<Kind, string>();
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const [first, ...more] = named(extensions, KINDS[kind]);
    if (first === undefined) continue;
    const source = sourceOf(first.valueExpression, of, blame);
    if (more.length > 0) blame(of, 'extension-shape', `${KINDS[kind]} stands there ${more.length + 1} times`);
    if (source === null) continue;
    const name = isJson(first.valueExpression) ? first.valueExpression.name : undefined;
    // A calculated value that has a name is seen by it, as a variable is.
    if (kind === 'calculated' && typeof name === 'string') variables.push({ name, of: item, source });
    if (kind === 'calculated' && typeof name === 'string' && item.parent === null) continue;
    const isPlaced = kind === 'enableWhen' ? item.parent !== null : isQuestion(item);
    if (isPlaced) kinds.set(kind, source);
    else blame(of, 'extension-misplaced', `${KINDS[kind]} of ${item.parent === null ? 'the questionnaire' : `a ${item.type}`}`);
  }
  return { item, variables, kinds, constraints: readConstraints(extensions, of, blame) };
}

function sourceOf(given: unknown, of: string | null, blame: Blame): string | null {
  if (!isJson(given) || typeof given.expression !== 'string') {
    blame(of, 'extension-shape', 'an expression without its text');
    return null;
  }
  if (given.language !== 'text/fhirpath') {
    blame(of, 'language-unknown', String(given.language ?? 'none').slice(0, 60));
    return null;
  }
  return given.expression;
}

function readConstraints(extensions: readonly Json[], of: string | null, blame: Blame): Written['constraints'] {
  return named(extensions, 'constraint').flatMap((extension) => {
    const parts = new Map((objectsOf(extension.extension) ?? []).map((part) => [part.url, part]));
    const expression = parts.get('expression');
    const text = expression?.valueString;
    const source = typeof text === 'string' ? text : sourceOf(expression?.valueExpression, of, blame);
    const severity = parts.get('severity')?.valueCode;
    const human = parts.get('human')?.valueString;
    if ((severity !== 'error' && severity !== 'warning') || typeof human !== 'string') {
      blame(of, 'extension-shape', 'a constraint without its severity or its words');
      return [];
    }
    return source === null ? [] : [{ key: String(parts.get('key')?.valueId ?? ''), severity, human, source }];
  });
}

/** Expressions that were looked at, by what was written. */
export type Understood = (item: Item, source: string) => Expression | null;

const REASONS: Readonly<Record<Extract<Checked, { ok: false }>['reason'], LoadReason>> = {
  syntax: 'expression-syntax',
  'function-unknown': 'function-unknown',
  slow: 'expression-slow',
  'too-big': 'too-big',
  pattern: 'pattern',
};

/** Names that a questionnaire may use, beside its own. */
export interface Names {
  /** Of a launch context, declared or not, with what they stand for here. */
  readonly constants: Readonly<Record<string, unknown>>;
  readonly declared: ReadonlySet<string>;
}

/** Has all expressions and patterns looked at, in one go, and says of each what it depends on. */
export async function understand(
  written: readonly Written[],
  patterns: readonly { readonly linkId: string; readonly pattern: string }[],
  names: Names,
  expressions: Expressions,
  blame: Blame,
): Promise<Understood> {
  const sources = [...new Set(written.flatMap(sourcesOf))];
  const all = written.flatMap(sourcesOf).length;
  if (all > BOUNDS.expressions) {
    blame(null, 'too-big', `more than ${BOUNDS.expressions} expressions`);
    return () => null;
  }
  for (const one of written)
    for (const source of sourcesOf(one))
      if (source.length > BOUNDS.expressionLength)
        blame(idOf(one.item), 'too-big', `an expression of more than ${BOUNDS.expressionLength} characters`);
  const short = sources.filter((source) => source.length <= BOUNDS.expressionLength);
  const answer = await expressions.check({
    expressions: short,
    patterns: patterns.map(({ pattern }) => pattern),
    items: written.length,
  });
  for (const [place, { linkId }] of patterns.entries()) {
    const checked = answer.patterns[place];
    if (checked?.ok === false) blame(linkId, checked.reason === 'slow' ? 'expression-slow' : 'pattern', checked.detail);
  }
  const checked = new Map(short.map((source, place) => [source, answer.expressions[place]]));
  const scopes = new Scopes(written, checked, names, blame);
  for (const one of written) {
    for (const source of new Set(sourcesOf(one))) {
      const found = checked.get(source);
      if (found?.ok === false) blame(idOf(one.item), REASONS[found.reason], `${found.detail} in: ${source.slice(0, 200)}`);
    }
  }
  return (item, source) => scopes.understand(item, source);
}

export function sourcesOf({ variables, kinds, constraints }: Written): readonly string[] {
  return [...variables, ...constraints].map(({ source }) => source).concat(...kinds.values());
}

function idOf(item: Item): string | null {
  return item.parent === null ? null : item.linkId;
}

interface Uses {
  readonly reads: Set<string>;
  readonly passes: Set<string>;
}

/** Which variables are seen from which item. */
class Scopes {
  readonly #own = new Map<Item, ReadonlyMap<string, Variable>>();
  readonly #checked: ReadonlyMap<string, Checked | undefined>;
  readonly #names: Names;
  readonly #blame: Blame;

  constructor(written: readonly Written[], checked: ReadonlyMap<string, Checked | undefined>, names: Names, blame: Blame) {
    this.#checked = checked;
    this.#names = names;
    this.#blame = blame;
    for (const { item, variables } of written) {
      const own = new Map<string, Variable>();
      for (const variable of variables) {
        const { name } = variable;
        const isTaken = own.has(name) || (item.parent !== null && this.#find(item.parent, name) !== undefined);
        if (isTaken || GIVEN_NAMES.has(name) || names.declared.has(name) || Object.hasOwn(names.constants, name))
          blame(idOf(item), 'variable-twice', name);
        own.set(name, variable);
      }
      this.#own.set(item, own);
    }
  }

  understand(item: Item, source: string): Expression | null {
    const variables: Variable[] = [];
    const uses = { reads: new Set<string>(), passes: new Set<string>() };
    const isKnown = this.#gather(item, source, variables, uses, []);
    return isKnown === null ? null : { source, variables, ...uses, isKnown };
  }

  #gather(item: Item, source: string, variables: Variable[], uses: Uses, above: readonly Variable[]): boolean | null {
    const found = this.#checked.get(source);
    if (found?.ok !== true) return null;
    for (const linkId of found.reads) uses.reads.add(linkId);
    for (const linkId of found.passes) uses.passes.add(linkId);
    let isKnown = found.isKnown;
    for (const name of found.variables) {
      if (GIVEN_NAMES.has(name) || Object.hasOwn(this.#names.constants, name)) continue;
      const variable = this.#find(item, name);
      if (variable === undefined) {
        this.#blame(idOf(item), this.#names.declared.has(name) ? 'launch-context-missing' : 'variable-unknown', name);
        return null;
      }
      if (variables.includes(variable)) continue;
      if (above.includes(variable)) {
        this.#blame(idOf(item), 'variable-cycle', above.map((one) => one.name).join(', '));
        return null;
      }
      const inner = this.#gather(variable.of, variable.source, variables, uses, [...above, variable]);
      if (inner === null) return null;
      isKnown &&= inner;
      variables.push(variable);
    }
    return isKnown;
  }

  #find(from: Item, name: string): Variable | undefined {
    for (const item of upFrom(from)) {
      const variable = this.#own.get(item)?.get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }
}
