import { templates } from '../../platform/store/statement.ts';
import type { SlotTables } from '../slots/tables.ts';
import type { DirectoryTables } from './tables.ts';

const template = templates<DirectoryTables & Pick<SlotTables, 'slot_sync'>>();

export const selectHospitals = template<
  Record<string, never>,
  { id: string; name: string; englishName: string; dutyDeskName: string; dutyDeskPhone: string; visit: string; policy: string }
>((q) =>
  q
    .selectFrom('hospital')
    .select([
      'id',
      'name',
      'english_name as englishName',
      'duty_desk_name as dutyDeskName',
      'duty_desk_phone as dutyDeskPhone',
      'visit',
      'policy',
    ])
    .orderBy('id'),
);

export const selectCampuses = template<
  Record<string, never>,
  {
    id: string;
    hospitalId: string;
    ref: string;
    name: string;
    address: string;
    latitudeMicro: number | null;
    longitudeMicro: number | null;
    visit: string;
  }
>((q) =>
  q
    .selectFrom('campus')
    .select([
      'id',
      'hospital_id as hospitalId',
      'ref',
      'name',
      'address',
      'latitude_micro as latitudeMicro',
      'longitude_micro as longitudeMicro',
      'visit',
    ])
    .orderBy('id'),
);

export const selectOpeningHours = template<
  Record<string, never>,
  { campusId: string; weekday: number; opensAt: number; closesAt: number }
>((q) =>
  q
    .selectFrom('opening_hours')
    .select(['campus_id as campusId', 'weekday', 'opens_at as opensAt', 'closes_at as closesAt'])
    .orderBy('campus_id'),
);

export const selectClosures = template<
  Record<string, never>,
  { hospitalId: string; kind: string; startsAt: number; endsAt: number; note: string; englishNote: string }
>((q) =>
  q
    .selectFrom('closure')
    .select([
      'hospital_id as hospitalId',
      'kind',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'note',
      'english_note as englishNote',
    ])
    .orderBy('starts_at'),
);

export const deleteOpeningHours = template((q, p: { campusId: string }) =>
  q.deleteFrom('opening_hours').where('campus_id', '=', p.campusId),
);

export const insertOpeningHours = template((q, p: { campusId: string; weekday: number; opensAt: number; closesAt: number }) =>
  q
    .insertInto('opening_hours')
    .values({ campus_id: p.campusId, weekday: p.weekday, opens_at: p.opensAt, closes_at: p.closesAt })
    .onConflict((conflict) => conflict.doNothing()),
);

export const deleteClosures = template((q, p: { hospitalId: string }) =>
  q.deleteFrom('closure').where('hospital_id', '=', p.hospitalId),
);

export const insertClosure = template(
  (
    q,
    p: {
      id: string;
      hospitalId: string;
      kind: string;
      startsAt: number;
      endsAt: number;
      note: string;
      englishNote: string;
    },
  ) =>
    q.insertInto('closure').values({
      id: p.id,
      hospital_id: p.hospitalId,
      kind: p.kind,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      note: p.note,
      english_note: p.englishNote,
    }),
);

export const selectSpecialties = template<
  Record<string, never>,
  { code: string; name: string; englishName: string; initials: string }
>((q) => q.selectFrom('specialty').select(['code', 'name', 'english_name as englishName', 'initials']).orderBy('code'));

export const selectAliases = template<Record<string, never>, { code: string; alias: string; initials: string }>((q) =>
  q.selectFrom('specialty_alias').select(['code', 'alias', 'initials']).orderBy('code').orderBy('alias'),
);

export const selectDepartments = template<
  Record<string, never>,
  {
    id: string;
    hospitalId: string;
    ref: string;
    code: string;
    name: string;
    campusId: string;
    floor: string;
    room: string;
    preparation: string;
  }
>((q) =>
  q
    .selectFrom('department')
    .select(['id', 'hospital_id as hospitalId', 'ref', 'code', 'name', 'campus_id as campusId', 'floor', 'room', 'preparation'])
    .orderBy('id'),
);

export const selectPractitioners = template<
  Record<string, never>,
  {
    id: string;
    hospitalId: string;
    ref: string;
    departmentId: string;
    name: string;
    englishName: string;
    title: string;
    feeFen: number;
  }
>((q) =>
  q
    .selectFrom('practitioner')
    .select([
      'id',
      'hospital_id as hospitalId',
      'ref',
      'department_id as departmentId',
      'name',
      'english_name as englishName',
      'title',
      'fee_fen as feeFen',
    ])
    .orderBy('id'),
);

type HospitalValues = {
  id: string;
  name: string;
  englishName: string;
  initials: string;
  dutyDeskName: string;
  dutyDeskPhone: string;
  visit: string;
  policy: string;
};

export const upsertHospital = template((q, p: HospitalValues) =>
  q
    .insertInto('hospital')
    .values({
      id: p.id,
      name: p.name,
      english_name: p.englishName,
      initials: p.initials,
      duty_desk_name: p.dutyDeskName,
      duty_desk_phone: p.dutyDeskPhone,
      visit: p.visit,
      policy: p.policy,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        name: p.name,
        english_name: p.englishName,
        initials: p.initials,
        duty_desk_name: p.dutyDeskName,
        duty_desk_phone: p.dutyDeskPhone,
        visit: p.visit,
        policy: p.policy,
      }),
    ),
);

export const insertSync = template((q, p: { hospitalId: string }) =>
  q
    .insertInto('slot_sync')
    .values({
      hospital_id: p.hospitalId,
      completed_at: 0,
      changes_cursor: null,
      failing_since: null,
      recovering: 0,
      slots_unended_since: null,
      bookings_unended_since: null,
      doubted_since: null,
      doubted_readings: 0,
      doubted_slots: 0,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

type CampusValues = {
  id: string;
  hospitalId: string;
  ref: string;
  name: string;
  address: string;
  latitudeMicro: number | null;
  longitudeMicro: number | null;
  visit: string;
};

export const upsertCampus = template((q, p: CampusValues) =>
  q
    .insertInto('campus')
    .values({
      id: p.id,
      hospital_id: p.hospitalId,
      ref: p.ref,
      name: p.name,
      address: p.address,
      latitude_micro: p.latitudeMicro,
      longitude_micro: p.longitudeMicro,
      visit: p.visit,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        name: p.name,
        address: p.address,
        latitude_micro: p.latitudeMicro,
        longitude_micro: p.longitudeMicro,
        visit: p.visit,
      }),
    ),
);

export const upsertSpecialty = template((q, p: { code: string; name: string; englishName: string; initials: string }) =>
  q
    .insertInto('specialty')
    .values({ code: p.code, name: p.name, english_name: p.englishName, initials: p.initials })
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet({ name: p.name, english_name: p.englishName, initials: p.initials }),
    ),
);

export const insertAlias = template((q, p: { code: string; alias: string; initials: string }) =>
  q
    .insertInto('specialty_alias')
    .values({ code: p.code, alias: p.alias, initials: p.initials })
    .onConflict((conflict) => conflict.doNothing()),
);

type DepartmentValues = {
  id: string;
  hospitalId: string;
  ref: string;
  code: string;
  name: string;
  campusId: string;
  floor: string;
  room: string;
  preparation: string;
};

export const upsertDepartment = template((q, p: DepartmentValues) =>
  q
    .insertInto('department')
    .values({
      id: p.id,
      hospital_id: p.hospitalId,
      ref: p.ref,
      code: p.code,
      name: p.name,
      campus_id: p.campusId,
      floor: p.floor,
      room: p.room,
      preparation: p.preparation,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        code: p.code,
        name: p.name,
        campus_id: p.campusId,
        floor: p.floor,
        room: p.room,
        preparation: p.preparation,
      }),
    ),
);

type PractitionerValues = {
  id: string;
  hospitalId: string;
  ref: string;
  departmentId: string;
  name: string;
  englishName: string;
  initials: string;
  title: string;
  feeFen: number;
};

export const upsertPractitioner = template((q, p: PractitionerValues) =>
  q
    .insertInto('practitioner')
    .values({
      id: p.id,
      hospital_id: p.hospitalId,
      ref: p.ref,
      department_id: p.departmentId,
      name: p.name,
      english_name: p.englishName,
      initials: p.initials,
      title: p.title,
      fee_fen: p.feeFen,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        department_id: p.departmentId,
        name: p.name,
        english_name: p.englishName,
        initials: p.initials,
        title: p.title,
        fee_fen: p.feeFen,
      }),
    ),
);
