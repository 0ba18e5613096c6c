import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { isHere } from '../../../client/nearness.ts';
import type { Appointment, Slot } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { addressOf, departmentName, feeLater, hospitalName, practitionerName, roomAt, titleOf } from '../../../i18n/named.ts';
import type { Language } from '../../../i18n/text.ts';
import { clockInWords, dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, type Question, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { EmergencyWay } from '../../directory/screens/emergency.tsx';
import { hospitalStep } from '../../slots/answers.ts';
import { coverageIn, patientIn } from '../answers.ts';
import { standingIn } from '../standing.ts';

/** Everything once more before it counts. Each row leads to its question and comes back here. */
export function CheckScreen() {
  const visit = useVisit();
  const { services, say, act, answers } = visit;
  const known = useNames();
  const slot = rememberedAnswer(answers, 'slot');
  if (slot === undefined) return null;
  if (known === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  return (
    <Screen title={say('check.question')}>
      <Facts facts={factsOf(slot, known, visit)} change={say('check.change')} />
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('check.confirm')}
          picture={wayDrawings.tick}
          onPress={() => act.settle('check', services.newKey())}
        />
        {/* What is for a child would be taken up for oneself: a draft says nothing of whom it is for. */}
        {services.device === undefined && answerOf(answers, 'home') !== 'child' && (
          <Action label={say('to-kiosk.open')} onPress={() => act.open({ scene: 'appointments', page: 'to-kiosk', sheet: 1 })} />
        )}
      </div>
    </Screen>
  );
}

/** Where comes first, because that is what somebody takes for granted who stands in a hospital. */
function factsOf(
  slot: Slot,
  { hospitals, departments }: Names,
  { services, answers, language, say, act }: Visit,
): readonly Fact[] {
  const change = (question: Question) => () => act.ask(question);
  const forChild = answerOf(answers, 'home') === 'child';
  const { place, practitioner, department } = slot;
  const day = sayDay(language, dayOf(slot.start), dayOf(services.now()));
  const nowhere = services.here === undefined;
  const address = nowhere ? [addressOf(language, place)] : [say('check.not-here'), addressOf(language, place)];
  const elsewhere = isHere(services.here, place) ? [] : address;
  return [
    {
      label: say('check.where'),
      value: hospitalName(language, place, hospitals),
      note: [...elsewhere, roomAt(language, place)].join('\n'),
      decides: true,
      onChange: change(hospitalStep(answers)),
    },
    {
      label: say('check.when'),
      value: `${day}\n${timeOf(language, slot)}`,
      note: numberOf(language, slot) || inWords(language, slot.start),
      decides: true,
      onChange: change('slot'),
    },
    {
      label: say('check.department'),
      value: departmentName(language, department.code, department.name, departments),
      note: doctorOf(language, practitioner),
      decides: true,
      onChange: change('department'),
    },
    { label: say('check.for'), value: patientIn(answers).name, decides: true, onChange: change(forChild ? 'for-whom' : 'home') },
    {
      label: say('check.price'),
      value: feeLater(language, slot.price),
      note: say(`coverage.${coverageIn(answers)}`),
      onChange: change('coverage'),
    },
  ];
}

/** With the title where there is room for it. */
function doctorOf(language: Language, practitioner: Slot['practitioner']): string {
  const name = practitionerName(language, practitioner);
  return language === 'zh' ? `${name} ${titleOf(language, practitioner.title)}` : name;
}

/** 上午八点半: for whom 8:30 is a sum. In English the clock is read as it stands. */
function inWords(language: Language, start: string): string | undefined {
  return language === 'zh' ? clockInWords(language, start) : undefined;
}

export function CoverageScreen() {
  const { answers, say, act } = useVisit();
  const before = coverageIn(answers);
  const choices = (['medical-insurance', 'self-pay'] as const).map((coverage) => ({
    key: coverage,
    title: say(`coverage.${coverage}`),
    chosen: coverage === before,
    onPress: () => act.settle('coverage', coverage),
  }));
  return (
    <Screen title={say('coverage.question')} lead={<p>{say('coverage.hint')}</p>}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** An appointment in two lines: when, and what it is. */
function wordsOf(appointment: Appointment, names: Names | undefined, { services, language }: Visit): string {
  const { start, department, place, patientName } = appointment;
  const { hospitals = [], departments = [] } = names ?? {};
  const name = departmentName(language, department.code, department.name, departments);
  const when = `${sayDay(language, dayOf(start), dayOf(services.now()))} ${timeOf(language, appointment)}`;
  return `${when}\n${hospitalName(language, place, hospitals)} ${name} ${patientName}`;
}

/** Books. The key was made when the person said yes; every try of this booking carries it. */
export function BookingScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const names = useNames();
  const [standing, setStanding] = useState<Appointment>();
  const [flagged, setFlagged] = useState(false);
  const book = async (): Promise<Problem | undefined> => {
    const booked = await services.client('bookAppointment', {
      body: {
        slotId: answerOf(answers, 'slot')?.id ?? '',
        patientId: patientIn(answers).patientId,
        coverage: coverageIn(answers),
      },
      idempotencyKey: answerOf(answers, 'check') ?? '',
    });
    if (booked.ok) act.settle('booking', { kind: 'kept', appointment: booked.body });
    else if (booked.problem.code === 'slot-taken' || booked.problem.code === 'slot-gone') {
      const gone = booked.problem.code === 'slot-gone';
      act.settle('booking', { kind: 'taken', alternatives: (booked.problem.alternatives as Slot[] | undefined) ?? [], gone });
    } else {
      // Looked up before anything is told, so that nothing moves under a finger.
      setStanding(await standingIn(booked.problem, services.client));
      setFlagged(booked.problem.code === 'red-flag');
      return booked.problem;
    }
    return undefined;
  };
  return (
    <Work
      title={say('booking.title')}
      words={say('booking.wait')}
      work={book}
      can={({ code }) => ({
        slot: () => act.ask('slot'),
        day: () => act.ask('slot'),
        department: () => act.ask('body-part'),
        mine: () => act.settle('home', 'mine'),
        // What is missing for a child is not asked for again when its guardian puts their own document down.
        ...(code === 'consent-required' && answerOf(answers, 'home') === 'child' ? { document: undefined } : {}),
      })}
      standing={
        flagged ? (
          <EmergencyWay />
        ) : (
          standing && <Facts facts={[{ label: say('trouble.standing'), value: wordsOf(standing, names, visit) }]} />
        )
      }
    />
  );
}
