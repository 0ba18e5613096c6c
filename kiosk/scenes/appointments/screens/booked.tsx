import { useEffect, useState } from 'preact/hooks';
import type { Appointment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { clockInWords, clockOf, dayOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import './booked.css';
import { useHold } from '../../../shell/use-load.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { SlipView } from '../../slips/screens/slip-view.tsx';
import { TellOffer } from './tell-offer.tsx';

const POLL_MS = 2_000;
/** A hospital that takes longer is not waited for in front of the screen: the person is told by when they will know. */
const HOLD_MS_MAX = 3 * 60_000;
/** Most hospitals answer sooner; paper that says "not yet" is for those that do not. */
const PROVISIONAL_MS = 15_000;

/** What became of the booking, told as it is: there, being confirmed, or not there after all. */
export function BookedScreen() {
  const { answers } = useVisit();
  const outcome = rememberedAnswer(answers, 'booking');
  return outcome?.kind === 'kept' ? <Followed first={outcome.appointment} /> : null;
}

function Followed({ first }: { readonly first: Appointment }) {
  const { say, act } = useVisit();
  const appointment = useFollowed(first);
  const waited = useWaited(HOLD_MS_MAX);
  const late = useWaited(PROVISIONAL_MS);
  useHold(appointment.status === 'pending' && !waited);
  // The booking is done: what is told is another errand.
  const tell = () => {
    act.home();
    act.settle('home', { tell: appointment });
  };
  if (appointment.status === 'pending') return <Confirming appointment={appointment} late={late} />;
  if (appointment.status === 'cancelled') return <Ended appointment={appointment} />;
  return (
    <Screen title={say('booked.title')} picture={wayDrawings.tick}>
      <SlipView key="confirmed" appointmentId={appointment.id}>
        <TellOffer appointment={appointment} onPress={tell} />
      </SlipView>
    </Screen>
  );
}

/**
 * The hospital has not answered yet. By when one will know is said as a clock shows it and as one says it. Whoever has waited a while gets
 * a slip that says just that, so that nobody leaves with empty hands.
 */
function Confirming({ appointment, late }: { readonly appointment: Appointment; readonly late: boolean }) {
  const { say, language, act } = useVisit();
  const { knowBy } = appointment;
  return (
    <Screen title={say('confirming.title')} picture={wayDrawings.clock} lead={late ? undefined : <WhichVisit of={appointment} />}>
      {knowBy !== undefined && (
        <div role="status">
          <p class="confirming-clock">{say('confirming.when', { clock: clockOf(knowBy) })}</p>
          {!late && <p>{say('confirming.words', { words: clockInWords(language, knowBy) })}</p>}
        </div>
      )}
      {late ? (
        <SlipView key="provisional" appointmentId={appointment.id} />
      ) : (
        <>
          <p>{say('confirming.stay')}</p>
          <p>{say('confirming.later')}</p>
          <div class="screen-actions">
            <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
            <Action label={say('frame.another')} onPress={act.home} />
          </div>
        </>
      )}
    </Screen>
  );
}

/** Which booking is spoken of. */
function WhichVisit({ of }: { readonly of: Appointment }) {
  const { services, language } = useVisit();
  const names = useNames();
  const day = sayDay(language, dayOf(of.start), dayOf(services.now()));
  return (
    <p>
      {hospitalName(language, of.place, names?.hospitals ?? [])}
      <br />
      {day} {timeOf(language, of)}
    </p>
  );
}

function Ended({ appointment }: { readonly appointment: Appointment }) {
  const { answers, say, act } = useVisit();
  const again = () => (answerOf(answers, 'department') === undefined ? act.home() : act.ask('slot'));
  return (
    <Screen title={say('ended.title')} alert>
      <p class="ended-reason">{say(`ended.${appointment.reason ?? 'not-booked'}`)}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('trouble.slot')} onPress={again} />
        <Action label={say('trouble.home')} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** Whether so much time has passed on this screen. */
function useWaited(milliseconds: number): boolean {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return waited;
}

/** The appointment as it is now, asked every two seconds while the hospital is confirming. A lost answer is asked for again. */
function useFollowed(first: Appointment): Appointment {
  const { services } = useVisit();
  const [appointment, setAppointment] = useState(first);
  const open = appointment.status === 'pending';
  // Followed from the first state to the last.
  useEffect(() => {
    if (!open) return undefined;
    const look = async () => {
      const answer = await services.client('readAppointment', { params: { id: first.id } }).catch(() => undefined);
      if (answer?.ok) setAppointment(answer.body);
    };
    const timer = setInterval(() => void look(), POLL_MS);
    return () => clearInterval(timer);
  }, [open]);
  return appointment;
}
