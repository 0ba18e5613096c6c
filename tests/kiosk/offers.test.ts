import { expect, it } from 'vitest';
import type { Answers } from '../../kiosk/journey/answers.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { ownHospitalAway, SAMPLE_NOW, sampleDevice, sampleWorld, slots } from '../../kiosk/practice/sample-city.ts';
import { offersOfDay } from '../../kiosk/scenes/slots/free-slots.ts';
import type { Visit } from '../../kiosk/shell/visit.ts';

it('an offer finds the first day of a hospital that can be had, however much is free at one that is away', async () => {
  const [own, other] = ownHospitalAway;
  const [slot] = slots;
  if (!own || !other || !slot) throw new Error('the sample city is empty');
  const ofOwn = Array.from({ length: 60 }, (_, index) => ({ ...slot, id: `slt_${String(index).padStart(22, '0')}` }));
  const later = { ...slot, start: '2026-11-28T09:00:00+08:00', place: { ...slot.place, hospital: other.id } };
  const world = { ...sampleWorld, hospitals: ownHospitalAway, slots: [...ofOwn, later] };
  const services = makeWorldServices(world, sampleDevice, { now: () => SAMPLE_NOW, newId: () => 'id', random: () => 0.5 });
  const answers: Answers = { department: { settled: true, value: { ...sampleWorld.departments[0] } as never } };
  const offers = await offersOfDay({ services, answers } as unknown as Visit);
  if (!offers.ok) throw new Error('no offers');
  expect(offers.value.day).toBe('2026-11-28');
  expect(offers.value.offers.filter((offer) => offer.slots.length > 0).map(({ hospital }) => hospital.id)).toEqual([other.id]);
});
