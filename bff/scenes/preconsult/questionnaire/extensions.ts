import { type Json, objectsOf } from './fhir-values.ts';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/** Extensions that are run, by what they are called here. Some have two addresses, of their older and their newer home. */
export const RUN = {
  hidden: [`${FHIR}questionnaire-hidden`],
  unit: [`${FHIR}questionnaire-unit`],
  unitOption: [`${FHIR}questionnaire-unitOption`],
  minValue: [`${FHIR}minValue`],
  maxValue: [`${FHIR}maxValue`],
  minLength: [`${FHIR}minLength`],
  maxDecimalPlaces: [`${FHIR}maxDecimalPlaces`],
  regex: [`${FHIR}regex`],
  minOccurs: [`${FHIR}questionnaire-minOccurs`],
  maxOccurs: [`${FHIR}questionnaire-maxOccurs`],
  optionExclusive: [`${FHIR}questionnaire-optionExclusive`],
  variable: [`${FHIR}variable`],
  constraint: [`${FHIR}targetConstraint`, `${FHIR}questionnaire-constraint`],
  enableWhenExpression: [`${SDC}enableWhenExpression`],
  calculatedExpression: [`${SDC}calculatedExpression`],
  initialExpression: [`${SDC}initialExpression`],
  answerExpression: [`${SDC}answerExpression`],
  launchContext: [`${SDC}launchContext`],
} as const;

/**
 * Extensions of SDC and of FHIR that change which questions are asked, which answers are taken or what they mean, and that are not run:
 * whoever has one of them is refused. Any other that is no modifier may be left out, by FHIR R4 §2.1.5.
 */
const NOT_RUN: ReadonlySet<string> = new Set([
  `${SDC}answerOptionsToggleExpression`,
  `${SDC}itemPopulationContext`,
  `${SDC}unitValueSet`,
  `${SDC}subQuestionnaire`,
  `${SDC}isSubject`,
  `${SDC}assemble-expectation`,
  `${SDC}assembleContext`,
  `${SDC}contextExpression`,
  `${SDC}referencesContained`,
  `${SDC}unitOpen`,
  `${SDC}unitSupplementalSystem`,
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-assemble-expectation',
  `${FHIR}questionnaire-unitValueSet`,
  `${FHIR}questionnaire-signatureRequired`,
  `${FHIR}questionnaire-usageMode`,
  `${FHIR}questionnaire-optionRestriction`,
  `${FHIR}questionnaire-derivationType`,
  `${FHIR}cqf-expression`,
  `${FHIR}cqf-library`,
  `${FHIR}maxSize`,
  `${FHIR}mimeType`,
  `${FHIR}questionnaire-referenceFilter`,
]);

/** Where an instance of such an extension changes nothing: what is entered is entered everywhere. */
const HARMLESS: readonly { readonly url: string; readonly values: readonly unknown[] }[] = [
  { url: `${FHIR}questionnaire-usageMode`, values: ['capture-display', 'capture'] },
  { url: `${SDC}isSubject`, values: [false] },
];

export type RunName = keyof typeof RUN;

/** Extensions of an element; `null` where they are not well formed. */
export function extensionsOf(element: Json): readonly Json[] | null {
  const all = objectsOf(element.extension);
  return all?.every(({ url }) => typeof url === 'string') ? all : null;
}

export function named(extensions: readonly Json[], name: RunName): readonly Json[] {
  const urls: readonly string[] = RUN[name];
  return extensions.filter(({ url }) => urls.includes(url as string));
}

/** The addresses among them that are not run. */
export function notRun(extensions: readonly Json[]): readonly string[] {
  return extensions
    .filter((extension) => NOT_RUN.has(extension.url as string) && !isHarmless(extension))
    .map(({ url }) => String(url));
}

function isHarmless(extension: Json): boolean {
  const value = extension.valueCode ?? extension.valueBoolean;
  return HARMLESS.some(({ url, values }) => url === extension.url && values.includes(value));
}

/** A primitive that has an expression in its place, as `_valueDate`, or as `_text`. */
export function hasExpressionInstead(element: Json): boolean {
  return Object.entries(element).some(
    ([key, given]) =>
      key.startsWith('_') &&
      typeof given === 'object' &&
      given !== null &&
      objectsOf((given as Json).extension)?.some(({ url }) => url === `${FHIR}cqf-expression`) === true,
  );
}
