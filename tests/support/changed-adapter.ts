import { CALLS, FACETS, type Facet, type FacetName, type HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Outcome } from '../../adapters/port/terms.ts';

/** Calls of facets, and what facets say of themselves, that are to be otherwise. */
export type Changes = { readonly [F in FacetName]?: Partial<Required<Facet<F>>> };

/** An adapter with some calls changed; a facet that it does not have appears with what is given. */
export function changed(adapter: HospitalAdapter, changes: Changes): HospitalAdapter {
  const facets = Object.entries(changes).map(([name, change]) => [name, { ...adapter[name as FacetName], ...change }]);
  return { ...adapter, ...Object.fromEntries(facets) };
}

/** What stands around each call: `operation` as `booking.book`, `given` without the `Call`. */
export type Around = (
  operation: string,
  given: readonly unknown[],
  ask: () => Promise<Outcome<unknown>>,
) => Promise<Outcome<unknown>>;

/** An adapter of whose facets every call goes through `around`. */
export function aroundCalls(adapter: HospitalAdapter, around: Around): HospitalAdapter {
  const facets = FACETS.filter((name) => adapter[name] !== undefined).map((name) => {
    const facet = { ...adapter[name] } as Readonly<Record<string, unknown>>;
    const calls = Object.keys(CALLS[name]).filter((call) => typeof facet[call] === 'function');
    const wrapped = calls.map((call) => [
      call,
      (...given: unknown[]) =>
        around(`${name}.${call}`, given.slice(0, -1), () =>
          (facet[call] as (...all: unknown[]) => Promise<Outcome<unknown>>)(...given),
        ),
    ]);
    return [name, { ...facet, ...Object.fromEntries(wrapped) }];
  });
  return { ...adapter, ...Object.fromEntries(facets) };
}
