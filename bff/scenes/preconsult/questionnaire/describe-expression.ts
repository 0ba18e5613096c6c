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
    return lookAtChain(stepsOf(node), found, where);
  for (const child of node.children ?? []) look(child, found, where);
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
  const [base] = steps;
  if (base === undefined) return;
  const isOfForm = base.type === 'ExternalConstantTerm' && ['questionnaire', 'qitem'].includes(nameOf(base));
  let last: readonly string[] = [];
  let isOpen = false;
  const end = () => {
    for (const linkId of last) found.reads.add(linkId);
  };
  for (const [place, step] of steps.entries()) {
    if (step.type === 'ExternalConstantTerm') {
      found.variables.add(nameOf(step));
      const next = steps[place + 1];
      if (OF_RESPONSE.has(nameOf(step)) && (next === undefined || (next.type !== 'MemberInvocation' && !isDeep(next))))
        isOpen = true;
    } else if (step.type === 'MemberInvocation' || isDeep(step)) {
      if (step.type === 'FunctionInvocation') lookAtFunction(step, found, where, place > 0);
      if (isOfForm || (where.isInner && place === 0)) {
        if (where.isInner && place === 0 && !isOfForm) return lookAtRest(steps.slice(1), found, where);
        continue;
      }
      const filtered = linkIdsAsked(steps[place + 1]);
      if (step.text !== 'item' && !isDeep(step)) {
        if (place === 0 && step.text !== 'resourceType') isOpen = true;
        continue;
      }
      for (const linkId of last) found.passes.add(linkId);
      last = filtered ?? [];
      if (filtered === null) isOpen = true;
    } else if (step.type === 'FunctionInvocation') {
      lookAtFunction(step, found, where, place > 0);
    } else if (step.type === 'ThisInvocation' || step.type === 'IndexInvocation' || step.type === 'TotalInvocation') {
      if (!where.isInner) isOpen = true;
    } else {
      for (const child of step.children ?? []) look(child, found, where);
      // What an expression in brackets reads is read; what is asked of it afterwards may go deeper.
      if (
        place === 0 &&
        step.type === 'ParenthesizedTerm' &&
        steps.some(({ type, text }) => type === 'MemberInvocation' && text === 'item')
      )
        isOpen = true;
    }
  }
  end();
  if (isOpen) found.isKnown = false;
}

/** Of a path from an element that was accounted for, only the arguments of its functions are new. */
function lookAtRest(steps: readonly Parsed[], found: Described, where: Where): void {
  for (const step of steps) if (step.type === 'FunctionInvocation') lookAtFunction(step, found, where, true);
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
  for (const argument of given) look(argument, found, { depth, isInner: where.isInner || (isAsked && name !== 'iif') });
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
