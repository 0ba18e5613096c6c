import type { BookRequest, Call, CancelRequest, HospitalAdapter, Operation, Outcome } from '../port.ts';

/** Arguments for any operation, so that a case can be written once for all of them. */
export interface Arguments {
  readonly from: number;
  readonly to: number;
  readonly slotRef: string;
  readonly book: BookRequest;
  readonly cancel: CancelRequest;
}

/** Calls one operation by its name. */
export function invoke(adapter: HospitalAdapter, operation: Operation, args: Arguments, call: Call): Promise<Outcome<unknown>> {
  switch (operation) {
    case 'slots':
      return adapter.slots({ from: args.from, to: args.to }, call);
    case 'slot':
      return adapter.slot(args.slotRef, call);
    case 'book':
      return adapter.book(args.book, call);
    case 'findBooking':
      return adapter.findBooking(args.book.key, call);
    case 'listBookings':
      return adapter.listBookings(undefined, call);
    case 'cancel':
      return adapter.cancel(args.cancel, call);
    case 'findPatient':
      return adapter.findPatient(args.book.patient, call);
    case 'registerPatient':
      return adapter.registerPatient(args.book.patient, call);
    case 'queue':
      return adapter.queue(args.slotRef, call);
  }
}
