import type { Store } from '../../platform/store/store.ts';
import { selectLinkOf } from './link-rows.ts';
import { saySameDocument } from './patients.ts';

/** Whether two registrations are, or say that they are, one person: the same one, linked by staff, or of one document. */
export async function areOnePerson(store: Pick<Store, 'read'>, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [patientId, otherId] = one < other ? [one, other] : [other, one];
  const links = await store.read(selectLinkOf({ patientId, otherId }));
  return links.length > 0 || saySameDocument(store, one, other);
}
