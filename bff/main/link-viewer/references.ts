import { humanName, lineOf, type Part, partOf, partsOf } from './fhir-members.ts';

/** Resources by the names under which others speak of them. */
export type References = ReadonlyMap<string, Part>;

/** What a reference (R4 §2.3) of one resource speaks of; `undefined` of what is not in the file: nothing is fetched. */
export type Find = (reference: unknown) => Part | undefined;

/** Contained resources of one that are looked at. */
const CONTAINED_MAX = 500;

/** Of a Bundle: the `fullUrl` of an entry, or the type and id of what is in it. */
export function referencesOf(entries: readonly Part[]): References {
  const referred = new Map<string, Part>();
  for (const { fullUrl, resource } of entries) {
    const part = partOf(resource);
    if (typeof fullUrl === 'string') referred.set(fullUrl, part);
    if (typeof part.id === 'string') referred.set(`${String(part.resourceType)}/${part.id}`, part);
  }
  return referred;
}

/** In this resource: what it contains itself stands before what is beside it. */
export function findIn(resource: Part, referred: References): Find {
  const contained = new Map(partsOf(resource.contained, CONTAINED_MAX).map((part) => [`#${String(part.id)}`, part]));
  return (reference) => {
    const name = partOf(reference).reference;
    return typeof name === 'string' ? (contained.get(name) ?? referred.get(name)) : undefined;
  };
}

/** Who is referred to, by name. Somebody's role leads one step on, to whom it is and where, and no further. */
export function namedBy(reference: unknown, find: Find): string | undefined {
  const found = find(reference);
  const own = lineOf(partOf(reference).display) ?? nameIn(found);
  if (own !== undefined || found === undefined) return own;
  const { organization, practitioner } = found;
  const both = [organization, practitioner].flatMap((one) => lineOf(partOf(one).display) ?? nameIn(find(one)) ?? []);
  return both.length === 0 ? undefined : both.join(' ');
}

/** An organization has one name, a person has several. */
function nameIn(found: Part | undefined): string | undefined {
  const [human = {}] = partsOf(found?.name);
  return lineOf(found?.name) ?? humanName(human);
}
