import { BOUNDS } from './bounds.ts';
import { cyclesAmong, inOrder } from './cycles.ts';
import type { Expressions } from './expressions.ts';
import { extensionsOf, named } from './extensions.ts';
import type { Blame, LoadFault } from './fault.ts';
import { isJson, type Json, makeValue, objectsOf } from './fhir-values.ts';
import { blameInvariants } from './invariants.ts';
import { type Expression, type Item, itemsUnder } from './item.ts';
import { readBounds, readInitial, readOptions, readUnits } from './read-answers.ts';
import { readConditions } from './read-conditions.ts';
import { readWritten, type Understood, understand, type Written } from './read-expressions.ts';
import { blameWhatIsNotRun, type RawItem, readTree } from './read-tree.ts';
import { blameMissingWeights } from './weights.ts';

/** What a questionnaire is run with. */
export interface LoadOptions {
  readonly expressions: Expressions;
  /** What `now()` and `today()` mean: an instant of FHIR, with its zone. */
  readonly now: () => string;
  /** Value sets that are not contained, by their address. */
  readonly valueSets?: ReadonlyMap<string, Json>;
  /** Values of a launch context, by name: resources of FHIR, mostly. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Whether a required question may be skipped all the same. */
  readonly maySkipRequired?: boolean;
}

/** A questionnaire that can be run. It holds no answer. */
export interface Form {
  readonly questionnaire: Json;
  /** The questionnaire itself, as the group of all. */
  readonly root: Item;
  readonly byLinkId: ReadonlyMap<string, Item>;
  /** Items, each after the one above it and those on whose answers its `enableWhen` depends. */
  readonly order: readonly Item[];
  /** `url|version` of the questionnaire, as a response names it. */
  readonly canonical: string | null;
  /** Expressions, each once for every item that has it. */
  readonly expressionCount: number;
  readonly isKnown: boolean;
  readonly options: LoadOptions;
}

export type Loaded = { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly faults: readonly LoadFault[] };

type Building = { -readonly [Key in keyof Item]: Item[Key] } & { items: Building[] };

/**
 * Loads a Questionnaire of FHIR R4 with what SDC 3 adds to it. What can not be run faithfully is refused, with the item and the reason:
 * docs/questionnaires.md.
 */
export async function loadQuestionnaire(resource: unknown, options: LoadOptions): Promise<Loaded> {
  const faults: LoadFault[] = [];
  const told = new Set<string>();
  const blame: Blame = (linkId, reason, detail) => {
    const key = `${linkId} ${reason} ${detail}`;
    if (faults.length < BOUNDS.faults && !told.has(key)) faults.push({ linkId, reason, detail });
    told.add(key);
  };
  const form = isJson(resource) ? await load(resource, options, blame) : null;
  if (!isJson(resource)) blame(null, 'shape', 'no object');
  return form === null || faults.length > 0 ? { ok: false, faults } : { ok: true, form };
}

async function load(questionnaire: Json, options: LoadOptions, blame: Blame): Promise<Form | null> {
  const extensions = readHead(questionnaire, blame);
  const raws = readTree(questionnaire, blame);
  if (raws === null || extensions === null) return null;
  await turn();
  const built = new Builder(valueSetsOf(questionnaire, options), blame);
  const root = built.build(questionnaire, raws, extensions);
  await turn();
  const byLinkId = new Map([...itemsUnder(root)].slice(1).map((item) => [item.linkId, item]));
  for (const [item, raw] of built.raws) item.conditions = readConditions(item, raw.conditions, byLinkId, blame);
  const patterns = [...byLinkId.values()].flatMap(({ linkId, bounds: { pattern } }) =>
    pattern === null ? [] : [{ linkId, pattern }],
  );
  const names = { constants: options.constants ?? {}, declared: launchNames(extensions) };
  const understood = await understand(built.written, patterns, names, options.expressions, blame);
  blameMissingWeights(questionnaire, built.written, blame);
  const all = built.written.flatMap((written) => settle(written, understood, blame));
  await turn();
  blameCycles(root, byLinkId, blame);
  const { url, version } = questionnaire;
  return {
    questionnaire,
    root,
    byLinkId,
    order: inOrder([...byLinkId.values()], ({ parent, conditions }) => [
      ...(parent === null || parent === root ? [] : [parent]),
      ...conditions.map(({ question }) => question),
    ]),
    canonical: typeof url === 'string' ? (typeof version === 'string' ? `${url}|${version}` : url) : null,
    expressionCount: all.length,
    isKnown: all.every(({ isKnown }) => isKnown),
    options,
  };
}

/** Lets others have the event loop: a questionnaire of thousands of items is read in several turns. Where there are only timers, it waits for one. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

function readHead(questionnaire: Json, blame: Blame): readonly Json[] | null {
  if (questionnaire.resourceType !== 'Questionnaire') blame(null, 'shape', 'no Questionnaire');
  if (!['draft', 'active', 'retired', 'unknown'].includes(String(questionnaire.status)))
    blame(null, 'shape', 'no status of FHIR R4');
  if (questionnaire.implicitRules !== undefined) blame(null, 'implicit-rules', String(questionnaire.implicitRules));
  const extensions = extensionsOf(questionnaire);
  if (extensions === null) blame(null, 'extension-shape', 'extension is no array of objects with a url');
  else blameWhatIsNotRun(null, questionnaire, [], blame);
  return questionnaire.resourceType === 'Questionnaire' ? extensions : null;
}

function valueSetsOf({ contained }: Json, { valueSets }: LoadOptions): ReadonlyMap<string, Json> {
  const own = (objectsOf(contained) ?? [])
    .filter(({ resourceType }) => resourceType === 'ValueSet')
    .flatMap((set): [string, Json][] => [
      [`#${set.id}`, set],
      ...(typeof set.url === 'string' ? [[set.url, set] as [string, Json]] : []),
    ]);
  return new Map([...(valueSets ?? []), ...own]);
}

function launchNames(extensions: readonly Json[]): ReadonlySet<string> {
  return new Set(
    named(extensions, 'launchContext').flatMap((extension) => {
      const name = objectsOf(extension.extension)?.find(({ url }) => url === 'name');
      const coding = makeValue('Coding', name?.valueCoding);
      return [coding?.type === 'Coding' ? coding.value.code : name?.valueId].filter((given) => typeof given === 'string');
    }),
  );
}

/** Makes items of their raw shapes; what they say of other items is added when all are there. */
class Builder {
  readonly raws = new Map<Building, RawItem>();
  readonly written: Written[] = [];
  readonly #valueSets: ReadonlyMap<string, Json>;
  readonly #blame: Blame;
  #place = 0;

  constructor(valueSets: ReadonlyMap<string, Json>, blame: Blame) {
    this.#valueSets = valueSets;
    this.#blame = blame;
  }

  build(questionnaire: Json, raws: readonly RawItem[], extensions: readonly Json[]): Item {
    const raw = {
      linkId: '',
      type: 'group' as const,
      source: questionnaire,
      extensions,
      items: [],
      options: [],
      conditions: [],
      initial: [],
    };
    const root = this.#make(raw, null);
    root.items = raws.map((one) => this.#under(one, root));
    return root;
  }

  #under(raw: RawItem, parent: Item): Building {
    blameWhatIsNotRun(raw.linkId, raw.source, [...raw.options, ...raw.conditions, ...raw.initial], this.#blame);
    blameInvariants(raw, this.#blame);
    const item = this.#make(raw, parent);
    this.raws.set(item, raw);
    item.items = raw.items.map((one) => this.#under(one, item));
    return item;
  }

  #make(raw: RawItem, parent: Item | null): Building {
    const { linkId, type, source, extensions } = raw;
    const isRoot = parent === null;
    const item: Building = {
      linkId,
      type,
      text: !isRoot && typeof source.text === 'string' ? source.text : '',
      place: this.#place++,
      parent,
      items: [],
      source,
      required: source.required === true,
      repeats: source.repeats === true,
      readOnly: source.readOnly === true,
      hidden: named(extensions, 'hidden').some(({ valueBoolean }) => valueBoolean === true),
      bounds: readBounds(raw, this.#blame),
      initial: readInitial(raw, this.#blame),
      options: isRoot ? null : readOptions(raw, this.#valueSets, this.#blame),
      ...readUnits(raw, this.#blame),
      conditions: [],
      behavior: source.enableBehavior === 'any' ? 'any' : 'all',
      enableWhen: null,
      calculated: null,
      initialExpression: null,
      answerExpression: null,
      constraints: [],
    };
    if (!isRoot && !['any', 'all', undefined].includes(source.enableBehavior as string | undefined))
      this.#blame(linkId, 'shape', 'enableBehavior is neither any nor all');
    const written = readWritten(item, extensions, this.#blame);
    this.written.push(written);
    if (written.kinds.has('enableWhen') && raw.conditions.length > 0)
      this.#blame(linkId, 'conditions-twice', 'both enableWhen and enableWhenExpression');
    if (written.kinds.has('calculated') && (item.initial.length > 0 || item.options?.some(({ isInitial }) => isInitial)))
      this.#blame(linkId, 'calculated-and-initial', 'both calculatedExpression and an initial value');
    return item;
  }
}

/** Gives an item its expressions, as they were understood. */
function settle({ item, kinds, constraints }: Written, understood: Understood, blame: Blame): readonly Expression[] {
  const building = item as Building;
  const all: Expression[] = [];
  const take = (source: string) => {
    const expression = understood(item, source);
    if (expression !== null) all.push(expression);
    return expression;
  };
  for (const [kind, source] of kinds) building[kind] = take(source);
  building.constraints = constraints.flatMap(({ source, ...rest }) => {
    const expression = take(source);
    return expression === null ? [] : [{ ...rest, expression }];
  });
  if (item.answerExpression !== null && item.options !== null) blame(item.linkId, 'que-4', 'both options and answerExpression');
  return all;
}

/** What asks of itself whether it is asked, or what its value is, has no answer. */
function blameCycles(root: Item, byLinkId: ReadonlyMap<string, Item>, blame: Blame): void {
  const read = (expression: Expression | null) => [...(expression?.reads ?? [])].flatMap((linkId) => byLinkId.get(linkId) ?? []);
  const asked = (item: Item) => [...item.conditions.map(({ question }) => question), ...read(item.enableWhen)];
  const depends = new Map(
    [...itemsUnder(root)].map((item) => [
      item,
      [...new Set([...(item.parent === null ? [] : [item.parent]), ...asked(item), ...read(item.calculated)])],
    ]),
  );
  for (const cycle of cyclesAmong([...depends.keys()], (item) => depends.get(item) ?? [])) {
    const isCalculated = cycle.every((item) => asked(item).every((other) => !cycle.includes(other)));
    const names = cycle.map(({ linkId }) => linkId).join(', ');
    blame(cycle[0]?.linkId ?? null, isCalculated ? 'calculation-cycle' : 'enable-cycle', names);
  }
}
