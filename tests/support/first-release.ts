import { createBlindIndex } from '../../bff/platform/crypto/blind-index.ts';
import { createCipher, digest, newEnvelope } from '../../bff/platform/crypto/cipher.ts';
import { type Ids, systemRandom } from '../../bff/platform/ids.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import type { Store, Value } from '../../bff/platform/store/store.ts';
import type { HospitalEntry } from '../../bff/scenes/directory/city-file.ts';
import { refPlace } from '../../bff/scenes/identity/local-patients.ts';
import { maskDocumentNumber, maskName, maskPhone } from '../../bff/scenes/identity/masking.ts';
import { keyPlace, patientPlace } from '../../bff/scenes/identity/patients.ts';
import { privacyNotice } from '../../bff/scenes/oversight/privacy-notice.ts';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import type { Card } from './test-device.ts';
import { HALF_HOUR_MS, HOSPITAL, INDEX_KEYS, KEY_RING } from './test-gateway.ts';
import { personOf } from './test-people.ts';

/** The migrations of the first release: evidence had no levels yet. */
export function firstMigrations(engine: Store['engine']) {
  return migrationsFor(engine).filter(({ name }) => name < '0020');
}

/** Who did something, and where, as the audit of the first release has it. */
export interface Act {
  readonly at: number;
  readonly by: string;
  readonly deviceId?: string;
  readonly staff?: true;
}

/** A registration of the first release. */
export interface Registered extends Act {
  readonly card: Card;
  readonly verified: 'typed' | 'document-read' | 'staff-present' | 'demo';
  readonly phone?: string;
  /** The guardian who registered a child. */
  readonly guardian?: string;
}

type Row = Readonly<Record<string, Value>>;

/**
 * Writes rows as the first release wrote them, statement by statement as its code did: the columns of its tables, sealed by the keys that
 * a gateway of the tests has.
 */
export class FirstRelease {
  readonly #store: Store;
  readonly #idsAt: (at: number) => Ids;
  readonly #random = systemRandom();
  readonly #cipher = createCipher(KEY_RING, this.#random);
  readonly #index = createBlindIndex(INDEX_KEYS);
  readonly #envelopes = new Map<string, ReturnType<typeof newEnvelope>>();
  #rows: { readonly table: string; readonly row: Row }[] = [];
  readonly #audit: { readonly id: string; readonly columns: readonly Value[] }[] = [];

  constructor(store: Store, idsAt: (at: number) => Ids) {
    this.#store = store;
    this.#idsAt = idsAt;
  }

  /** Every audit row in the order of its id, less the id: what its place in the chain is a hash of. */
  audited(): readonly { readonly id: string; readonly columns: readonly Value[] }[] {
    return this.#audit.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** What its file said of a hospital, with the columns of then. */
  hospital({ id, name, englishName, dutyDesk, campuses, departments, practitioners, visit, policy }: HospitalEntry): void {
    const own = { hospital_id: id };
    const desk = { duty_desk_name: dutyDesk.name, duty_desk_phone: dutyDesk.phone };
    const said = { visit: JSON.stringify(visit), policy: JSON.stringify(policy ?? {}) };
    this.row('hospital', { id, name, english_name: englishName, initials: '', ...desk, ...said });
    this.row('slot_sync', { ...own, completed_at: 0 });
    for (const campus of campuses) {
      const { ref, address } = campus;
      this.row('campus', { ...own, id: `${id}.${ref}`, ref, name: campus.name, address });
    }
    for (const { ref, code, floor, room, campusRef, ...department } of departments) {
      this.row('specialty', { code, name: department.name, english_name: department.englishName, initials: '' });
      const at = { campus_id: `${id}.${campusRef}`, floor, room };
      this.row('department', { ...own, id: `${id}.${ref}`, ref, code, name: department.name, ...at });
    }
    for (const { ref, title, feeFen, departmentRef, ...practitioner } of practitioners) {
      const named = { name: practitioner.name, english_name: practitioner.englishName ?? '', initials: '', title };
      const at = { department_id: `${id}.${departmentRef}`, fee_fen: feeFen };
      this.row('practitioner', { ...own, id: `${id}.${ref}`, ref, ...named, ...at });
    }
  }

  register({ card, verified, phone, guardian, ...act }: Registered): string {
    const ids = this.#idsAt(act.at);
    const { by: id, at } = act;
    const envelope = newEnvelope(this.#cipher, this.#random, id, keyPlace(id));
    this.#envelopes.set(id, envelope);
    const { type, number } = card;
    const documentId = ids.inOrder('doc');
    const patient = phone === undefined ? personOf(card) : { ...personOf(card), phone };
    this.row('patient', {
      id,
      sealed: envelope.seal(JSON.stringify(patient), patientPlace(id)),
      masked_name: maskName(card.name),
      created_at: at,
      data_key: envelope.wrappedKey,
      key_id: this.#cipher.current,
      birth_year: Number(card.birthDate.slice(0, 4)),
      masked_phone: phone === undefined ? null : maskPhone(phone),
      phone_index: phone === undefined ? null : this.#index.of('patient|phone', phone),
    });
    this.row('patient_document', {
      id: documentId,
      patient_id: id,
      type,
      sealed: envelope.seal(number, `patient_document|${documentId}|sealed`),
      masked_number: maskDocumentNumber(number),
      match_index: this.#index.of('patient_document|match', `${type} ${number}`),
      verified,
      created_at: at,
    });
    if (guardian !== undefined)
      this.row('proxy', { guardian_id: guardian, patient_id: id, relationship: 'parent', created_at: at, ended_at: null });
    for (const kind of ['privacy-notice', 'health-data'])
      this.row('consent', {
        id: ids.next('con'),
        patient_id: id,
        given_by: guardian ?? id,
        kind,
        version: privacyNotice.version,
        wording_hash: digest(kind),
        language: 'zh',
        channel: act.deviceId === undefined ? 'phone' : 'kiosk',
        device_id: act.deviceId ?? null,
        given_at: at,
        withdrawn_at: null,
      });
    this.audit({ ...act, by: guardian ?? id }, 'patient.register', 'patient', id);
    return id;
  }

  /** A session with its audit row; answers its token. */
  session(patientId: string, evidence: 'one-time-code' | 'document-read' | 'staff-present', act: Omit<Act, 'by'>): string {
    const token = this.#idsAt(act.at).secret();
    this.row('session', {
      token_hash: digest(token),
      patient_id: patientId,
      evidence,
      created_at: act.at,
      expires_at: act.at + HALF_HOUR_MS,
      ended_at: null,
      device_id: act.deviceId ?? null,
      staff_id: null,
    });
    this.audit({ ...act, by: patientId }, 'session.open', 'patient', patientId);
    return token;
  }

  /** A confirmed appointment in a slot of its own that the hospital calls `slotRef`. */
  appointment(
    patientId: string,
    act: Act,
    slot: { readonly ref: string; readonly startsAt: number },
    hospitalRef: string,
  ): string {
    const ids = this.#idsAt(act.at);
    const [id, claimId, slotId] = [ids.nextInOrder('apt'), ids.inOrder('clm'), slotIdOf(HOSPITAL, slot.ref)];
    const { at } = act;
    this.row('slot', {
      id: slotId,
      hospital_id: HOSPITAL,
      hospital_slot_ref: slot.ref,
      department_id: `${HOSPITAL}.gk`,
      department_code: 'A04.03',
      practitioner_id: `${HOSPITAL}.p1`,
      starts_at: slot.startsAt,
      ends_at: slot.startsAt + HALF_HOUR_MS,
      fee_fen: 5000,
      state: 'open',
      offered: 1,
      claimed: 1,
      asked_at: at,
      free_seen: 0,
    });
    this.row('appointment', {
      id,
      patient_id: patientId,
      slot_id: slotId,
      claim_id: claimId,
      created_at: at,
      version: 2,
      live: 1,
      coverage: 'self-pay',
      booked_by: act.by,
    });
    for (const [version, state] of [
      [1, 'sent'],
      [2, 'confirmed'],
    ] as const)
      this.row('appointment_event', { appointment_id: id, version, at, claim_state: state });
    this.row('claim', {
      id: claimId,
      appointment_id: id,
      slot_id: slotId,
      hospital_id: HOSPITAL,
      booking_key: `key-of-${slot.ref}`,
      places: 1,
      state: 'confirmed',
      created_at: at,
      waits_until: at,
      sent_at: at,
      settled_at: at,
      hospital_ref: hospitalRef,
      held_ref: hospitalRef,
      know_by: at,
    });
    this.row('task', { id: ids.inOrder('tsk'), kind: 'settle-claim', subject_id: claimId, state: 'done', run_at: at });
    this.audit(act, 'appointment.book', 'appointment', id);
    return id;
  }

  /** The file that the hospital has of a person. */
  file(patientId: string, at: number, ref: string): void {
    this.row('local_patient', {
      patient_id: patientId,
      hospital_id: HOSPITAL,
      state: 'known',
      sealed_ref: this.#envelopes.get(patientId)?.seal(ref, refPlace(patientId, HOSPITAL)) ?? null,
      changed_at: at,
      sent_at: at,
      ref_index: this.#index.of('local_patient|sealed_ref', `${HOSPITAL} ${ref}`),
    });
  }

  audit(act: Act, action: string, subjectKind: string, subjectId: string): void {
    const id = this.#idsAt(act.at).inOrder('aud');
    const actorKind = act.staff ? 'staff' : 'patient';
    const request = `req_${id.slice(4)}`;
    const deviceId = act.deviceId ?? null;
    this.#audit.push({ id, columns: [id, act.at, actorKind, act.by, action, subjectKind, subjectId, request, deviceId, null] });
    this.row('audit', {
      id,
      at: act.at,
      actor_kind: actorKind,
      actor_id: act.by,
      action,
      subject_kind: subjectKind,
      subject_id: subjectId,
      request_id: request,
      device_id: deviceId,
    });
  }

  row(table: string, row: Row): void {
    this.#rows.push({ table, row });
  }

  /** Everything that was said, in one unit. */
  async write(now: number): Promise<void> {
    const parts = this.#rows.map(({ table, row }) => ({
      sql: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`,
      parameters: [],
    }));
    this.#rows = [];
    const unit = { id: this.#idsAt(now).inOrder('unt'), name: 'first-release', lane: 'background' } as const;
    await this.#store.commit({ ...unit, deadline: Number.MAX_SAFE_INTEGER, parts });
  }
}

function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
