import type { Loaded } from '../../../client/all-pages.ts';
import type { Appointment, Message } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { feeOf, hospitalName } from '../../../i18n/named.ts';
import { dayOf, sayDate, sayDay, sayMoment, timeOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

/** The message, and its appointment as it is now, where there is one that may be seen. */
interface Opened {
  readonly message: Message;
  readonly appointment: Appointment | undefined;
}

/** One message: what happened, what to do, and the way there. Whoever has opened it has read it, and nobody calls because of it. */
export function MessageScreen() {
  const visit = useVisit();
  const { answers, act } = visit;
  const chosen = rememberedAnswer(answers, 'messages');
  const names = useNames();
  const [opened, retry] = useLoad(() => open(chosen, visit));
  if (opened.state !== 'ready') return <Loading load={opened} retry={retry} />;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  return <Opened opened={opened.value} names={names} />;
}

async function open(chosen: Message | undefined, { services: { client } }: Visit): Promise<Loaded<Opened>> {
  const read = await client('markMessageRead', { params: { id: chosen?.id ?? '' }, body: {} });
  if (!read.ok) return read;
  const { body: message } = read;
  const id = message.appointmentId;
  const found = id === undefined ? undefined : await client('readAppointment', { params: { id } });
  return { ok: true, value: { message, appointment: found?.ok ? found.body : undefined } };
}

/** What happened to a visit that is not to be gone to. */
const GONE = [
  'booking-failed',
  'booking-cancelled-by-hospital',
  'booking-cancelled-at-desk',
] as const satisfies Message['kind'][];

function Opened({ opened, names }: { readonly opened: Opened; readonly names: Names }) {
  const visit = useVisit();
  const { say, act } = visit;
  const { message, appointment } = opened;
  const { kind, paymentId } = message;
  const isGone = GONE.some((one) => one === kind);
  return (
    <Screen title={say(`message.${kind}`)} lead={<p>{say(`message.${kind}.do`)}</p>}>
      <Facts facts={factsOf(opened, names, visit)} />
      <div class="screen-actions">
        {isGone && <Action kind="main" label={say('message.book')} onPress={() => act.settle('home', 'book')} />}
        {appointment !== undefined && (
          <Action
            kind={isGone ? 'plain' : 'main'}
            label={say('message.appointment')}
            onPress={() => act.settle('message', { to: 'appointment', appointment })}
          />
        )}
        {paymentId !== undefined && (
          <Action
            kind="main"
            label={say('message.payment')}
            onPress={() => act.settle('message', { to: 'payment', paymentId })}
          />
        )}
        {kind === 'records-opened' && (
          <Action
            kind="main"
            label={say('message.access')}
            onPress={() => act.open({ scene: 'oversight', page: 'access', sheet: 1 })}
          />
        )}
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

function factsOf({ message, appointment }: Opened, { hospitals }: Names, visit: Visit): readonly Fact[] {
  const { services, language, say } = visit;
  const { patientName, start, amount, cause, hospital, hospitalName: name, dutyDesk, createdAt } = message;
  const facts: Fact[] = [{ label: say('message.for'), value: patientName, decides: true }];
  if (start !== undefined) facts.push({ label: say('message.visit'), value: visitOf(start, appointment, visit), decides: true });
  if (amount !== undefined)
    facts.push({
      label: say('message.amount'),
      value: feeOf(language, amount),
      ...(cause === undefined ? {} : { note: say(`message.cause.${cause}`) }),
      decides: true,
    });
  if (hospital !== undefined && name !== undefined)
    facts.push({
      label: say('message.where'),
      value: hospitalName(language, { hospital, hospitalName: name }, hospitals),
      ...(dutyDesk === undefined ? {} : { note: say('message.desk', { desk: dutyDesk.name, phone: dutyDesk.phone }) }),
    });
  facts.push({ label: say('message.told'), value: sayMoment(language, createdAt, services.now()) });
  return facts;
}

/** Of a visit that is called by number the half day is said, and that is known of the appointment alone; without it, the day. */
function visitOf(start: string, appointment: Appointment | undefined, { services, language }: Visit): string {
  if (appointment === undefined || appointment.start !== start) return sayDate(language, start, services.now());
  return `${sayDay(language, dayOf(start), dayOf(services.now()))}\n${timeOf(language, appointment)}`;
}
