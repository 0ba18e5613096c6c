import type { Problem } from '../../../../bff/contract/client.ts';
import { allPages } from '../../../client/all-pages.ts';
import type { Appointment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName, hospitalName, practitionerName, roomAt } from '../../../i18n/named.ts';
import { comesAt, dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { TellOffer } from './tell-offer.tsx';
import { PhoneWays } from './way.tsx';

/** A state in words, never in colour alone. */
function stateOf({ status, cancellation, reason }: Appointment) {
  if (cancellation === 'requested') return 'mine.cancelling' as const;
  if (status === 'cancelled')
    return reason === undefined || reason === 'cancelled' ? ('mine.cancelled' as const) : ('mine.failed' as const);
  return `mine.${status}` as const;
}

/** Where it is, and what: a line each. */
function whatOf(appointment: Appointment, { hospitals, departments }: Names, { language }: Visit): readonly string[] {
  const { place, department, patientName } = appointment;
  const name = departmentName(language, department.code, department.name, departments);
  return [hospitalName(language, place, hospitals), `${name} ${patientName}`];
}

/** Those that stand and are to come, the soonest first; then what is over or was not booked, the latest first. */
function soonestFirst(appointments: readonly Appointment[], now: number): readonly Appointment[] {
  const at = (one: Appointment) => Date.parse(comesAt(one));
  const toCome = (one: Appointment) => one.status !== 'cancelled' && Date.parse(one.end) > now;
  return [
    ...appointments.filter(toCome).sort((left, right) => at(left) - at(right)),
    ...appointments.filter((one) => !toCome(one)).sort((left, right) => at(right) - at(left)),
  ];
}

function whenOf(appointment: Appointment, { services, language }: Visit): string {
  const day = sayDay(language, dayOf(appointment.start), dayOf(services.now()));
  return [day, timeOf(language, appointment), numberOf(language, appointment)].filter((words) => words !== '').join('\n');
}

export function MineScreen() {
  const visit = useVisit();
  const { services, say, act } = visit;
  const [appointments, retry] = useLoad(() =>
    allPages((cursor) => services.client('listAppointments', { query: { limit: 50, cursor } })),
  );
  const named = useNames();
  if (appointments.state !== 'ready') return <Loading load={appointments} retry={retry} />;
  if (named === undefined) return <Loading load={{ state: 'loading' }} retry={retry} />;
  if (appointments.value.length === 0)
    return (
      <Screen title={say('mine.none')}>
        <div class="screen-actions">
          <Action kind="main" label={say('mine.book')} onPress={() => act.settle('home', 'book')} />
          <Action label={say('frame.finish')} onPress={act.finish} />
        </div>
      </Screen>
    );
  const choices = soonestFirst(appointments.value, services.now()).map((appointment) => ({
    key: appointment.id,
    // What does not stand says so before anything else: a visit that was cancelled is not to be gone to.
    title: [...(appointment.status === 'booked' ? [] : [say(stateOf(appointment))]), whenOf(appointment, visit)].join('\n'),
    hint: whatOf(appointment, named, visit).join('\n'),
    onPress: () => act.settle('mine', appointment),
  }));
  return (
    <Screen title={say('mine.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

export function AppointmentScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const named = useNames();
  const appointment = rememberedAnswer(answers, 'mine');
  if (appointment === undefined) return null;
  if (named === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const stands = appointment.status !== 'cancelled' && appointment.cancellation === 'none';
  const booked = stands && appointment.status === 'booked';
  return (
    <Screen title={say('appointment.question')}>
      <Facts facts={factsOf(appointment, named, visit)} />
      {appointment.status === 'pending' && <p>{say('appointment.wait')}</p>}
      <div class="screen-actions">
        {stands && (
          <Action
            kind="main"
            label={say('appointment.slip')}
            picture={wayDrawings.paper}
            onPress={() => act.settle('appointment', 'slip')}
          />
        )}
        {stands && <PhoneWays appointment={appointment} />}
        <TellOffer appointment={appointment} onPress={() => act.settle('appointment', 'tell')} />
        {/* On a phone home is always below. */}
        {services.device !== undefined && <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />}
        {booked && <Action label={say('appointment.cancel')} onPress={() => act.settle('appointment', 'cancel')} />}
      </div>
    </Screen>
  );
}

function factsOf(appointment: Appointment, { hospitals, departments }: Names, visit: Visit): readonly Fact[] {
  const { language, say } = visit;
  const { place, department, practitioner, patientName } = appointment;
  return [
    { label: say('check.where'), value: hospitalName(language, place, hospitals), note: roomAt(language, place), decides: true },
    { label: say('check.when'), value: whenOf(appointment, visit), decides: true },
    {
      label: say('check.department'),
      value: departmentName(language, department.code, department.name, departments),
      note: practitionerName(language, practitioner),
      decides: true,
    },
    { label: say('check.for'), value: patientName, note: say(stateOf(appointment)), decides: true },
  ];
}

/** Nothing is given back by accident: what is lost stands here first, and keeping it is as easy as losing it. */
export function CancelCheckScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const named = useNames();
  const appointment = rememberedAnswer(answers, 'mine');
  if (appointment === undefined) return null;
  if (named === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  return (
    <Screen title={say('cancel-check.question')}>
      <Facts facts={factsOf(appointment, named, visit)} />
      <div class="screen-actions">
        <Action kind="main" label={say('cancel-check.no')} onPress={act.back} />
        <Action label={say('cancel-check.yes')} onPress={() => act.settle('cancel-check', services.newKey())} />
      </div>
    </Screen>
  );
}

export function CancellingScreen() {
  const { services, answers, say, act } = useVisit();
  const cancel = async (): Promise<Problem | undefined> => {
    const cancelled = await services.client('cancelAppointment', {
      params: { id: answerOf(answers, 'mine')?.id ?? '' },
      body: {},
      idempotencyKey: answerOf(answers, 'cancel-check') ?? '',
    });
    if (!cancelled.ok) return cancelled.problem;
    act.settle('cancelling', cancelled.body);
    return undefined;
  };
  return <Work title={say('cancelling.title')} work={cancel} can={() => ({ mine: () => act.ask('mine') })} />;
}

export function CancelledScreen() {
  const { answers, say, act } = useVisit();
  const done = answerOf(answers, 'cancelling')?.status === 'cancelled';
  return (
    <Screen title={say(done ? 'cancelled.title' : 'cancelled.pending')}>
      <p>{say(done ? 'cancelled.what' : 'cancelled.pending.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
