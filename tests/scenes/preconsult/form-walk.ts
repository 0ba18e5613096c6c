import { formResources } from '../../../bff/scenes/preconsult/forms/offered-forms.ts';
import type { Said } from './answered-form.ts';

interface Condition {
  question: string;
  operator: string;
  answerCoding?: { code: string };
  answerBoolean?: boolean;
}

interface Item {
  linkId: string;
  enableWhen?: Condition[];
  enableBehavior?: string;
  extension: { url: string; valueBoolean?: boolean }[];
}

const HIDDEN = 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden';

const ITEMS = new Map(
  formResources.map((resource) => [resource.id, (JSON.parse(JSON.stringify(resource)) as { item: Item[] }).item]),
);

/** The questions that somebody is asked who answers like this, read off the resource by FHIR R4 §Questionnaire.item.enableWhen alone. */
export function asks(id: string, said: Readonly<Record<string, Said>>): readonly string[] {
  const items = ITEMS.get(id) ?? [];
  const on = new Set<string>();
  for (const item of items) {
    const conditions = item.enableWhen ?? [];
    const met = conditions.map((condition) =>
      isMet(condition, on.has(condition.question) ? said[condition.question] : undefined),
    );
    const isOn = item.enableBehavior === 'all' ? !met.includes(false) : met.length === 0 || met.includes(true);
    if (isOn) on.add(item.linkId);
  }
  const shown = items.filter(({ extension }) => !extension.some(({ url, valueBoolean }) => url === HIDDEN && valueBoolean));
  return shown.map(({ linkId }) => linkId).filter((linkId) => on.has(linkId));
}

function isMet({ operator, answerCoding, answerBoolean }: Condition, said: Said | undefined): boolean {
  const answers = said === undefined || said === '?' || said === '-' ? [] : typeof said === 'object' ? [...said] : [said];
  const isThere = answers.includes((answerCoding?.code ?? answerBoolean) as never);
  if (operator === '=') return isThere;
  if (operator === '!=') return !isThere;
  throw new RangeError(operator);
}
