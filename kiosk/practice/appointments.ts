import type { appointmentPaths } from '../../bff/contract/appointments/paths.ts';
import type { Appointment, Slot } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { Facts } from './world.ts';

/** As many as are offered in place of one that is taken. */
const ALTERNATIVES = 3;

export const appointments = {
  bookAppointment: inSession((facts, { body }) => {
    const { slots, me, refusal, booking } = facts;
    facts.booking = 'booked';
    const slot = slots.find(({ id }) => id === body.slotId);
    if (slot === undefined) return refused('not-found');
    if (facts.flagged.includes(body.patientId)) return refused('red-flag');
    if (booking === 'slot-taken') return refused(booking, { alternatives: alternativesTo(slot, slots) });
    if (booking !== 'booked' && booking !== 'confirming') return refused(booking, refusal);
    const others = [...me.dependants, ...me.helps];
    const { patientId, name: patientName } = others.find((other) => other.patientId === body.patientId) ?? me;
    const { coverage = 'self-pay' } = body;
    const made = { ...standing(facts, booking), ...takenFrom(slot, facts), patientId, patientName, coverage };
    facts.appointments = [...facts.appointments, made];
    return { status: booking === 'booked' ? 201 : 202, body: made };
  }),
  readAppointment: inSession((facts, { params }) => {
    const found = facts.appointments.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    return { status: 200, body: found.status === 'pending' ? replace(facts, found, facts.confirmed) : found };
  }),
  listAppointments: inSession(({ appointments }) => ({ status: 200, body: { items: [...appointments].reverse() } })),
  cancelAppointment: inSession((facts, { params }) => {
    const found = facts.appointments.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    const cancelled = { status: 'cancelled', cancellation: 'done', reason: 'cancelled' } as const;
    return { status: 200, body: replace(facts, found, cancelled) };
  }),
} satisfies HandlersOf<typeof appointmentPaths>;

function replace(facts: Facts, before: Appointment, change: Partial<Appointment> | undefined): Appointment {
  const after = { ...before, ...change };
  facts.appointments = facts.appointments.map((one) => (one === before ? after : one));
  return after;
}

function alternativesTo({ id, place }: Slot, slots: readonly Slot[]): Slot[] {
  return slots.filter((other) => other.id !== id && other.place.hospital === place.hospital).slice(0, ALTERNATIVES);
}

/** A new appointment, as far as the hospital has confirmed it, with an id that none of those before has. */
function standing({ appointments, knowBy }: Facts, booking: 'booked' | 'confirming') {
  const taken = new Set(appointments.map(({ id }) => id));
  let number = appointments.length + 1;
  while (taken.has(madeUpId('apt', number))) number += 1;
  const id = madeUpId('apt', number);
  return booking === 'booked'
    ? ({ id, status: 'booked', confirmation: 'confirmed', cancellation: 'none' } as const)
    : ({ id, status: 'pending', confirmation: 'confirming', cancellation: 'none', knowBy } as const);
}

/** What an appointment has of its slot. */
function takenFrom({ start, end, price, department, practitioner, place, clinic }: Slot, { hospitals }: Facts) {
  const dutyDesk = hospitals.find(({ id }) => id === place.hospital)?.dutyDesk ?? { name: '', phone: '' };
  return { start, end, price, department, practitioner, place, clinic, dutyDesk };
}
