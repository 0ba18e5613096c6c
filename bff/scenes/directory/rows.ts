import { template } from '../../platform/store/statement.ts';

export const selectHospitals = template<
  Record<string, never>,
  { id: string; name: string; englishName: string; dutyDeskName: string; dutyDeskPhone: string }
>((q) =>
  q
    .selectFrom('hospital')
    .select(['id', 'name', 'english_name as englishName', 'duty_desk_name as dutyDeskName', 'duty_desk_phone as dutyDeskPhone'])
    .orderBy('id'),
);

export const selectCampuses = template<Record<string, never>, { id: string; hospitalId: string; name: string; address: string }>(
  (q) => q.selectFrom('campus').select(['id', 'hospital_id as hospitalId', 'name', 'address']).orderBy('id'),
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
  { id: string; hospitalId: string; ref: string; code: string; name: string; campusId: string; floor: string; room: string }
>((q) =>
  q
    .selectFrom('department')
    .select(['id', 'hospital_id as hospitalId', 'ref', 'code', 'name', 'campus_id as campusId', 'floor', 'room'])
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
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        name: p.name,
        english_name: p.englishName,
        initials: p.initials,
        duty_desk_name: p.dutyDeskName,
        duty_desk_phone: p.dutyDeskPhone,
      }),
    ),
);

export const insertSync = template((q, p: { hospitalId: string }) =>
  q
    .insertInto('slot_sync')
    .values({ hospital_id: p.hospitalId, completed_at: 0, changes_cursor: null, failing_since: null })
    .onConflict((conflict) => conflict.doNothing()),
);

export const upsertCampus = template((q, p: { id: string; hospitalId: string; ref: string; name: string; address: string }) =>
  q
    .insertInto('campus')
    .values({ id: p.id, hospital_id: p.hospitalId, ref: p.ref, name: p.name, address: p.address })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: p.name, address: p.address })),
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
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ code: p.code, name: p.name, campus_id: p.campusId, floor: p.floor, room: p.room }),
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
