import type { Problem } from '../../../../bff/contract/client.ts';
import { allPages } from '../../../client/all-pages.ts';
import type { Appointment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';

/** A state in words, never in colour alone. */
function stateOf({ status, cancellation, reason }: Appointment) {
  if (cancellation === 'requested') return 'mine.cancelling' as const;
  if (status === 'cancelled')
    return reason === undefined || reason === 'cancelled' ? ('mine.cancelled' as const) : ('mine.failed' as const);
  return `mine.${status}` as const;
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
  if (appointments.state !== 'ready') return <Loading load={appointments} retry={retry} />;
  if (appointments.value.length === 0)
    return (
      <Screen title={say('mine.none')}>
        <div class="screen-actions">
          <Action kind="main" label={say('mine.book')} onPress={() => act.settle('home', 'book')} />
          <Action label={say('frame.finish')} onPress={act.finish} />
        </div>
      </Screen>
    );
  const choices = appointments.value.map((appointment) => ({
    key: appointment.id,
    title: whenOf(appointment, visit),
    hint: `${appointment.place.hospitalName} ${appointment.department.name} ${appointment.patientName}`,
    aside: say(stateOf(appointment)),
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
  const { answers, say, act } = visit;
  const appointment = rememberedAnswer(answers, 'mine');
  if (appointment === undefined) return null;
  const booked = appointment.status === 'booked' && appointment.cancellation === 'none';
  return (
    <Screen title={say('appointment.question')}>
      <Facts facts={factsOf(appointment, visit)} />
      {appointment.status === 'pending' && <p>{say('appointment.wait')}</p>}
      <div class="screen-actions">
        {booked && <Action kind="main" label={say('appointment.slip')} onPress={() => act.settle('appointment', 'slip')} />}
        {booked && <Action label={say('appointment.cancel')} onPress={() => act.settle('appointment', 'cancel')} />}
        <Action label={say('trouble.home')} onPress={act.home} />
      </div>
    </Screen>
  );
}

function factsOf(appointment: Appointment, visit: Visit) {
  const { say } = visit;
  return [
    { label: say('check.when'), value: whenOf(appointment, visit), strong: true },
    { label: say('check.where'), value: `${appointment.place.hospitalName} ${appointment.place.campus}` },
    { label: say('check.department'), value: `${appointment.department.name} ${appointment.practitioner.name}` },
    { label: say('check.for'), value: `${appointment.patientName} ${say(stateOf(appointment))}` },
  ];
}

/** Nothing is given back by accident: what is lost stands here first, and keeping it is as easy as losing it. */
export function CancelCheckScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const appointment = rememberedAnswer(answers, 'mine');
  if (appointment === undefined) return null;
  return (
    <Screen title={say('cancel-check.question')}>
      <Facts facts={factsOf(appointment, visit)} />
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
