import { expect, it } from 'vitest';
import type { Slot } from '../../kiosk/client/wire.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { toSlot } from '../../kiosk/practice/sample-answers.ts';
import {
  appointmentOn,
  ownHospitalAway,
  SAMPLE_NOW,
  sampleDevice,
  sampleWorld,
  slots,
} from '../../kiosk/practice/sample-city.ts';
import { settled } from '../../kiosk/practice/state.ts';
import type { World } from '../../kiosk/practice/world.ts';
import { offersOf, weekOf } from '../../kiosk/scenes/slots/free-slots.ts';
import type { Visit } from '../../kiosk/shell/visit.ts';

it('each hospital is asked for its first free time, however much is free at one that is away', async () => {
  const [own, other] = ownHospitalAway;
  const [slot] = slots;
  if (!own || !other || !slot) throw new Error('the sample city is empty');
  const ofOwn = Array.from({ length: 60 }, (_, index) => ({ ...slot, id: `slt_${String(index).padStart(22, '0')}` }));
  const later = { ...slot, start: '2026-11-28T09:00:00+08:00', place: { ...slot.place, hospital: other.id } };
  const world = { ...sampleWorld, hospitals: ownHospitalAway, slots: [...ofOwn, later] };
  const offers = await offersOf(visitIn(world));
  if (!offers.ok) throw new Error('no offers');
  expect(offers.value.offers.map(({ hospital, first }) => [hospital.id, first?.start])).toEqual([
    [own.id, undefined],
    [other.id, later.start],
  ]);
});

it('a week shows the hospital of the hall alone, and leads nowhere else by itself where nothing is free there', async () => {
  const elsewhere = slots.filter(({ place }) => place.hospital !== sampleDevice.hospital);
  const week = await weekOf(visitIn({ ...sampleWorld, slots: elsewhere }));
  if (!week.ok) throw new Error('no week');
  expect(week.value.hospital?.id).toBe(sampleDevice.hospital);
  expect(week.value.days.filter(({ open }) => open)).toEqual([]);
  expect(week.value.others).toBe(true);
});

it('the doctor whom a person saw last in a department of a hospital is offered again, with the first time that is free', async () => {
  const seen = appointmentOn({ ...(slots[1] as Slot), start: '2026-10-05T09:00:00+08:00', end: '2026-10-05T09:30:00+08:00' }, 40);
  const week = await weekOf(visitIn({ ...sampleWorld, appointments: [seen] }));
  if (!week.ok) throw new Error('no week');
  expect(week.value.last?.practitioner.id).toBe(seen.practitioner.id);
  const nobody = await weekOf(visitIn({ ...sampleWorld, appointments: [] }));
  expect(nobody.ok && nobody.value.last).toBeUndefined();
});

function visitIn(world: World): Visit {
  const services = makeWorldServices(world, sampleDevice, { now: () => SAMPLE_NOW, newId: () => 'id', random: () => 0.5 });
  return { services, answers: settled(toSlot) } as unknown as Visit;
}
