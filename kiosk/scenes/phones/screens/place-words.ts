import type { BoundPhone, Hospital, PersonSession } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { sayDate, sayMoment } from '../../../i18n/when.ts';
import type { Visit } from '../../../shell/visit.ts';

/** What a place is called, and what tells it from the others. */
export interface PlaceWords {
  readonly title: string;
  readonly hint: string;
}

type Hospitals = readonly Hospital[];

/** `认过的手机 138****0000`: since when, and where it was bound. */
export function phoneWords({ phone, boundAt, at, byStaff, current }: BoundPhone, hospitals: Hospitals, visit: Visit): PlaceWords {
  const { services, language, say } = visit;
  const when = sayDate(language, boundAt, services.now());
  return {
    title: say(current ? 'place.own-phone' : 'place.phone', { phone }),
    hint: [say(byStaff ? 'place.bound-by-staff' : 'place.bound', { when }), whereOf(at, hospitals, visit)]
      .filter(Boolean)
      .join('\n'),
  };
}

/** `临江市中心医院的机器`: which one, and since when it is open. */
export function sessionWords(session: PersonSession, hospitals: Hospitals, visit: Visit): PlaceWords {
  const { services, language, say } = visit;
  const opened = say('place.opened', { when: sayMoment(language, session.openedAt, services.now()) });
  return {
    title: sessionTitle(session, hospitals, visit),
    hint: [session.at?.device, opened].filter(Boolean).join('\n'),
  };
}

function sessionTitle({ at, current, evidence, vouched }: PersonSession, hospitals: Hospitals, visit: Visit): string {
  const { services, say } = visit;
  if (current) return say(services.device === undefined ? 'place.this-phone' : 'place.this-machine');
  if (at === undefined) return say(evidence === 'bound-phone' ? 'place.by-phone' : 'place.by-message');
  const hospital = nameOf(at.hospital, hospitals, visit);
  if (hospital === undefined) return say('place.elsewhere');
  return say(vouched ? 'place.staff' : 'place.machine', { hospital });
}

function whereOf(at: BoundPhone['at'], hospitals: Hospitals, visit: Visit): string | undefined {
  if (at === undefined) return undefined;
  return [nameOf(at.hospital, hospitals, visit), at.device].filter(Boolean).join(' · ');
}

function nameOf(id: string, hospitals: Hospitals, { language }: Visit): string | undefined {
  const found = hospitals.find((one) => one.id === id);
  return found && hospitalName(language, { hospital: id, hospitalName: found.name }, hospitals);
}
