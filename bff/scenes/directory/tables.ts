/** Hospitals and what they have, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface DirectoryTables {
  hospital: {
    id: string;
    name: string;
    english_name: string;
    initials: string;
    duty_desk_name: string;
    duty_desk_phone: string;
    visit: string;
    policy: string;
  };
  campus: {
    id: string;
    hospital_id: string;
    ref: string;
    name: string;
    address: string;
    latitude_micro: number | null;
    longitude_micro: number | null;
    visit: string;
  };
  specialty: {
    code: string;
    name: string;
    english_name: string;
    initials: string;
  };
  specialty_alias: {
    code: string;
    alias: string;
    initials: string;
  };
  department: {
    id: string;
    hospital_id: string;
    ref: string;
    code: string;
    name: string;
    campus_id: string;
    floor: string;
    room: string;
    preparation: string;
  };
  practitioner: {
    id: string;
    hospital_id: string;
    ref: string;
    department_id: string;
    name: string;
    english_name: string;
    initials: string;
    title: string;
    fee_fen: number;
  };
  opening_hours: {
    campus_id: string;
    weekday: number;
    opens_at: number;
    closes_at: number;
  };
  closure: {
    id: string;
    hospital_id: string;
    kind: string;
    starts_at: number;
    ends_at: number;
    note: string;
    english_note: string;
  };
}

/** The newest migration of these tables. */
export const DIRECTORY_MIGRATION = '0024_directory_campus_visit.sql';
