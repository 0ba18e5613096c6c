import type { Facet, FacetName, HospitalAdapter } from '../port/hospital.ts';

/** Every facet, with everything that a facet may lack by itself. */
export type EveryFacet = { readonly [Name in FacetName]: Required<Facet<Name>> };

/** The facets of an adapter for whoever knows that they are there; naming one that is not there throws. */
export function facetsOf(adapter: HospitalAdapter): EveryFacet {
  return new Proxy(adapter, {
    get(target, name) {
      const facet: unknown = Reflect.get(target, name);
      if (facet === undefined) throw new Error(`the adapter has no ${String(name)}`);
      return facet;
    },
  }) as unknown as EveryFacet;
}
