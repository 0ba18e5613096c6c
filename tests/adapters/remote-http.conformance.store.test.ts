import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { LIMITS, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

/** Most of a case is waiting for a deadline, and each hospital is a server of its own. */
const AT_ONCE = 8;

describeHospitalAdapter({
  name: 'remote-http',
  start: () => startSimulatedRemoteHospital(),
  skip: [],
  atOnce: AT_ONCE,
  limits: LIMITS,
});

describeHospitalAdapter({
  name: 'remote-http, slots and book only',
  start: () =>
    startSimulatedRemoteHospital({
      abilities: {
        listBookings: 'no',
        cancel: false,
        keyedBooking: false,
        findPatient: false,
        registerPatient: false,
        charges: 'no',
        preconsult: false,
      },
    }),
  skip: [],
  atOnce: AT_ONCE,
  limits: LIMITS,
});
