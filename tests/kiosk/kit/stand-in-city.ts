import type * as z from 'zod';
import type { department, hospital } from '../../../bff/contract/directory/schemas.ts';
import type { slot } from '../../../bff/contract/slots/schemas.ts';
import { makeCity } from '../../../fixtures/hospitals/city.ts';

type Slot = z.output<typeof slot>;
type Hospital = z.output<typeof hospital>;
type Department = z.output<typeof department>;

/** The morning of a Tuesday in 临江. */
export const STAND_IN_NOW = Date.parse('2026-11-24T09:12:00+08:00');
export const TODAY = '2026-11-24';

const city = makeCity({ seed: 7, size: 'small', firstDay: TODAY });

export const opaque = (prefix: string, number: number) => `${prefix}_${String(number).padStart(22, '0')}`;

const positions = [
  { latitude: 30.25, longitude: 120.16 },
  { latitude: 30.27, longitude: 120.18 },
  { latitude: 30.31, longitude: 120.2 },
  { latitude: 30.2, longitude: 120.1 },
];

export const standInHospitals: readonly Hospital[] = city.hospitals.map((hospital, index) => ({
  id: hospital.id,
  name: hospital.name,
  englishName: hospital.englishName,
  campuses: hospital.campuses.map(({ name, address }) => ({ name, address, position: positions[index] })),
  dutyDesk: hospital.dutyDesk,
  can: { book: true, cancel: true, hear: true },
  asksDocument: false,
  reachable: index !== 3,
  ...(index === 3 ? { unreachableSince: `${TODAY}T08:40:00+08:00` } : {}),
  closures: [],
}));

const parts: Readonly<Record<string, Department['bodyParts']>> = {
  'A03.01': ['chest'],
  'A03.02': ['belly'],
  'A03.03': ['head'],
  'A03.04': ['chest'],
  'A04.01': ['belly'],
  'A04.03': ['back-joints'],
  A07: ['children'],
  A10: ['eyes'],
  A21: ['back-joints'],
  A50: ['whole-body', 'back-joints'],
};

const initials: Readonly<Record<string, string>> = { 'A04.03': 'gk', 'A03.02': 'xhnk', A10: 'yk', A07: 'ek' };

/** Orthopaedics is everywhere, so that there is a choice of hospitals. */
export const standInDepartments: readonly (Department & { readonly initials: string })[] = [
  ...new Map(city.hospitals.flatMap(({ departments }) => departments).map((one) => [one.code, one])).values(),
]
  .sort((left, right) => (left.code < right.code ? -1 : 1))
  .map(({ code, name, englishName, aliases }) => ({
    code,
    name,
    englishName,
    aliases: [...aliases],
    bodyParts: parts[code] ?? ['whole-body'],
    firstFor: [],
    hospitals: standInHospitals.map(({ id }) => id),
    initials: initials[code] ?? code.toLowerCase(),
  }));

const starts = ['08:30', '09:30', '10:00', '10:30', '14:00', '14:30', '15:30'];
const doctors = city.hospitals.map(({ practitioners }) => practitioners.slice(0, 2));

const placeIn = (hospital: Hospital): Slot['place'] => ({
  hospital: hospital.id,
  hospitalName: hospital.name,
  campus: hospital.campuses[0]?.name ?? '',
  address: hospital.campuses[0]?.address ?? '',
  floor: '3F',
  room: '312',
});

/** Two doctors a hospital, seven half hours a day, today, tomorrow and on Friday. */
const halfHours: readonly Slot[] = [0, 1, 3].flatMap((ahead) =>
  standInHospitals.flatMap((hospital, at) =>
    starts.flatMap((start, half) => {
      const doctor = doctors[at]?.[half % 2];
      const day = new Date(Date.parse(`${TODAY}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
      const from = Date.parse(`${day}T${start}:00+08:00`);
      if (doctor === undefined || from < STAND_IN_NOW) return [];
      return [
        {
          id: opaque('slt', ahead * 1000 + at * 100 + half),
          start: shanghai(from),
          end: shanghai(from + 30 * 60_000),
          free: 1 + ((half + at) % 4),
          price: { amount: doctor.feeFen, currency: 'CNY' as const },
          department: { code: 'A04.03', name: '骨科' },
          practitioner: { id: `${hospital.id}.${doctor.ref}`, name: doctor.name, title: doctor.title },
          place: placeIn(hospital),
          ageSeconds: 12,
        },
      ];
    }),
  ),
);

const TOMORROW = '2026-11-25';

/** half, numbers in all, the next number and from when to when it is likely to be called */
const clinics = [
  ['morning', 35, 17, '09:30', '10:30'],
  ['morning', 28, 3, '08:05', '08:35'],
  ['afternoon', 35, 9, '14:00', '14:45'],
] as const;

/** Traditional medicine is called by number: clinics of tomorrow in the first hospital, none of which says a time. */
const numbered: readonly Slot[] = clinics.flatMap(([half, numbers, number, from, to], index) => {
  const [hospital] = standInHospitals;
  const doctor = city.hospitals[0]?.practitioners[index + 2];
  if (hospital === undefined || doctor === undefined) return [];
  const [start, end] = half === 'morning' ? ['08:00', '11:30'] : ['13:30', '17:00'];
  const at = (time: string) => `${TOMORROW}T${time}:00+08:00`;
  const window = { from: at(from), to: at(to), confidence: 84, precision: 'broad', basis: 'schedule' } as const;
  return [
    {
      id: opaque('slt', 9000 + index),
      start: at(start ?? ''),
      end: at(end ?? ''),
      free: numbers - number + 1,
      price: { amount: doctor.feeFen, currency: 'CNY' },
      department: { code: 'A50', name: '中医科' },
      practitioner: { id: `${hospital.id}.${doctor.ref}`, name: doctor.name, title: doctor.title },
      place: placeIn(hospital),
      clinic: { half, numbers, number, state: 'waiting', window },
      ageSeconds: 12,
    },
  ];
});

export const standInSlots: readonly Slot[] = [...halfHours, ...numbered];

export function shanghai(instant: number): string {
  return `${new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
