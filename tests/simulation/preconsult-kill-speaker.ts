import { testPatient } from '../support/test-gateway.ts';
import { askUntilAnswered, type Reply } from './ask-until-answered.ts';

/** What somebody is going to do. */
export type SpeakerPlan =
  /** Says yes once. */
  | 'say'
  /** Says yes, changes an answer at once and says yes again, twice. */
  | 'say-again'
  /** Says yes, and gives the appointment back at the same moment or, every other one, once it was heard. */
  | 'say-and-cancel';

export interface SpeakerOptions {
  readonly number: number;
  readonly plan: SpeakerPlan;
  readonly slotId: string;
  /** Of the gateway that runs now. */
  readonly address: () => string;
}

const PAUSE_MS = 100;
const ATTEMPTS_MAX = 300;

/** Somebody with one appointment who says something before it, through whatever gateway is there, and asks again when nothing is heard. */
export class KillSpeaker {
  readonly options: SpeakerOptions;
  appointmentId = '';
  /** Yeses that were accepted. */
  yeses = 0;
  #preconsult = '';
  #token = '';
  #keys = 0;

  constructor(options: SpeakerOptions) {
    this.options = options;
  }

  async run(): Promise<void> {
    const { number, plan } = this.options;
    const evidence = { kind: 'demo', patientId: testPatient(number).id };
    this.#token = String((await this.#ask('POST', '/v1/sessions', { evidence, carrier: 'bearer' })).body.token);
    await this.#book();
    if (!(await this.#begin())) return;
    await this.#answer();
    const said = this.#agree();
    if (number % 2 === 0) await said;
    if (plan === 'say-and-cancel') await this.#ask('POST', `/v1/appointments/${this.appointmentId}/cancel`, {}, this.#key());
    await said;
    for (let more = 0; plan === 'say-again' && more < 2; more += 1) {
      await this.#answer();
      await this.#agree();
    }
  }

  async #book(): Promise<void> {
    const { number, slotId } = this.options;
    const order = { slotId, patientId: testPatient(number).id };
    const booked = await this.#ask('POST', '/v1/appointments', order, this.#key());
    this.appointmentId = String(booked.body.id ?? '');
  }

  /** The form for the department of this appointment. */
  async #begin(): Promise<boolean> {
    const { body } = await this.#ask('GET', '/v1/questionnaires');
    for (const { id } of body.items) {
      const order = { appointmentId: this.appointmentId, questionnaire: id, saidBy: { who: 'patient' } };
      const begun = await this.#ask('POST', '/v1/preconsults', order);
      if (begun.status > 201) continue;
      this.#preconsult = String(begun.body.id);
      return true;
    }
    return false;
  }

  /** One question more. */
  async #answer(): Promise<void> {
    const path = `/v1/preconsults/${this.#preconsult}/next-question`;
    const { question } = (await this.#ask('POST', path, {})).body;
    if (question === undefined) return;
    const [option] = question.options;
    const answer = option ? { path: question.path, values: [option.value] } : { path: question.path, declined: 'unknown' };
    await this.#ask('POST', path, { answer });
  }

  async #agree(): Promise<void> {
    const key = this.#key();
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const { status, body } = await this.#ask('POST', `/v1/preconsults/${this.#preconsult}/submit`, {}, key);
      if (status === 200) {
        this.yeses += 1;
        return;
      }
      // The appointment was given back before it could be said.
      if (body.code === 'appointment-over') return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #key(): string {
    this.#keys += 1;
    return `kill-speaker-${this.options.number}-${this.#keys}`;
  }

  #ask(method: string, path: string, body?: object, key?: string): Promise<Reply> {
    return askUntilAnswered(this.options.address, { method, path, token: this.#token, body, key });
  }
}
