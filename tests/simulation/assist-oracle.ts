/**
 * What has to become of calls and of helpers, written apart from the gateway and with its figures written out: a minute for each ring,
 * three for the way, one for the patient's yes, fifteen for a session, three of them idle. Instants in ms.
 */
const MINUTE_MS = 60_000;

export interface CallNow {
  readonly id: string;
  open: boolean;
  stage: 'volunteers' | 'again' | 'window';
  answeredBy: number | undefined;
  nextAt: number;
  outcome?: 'helped' | 'withdrawn' | 'ticket' | 'lapsed';
}

export interface SessionNow {
  readonly id: string;
  readonly kiosk: number;
  readonly volunteer: number;
  readonly call: CallNow;
  state: 'asked' | 'running' | 'ended';
  readonly askedAt: number;
  until: number;
  seenAt: number;
  patient: number | undefined;
  touchedAt: number | undefined;
  /** The patient's session that it is bound to. */
  bound: PatientSession | undefined;
}

export interface PatientSession {
  readonly patient: number;
  readonly kiosk: number;
  readonly openedAt: number;
  readonly headers: Record<string, string>;
  ended: boolean;
}

export class AssistOracle {
  /** The newest call of each kiosk. */
  readonly calls = new Map<number, CallNow>();
  /** The session that stands in its row at each kiosk. */
  readonly sessions = new Map<number, SessionNow>();
  /** Who is on duty, and since when: a session from before somebody came on duty again is over for good. */
  readonly onDuty = new Map<number, number>();
  /** When the one who watches over the call of a kiosk looks at it next. */
  readonly watchAt = new Map<number, number>();
  /** When a helper last had a hand in what a patient does at a kiosk, by both. */
  readonly touched = new Map<string, number>();

  press(kiosk: number, id: string, now: number): void {
    const empty = this.onDuty.size === 0;
    const stage = empty ? 'window' : 'volunteers';
    const nextAt = empty ? now : now + MINUTE_MS;
    this.calls.set(kiosk, { id, open: true, stage, answeredBy: undefined, nextAt });
    this.watchAt.set(kiosk, nextAt);
  }

  openCall(kiosk: number): CallNow | undefined {
    const call = this.calls.get(kiosk);
    return call?.open ? call : undefined;
  }

  answer(call: CallNow, volunteer: number, now: number): void {
    if (call.answeredBy === volunteer) return;
    call.answeredBy = volunteer;
    call.nextAt = now + 3 * MINUTE_MS;
  }

  /** Whether nothing may be done in this session any more, whatever stands in its row. */
  isOver({ state, askedAt, until, seenAt, bound, volunteer }: SessionNow, now: number): boolean {
    if (state === 'ended' || bound?.ended === true || !this.#stayed(volunteer, askedAt)) return true;
    return state === 'asked' ? now >= askedAt + MINUTE_MS : now >= until || now >= seenAt + 3 * MINUTE_MS;
  }

  #stayed(volunteer: number, askedAt: number): boolean {
    return (this.onDuty.get(volunteer) ?? Number.POSITIVE_INFINITY) <= askedAt;
  }

  /** Of this helper, over or not, as long as its row is not written. */
  sessionOf(volunteer: number): SessionNow | undefined {
    return [...this.sessions.values()].find((one) => one.volunteer === volunteer && one.state !== 'ended');
  }

  at(kiosk: number): SessionNow | undefined {
    const session = this.sessions.get(kiosk);
    return session?.state === 'ended' ? undefined : session;
  }

  /** Writes down the end of one that is over, as whoever comes across it does. */
  endOver(session: SessionNow, now: number): void {
    const refused = session.state === 'asked' && now >= session.askedAt + MINUTE_MS;
    if (session.bound?.ended === true) this.end(session, 'helped', now);
    else if (!this.#stayed(session.volunteer, session.askedAt)) this.end(session, 'off-duty', now);
    else this.end(session, refused ? 'refused' : 'lapsed', now);
  }

  end(session: SessionNow, how: 'helped' | 'lapsed' | 'refused' | 'off-duty', now: number): void {
    session.state = 'ended';
    const { call } = session;
    if (!call.open) return;
    if (how === 'off-duty') {
      call.answeredBy = undefined;
      call.nextAt = now;
    } else if (how !== 'refused') this.close(call, how);
  }

  close(call: CallNow, outcome: NonNullable<CallNow['outcome']>): void {
    call.open = false;
    call.outcome = outcome;
  }

  /** There is news for the one who watches over the call of this kiosk. */
  wake(kiosk: number, now: number): void {
    this.watchAt.set(kiosk, now);
  }

  #dueAt(kiosk: number): number | undefined {
    const session = this.at(kiosk);
    if (session)
      return session.state === 'asked' ? session.askedAt + MINUTE_MS : Math.min(session.until, session.seenAt + 3 * MINUTE_MS);
    return this.openCall(kiosk)?.nextAt;
  }

  /** What the one who watches does with a call at this instant, if it is time to look. */
  look(kiosk: number, now: number): void {
    if (now < (this.watchAt.get(kiosk) ?? Number.POSITIVE_INFINITY)) return;
    this.#look(kiosk, now);
    const next = this.#dueAt(kiosk);
    if (next === undefined) this.watchAt.delete(kiosk);
    else this.watchAt.set(kiosk, next);
  }

  #look(kiosk: number, now: number): void {
    const session = this.at(kiosk);
    if (session && this.isOver(session, now)) this.endOver(session, now);
    const call = this.openCall(kiosk);
    if (!call || this.at(kiosk) || now < call.nextAt) return;
    if (call.stage === 'volunteers') {
      call.stage = 'again';
      call.answeredBy = undefined;
      call.nextAt = now + MINUTE_MS;
    } else this.close(call, 'ticket');
  }

  touch(session: SessionNow, now: number): void {
    session.touchedAt = now;
    this.#remember(session);
  }

  /** This patient showed their card at the kiosk of the session. */
  bind(session: SessionNow, bound: PatientSession): void {
    session.patient = bound.patient;
    session.bound = bound;
    this.#remember(session);
  }

  #remember({ patient, kiosk, touchedAt }: SessionNow): void {
    const key = `${patient} ${kiosk}`;
    if (patient !== undefined && touchedAt !== undefined) this.touched.set(key, Math.max(touchedAt, this.touched.get(key) ?? 0));
  }

  /** Whether a last step may be taken in this session of a patient. */
  isPresent({ patient, kiosk, openedAt }: PatientSession): boolean {
    return openedAt > (this.touched.get(`${patient} ${kiosk}`) ?? Number.NEGATIVE_INFINITY);
  }
}
