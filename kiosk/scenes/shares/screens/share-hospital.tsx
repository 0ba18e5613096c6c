import { allPages, type Loaded } from '../../../client/all-pages.ts';
import type { Appointment, Hospital } from '../../../client/wire.ts';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName, hospitalName } from '../../../i18n/named.ts';
import { comesAt, dayOf, sayDay } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { ownerIn } from '../../records/read-reports.ts';

/** At which hospital the doctor is: those where the person is expected stand first, the soonest on top. */
export function ShareHospitalScreen() {
  const visit = useVisit();
  const { answers, language, services, say, act } = visit;
  const [read, retry] = useLoad(() => readHospitals(visit));
  const names = useNames();
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={retry} />;
  const before = rememberedAnswer(answers, 'share-hospital')?.hospital;
  const choices = expectedFirst(read.value.hospitals, comingOf(read.value.appointments, visit)).map(({ hospital, coming }) => {
    const given = { hospital: hospital.id, hospitalName: hospital.name };
    const name = coming && departmentName(language, coming.department.code, coming.department.name, names.departments);
    return {
      key: hospital.id,
      title: hospitalName(language, given, read.value.hospitals),
      ...(coming && { hint: `${sayDay(language, dayOf(coming.start), dayOf(services.now()))} · ${name}` }),
      chosen: hospital.id === before,
      onPress: () => act.settle('share-hospital', given),
    };
  });
  return (
    <Screen title={say('share-hospital.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

interface ReadHospitals {
  readonly hospitals: readonly Hospital[];
  readonly appointments: readonly Appointment[];
}

async function readHospitals({ services }: Visit): Promise<Loaded<ReadHospitals>> {
  const [hospitals, appointments] = await Promise.all([
    services.city.hospitals(),
    allPages((cursor) => services.client('listAppointments', { query: { limit: 50, cursor } })),
  ]);
  if (!hospitals.ok) return hospitals;
  // They only say which hospital is likely: without them all of them stand there.
  return { ok: true, value: { hospitals: hospitals.value, appointments: appointments.ok ? appointments.value : [] } };
}

/** What of the person whose reports these are is still to come today, or on another day; the soonest first. */
function comingOf(appointments: readonly Appointment[], { services, answers }: Visit): readonly Appointment[] {
  const { patientId } = ownerIn(answers);
  const today = dayOf(services.now());
  return appointments
    .filter((one) => one.patientId === patientId && one.status !== 'cancelled' && dayOf(one.end) >= today)
    .sort((left, right) => Date.parse(comesAt(left)) - Date.parse(comesAt(right)));
}

interface Likely {
  readonly hospital: Hospital;
  readonly coming?: Appointment;
}

function expectedFirst(hospitals: readonly Hospital[], coming: readonly Appointment[]): readonly Likely[] {
  const soonest = (id: string) => coming.findIndex(({ place }) => place.hospital === id);
  const expected = hospitals.filter(({ id }) => soonest(id) >= 0).sort((left, right) => soonest(left.id) - soonest(right.id));
  const others = hospitals.filter((hospital) => !expected.includes(hospital));
  return [
    ...expected.map((hospital) => ({ hospital, coming: coming[soonest(hospital.id)] as Appointment })),
    ...others.map((hospital) => ({ hospital })),
  ];
}
