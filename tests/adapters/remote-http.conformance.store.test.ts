import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { LIMITS, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

describeHospitalAdapter({ name: 'remote-http', start: () => startSimulatedRemoteHospital(), skip: [], limits: LIMITS });

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
      },
    }),
  skip: [],
  limits: LIMITS,
});
