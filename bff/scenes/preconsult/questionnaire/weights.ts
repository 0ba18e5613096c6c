import type { Blame } from './fault.ts';
import type { Json } from './fhir-values.ts';
import { sourcesOf, type Written } from './read-expressions.ts';

const ASKS_WEIGHTS = /\b(?:weight|ordinal)\s*\(\s*\)/;

/** What an option, or a concept of a contained code system, weighs (SDC 3, FHIRPath supplements). */
const WEIGHTS: ReadonlySet<unknown> = new Set([
  'http://hl7.org/fhir/StructureDefinition/itemWeight',
  'http://hl7.org/fhir/StructureDefinition/ordinalValue',
]);

/** Weights that stand nowhere in the questionnaire would be asked of a terminology server: there is none, and each sum would fail. */
export function blameMissingWeights(questionnaire: Json, written: readonly Written[], blame: Blame): void {
  const asking = written.filter((one) => sourcesOf(one).some((source) => ASKS_WEIGHTS.test(source)));
  if (asking.length === 0 || hasWeights(questionnaire)) return;
  for (const { item } of asking)
    blame(item.parent === null ? null : item.linkId, 'weight-missing', 'no option and no contained code has a weight');
}

function hasWeights(questionnaire: Json): boolean {
  const left: unknown[] = [questionnaire];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    if ('url' in one && WEIGHTS.has(one.url)) return true;
    for (const under of Object.values(one)) left.push(under);
  }
  return false;
}
