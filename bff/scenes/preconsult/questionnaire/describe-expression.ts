import { FOR_EACH, isRun } from './fhirpath-functions.ts';

/** A node of a parsed expression, as the library gives it. */
export interface Parsed {
  readonly type: string;
  readonly text?: string;
  readonly delimitedText?: string;
  readonly children?: readonly Parsed[];
}

/** What an expression uses. */
export interface Described {
  readonly reads: Set<string>;
  readonly passes: Set<string>;
  readonly variables: Set<string>;
  isKnown: boolean;
  /** The first function that is not run, with the number of its arguments. */
  unknownFunction: string | null;
  /** How many functions that look at each element stand in one another. */
  nesting: number;
  /** A `repeat` whose argument makes something new each time need never end. */
  repeatsAnything: boolean;
}

/** Reads off the tree what the expression uses, without evaluating it. */
export function describeExpression(tree: Parsed): Described {
  const found: Described = {
    reads: new Set(),
    passes: new Set(),
    variables: new Set(),
    isKnown: true,
    unknownFunction: null,
    nesting: 0,
    repeatsAnything: false,
  };
  look(tree, found, { depth: 0, isInner: false });
  return found;
}

/** Names of the response and of what stands in it. */
const OF_RESPONSE: ReadonlySet<string> = new Set(['resource', 'context', 'rootResource']);

/** `isInner`: inside an argument that is evaluated for elements of what was accounted for outside. */
interface Where {
  readonly depth: number;
  readonly isInner: boolean;
}

function look(node: Parsed, found: Described, where: Where): void {
  if (node.type === 'InvocationExpression' || node.type === 'InvocationTerm' || node.type === 'TermExpression')
    lookAtChain(stepsOf(node), found, where);
  else for (const child of node.children ?? []) look(child, found, where);
}

/** `a.b(c).d` as its steps: a, b(c), d. An index, as in `a[0]`, stands between them. */
function stepsOf(node: Parsed): readonly Parsed[] {
  const [first, ...rest] = node.children ?? [];
  switch (node.type) {
    case 'InvocationExpression':
      return [...(first === undefined ? [] : stepsOf(first)), ...rest];
    case 'IndexerExpression':
      return [...(first === undefined ? [] : stepsOf(first)), { type: 'Index', children: rest }];
    case 'TermExpression':
    case 'InvocationTerm':
      return first === undefined ? [] : stepsOf(first);
    default:
      return [node];
  }
}

function lookAtChain(steps: readonly Parsed[], found: Described, where: Where): void {
  for (const [place, step] of steps.entries()) lookAtStep(step, found, where, place > 0);
  const [base] = steps;
  if (base === undefined || isOfForm(base)) return;
  // A path from an element of what was accounted for outside reads nothing that was not.
  if (where.isInner && (base.type === 'MemberInvocation' || isDeep(base) || base.type === 'ThisInvocation')) return;
  if (followItems(steps, found) || beginsOpenly(steps)) found.isKnown = false;
}

/** What a step is made of: the arguments of a function, what stands in brackets, the name of a variable. */
function lookAtStep(step: Parsed, found: Described, where: Where, isAsked: boolean): void {
  if (step.type === 'ExternalConstantTerm') found.variables.add(nameOf(step));
  else if (step.type === 'FunctionInvocation') lookAtFunction(step, found, where, isAsked);
  else if (step.type !== 'MemberInvocation') for (const child of step.children ?? []) look(child, found, where);
}

/** Follows a path through items. Those that it ends at it reads, those before it passes. Answers whether some of it is not filtered. */
function followItems(steps: readonly Parsed[], found: Described): boolean {
  let last: readonly string[] = [];
  let isOpen = false;
  for (const [place, step] of steps.entries()) {
    if (!isDeep(step) && !(step.type === 'MemberInvocation' && step.text === 'item')) continue;
    const filtered = linkIdsAsked(steps[place + 1]);
    for (const linkId of last) found.passes.add(linkId);
    last = filtered ?? [];
    isOpen ||= filtered === null;
  }
  for (const linkId of last) found.reads.add(linkId);
  return isOpen;
}

/** Whether a path begins where nobody can say what it reads: at the element itself, or at the response as a whole. */
function beginsOpenly([base, next]: readonly Parsed[]): boolean {
  switch (base?.type) {
    case 'ExternalConstantTerm':
      return OF_RESPONSE.has(nameOf(base)) && (next === undefined || (next.type !== 'MemberInvocation' && !isDeep(next)));
    case 'MemberInvocation':
      return base.text !== 'item' && base.text !== 'resourceType';
    case 'ThisInvocation':
      return true;
    default:
      return false;
  }
}

function isOfForm(base: Parsed): boolean {
  return base.type === 'ExternalConstantTerm' && ['questionnaire', 'qitem'].includes(nameOf(base));
}

function lookAtFunction(step: Parsed, found: Described, where: Where, isAsked: boolean): void {
  const [, list] = step.children?.[0]?.children ?? [];
  const given = list?.children ?? [];
  const name = step.text ?? '';
  if (!isRun(name, given.length))
    found.unknownFunction ??= `${name}, with ${given.length} argument${given.length === 1 ? '' : 's'}`;
  const depth = where.depth + Number(FOR_EACH.has(name));
  found.nesting = Math.max(found.nesting, depth);
  if (name === 'repeat' && !given.every(isPath)) found.repeatsAnything = true;
  for (const argument of given) look(argument, found, { depth, isInner: where.isInner || (isAsked && FOR_EACH.has(name)) });
}

/** Whether a `repeat` goes only deeper: `item`, `answer.item`, `item | answer`. */
function isPath(node: Parsed): boolean {
  if (node.type === 'UnionExpression' || node.type === 'ParenthesizedTerm') return (node.children ?? []).every(isPath);
  const steps = stepsOf(node);
  if (steps.length === 1 && steps[0] !== node && steps[0]?.type === 'ParenthesizedTerm') return isPath(steps[0]);
  return steps.length > 0 && steps.every(({ type }) => type === 'MemberInvocation');
}

function isDeep({ type, text }: Parsed): boolean {
  return type === 'FunctionInvocation' && ['repeat', 'descendants', 'children'].includes(text ?? '');
}

/** The link ids of `where(linkId = 'a')` and the like; `null` where a step asks for something else, or for everything. */
function linkIdsAsked(step: Parsed | undefined): readonly string[] | null {
  if (step?.type !== 'FunctionInvocation' || (step.text !== 'where' && step.text !== 'exists')) return null;
  const argument = step.children?.[0]?.children?.[1]?.children?.[0];
  return argument === undefined ? null : linkIdsIn(argument);
}

function linkIdsIn(node: Parsed): readonly string[] | null {
  const [left, right] = node.children ?? [];
  if (left === undefined) return null;
  switch (node.type) {
    case 'TermExpression':
    case 'ParenthesizedTerm':
    case 'EntireExpression':
      return linkIdsIn(left);
    case 'AndExpression':
      return right === undefined ? null : (linkIdsIn(left) ?? linkIdsIn(right));
    case 'OrExpression': {
      const [one, other] = [linkIdsIn(left), right === undefined ? null : linkIdsIn(right)];
      return node.text === 'or' && one !== null && other !== null ? [...one, ...other] : null;
    }
    case 'EqualityExpression':
      if (right === undefined || node.text !== '=') return null;
      return isLinkId(left) ? literals(right) : isLinkId(right) ? literals(left) : null;
    case 'MembershipExpression':
      return right !== undefined && node.text === 'in' && isLinkId(left) ? literals(right) : null;
    default:
      return null;
  }
}

function isLinkId(node: Parsed): boolean {
  const steps = stepsOf(node).filter(({ type }) => type !== 'ThisInvocation');
  return steps.length === 1 && steps[0]?.type === 'MemberInvocation' && steps[0].text === 'linkId';
}

/** A text, or texts joined by `|`. */
function literals(node: Parsed): readonly string[] | null {
  if (node.type === 'StringLiteral') return [textOfLiteral(node.text ?? '')];
  if (!['TermExpression', 'LiteralTerm', 'ParenthesizedTerm', 'UnionExpression'].includes(node.type)) return null;
  const parts = (node.children ?? []).map(literals);
  return parts.includes(null) || parts.length === 0 ? null : parts.flatMap((part) => part ?? []);
}

/** FHIRPath §2.1.4: a text in single quotes, with `\` before what could not stand there. */
function textOfLiteral(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };
  return text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, character: string) =>
      code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

function nameOf({ text, delimitedText }: Parsed): string {
  return delimitedText ?? text ?? '';
}
