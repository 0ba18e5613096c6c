import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { NO_RECORDS } from '../../fixtures/simulators/remote-http/start-remote-hospital.ts';
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
        records: NO_RECORDS,
      },
    }),
  skip: [],
  atOnce: AT_ONCE,
  limits: LIMITS,
});
