import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { Appointment, Slot } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName, feeLater, hospitalName, titleOf } from '../../../i18n/named.ts';
import { clockInWords, dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, type Question, rememberedAnswer } from '../../../journey/answers.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { coverageIn, patientIn } from '../answers.ts';
import { standingIn } from '../standing.ts';

/** Everything once more before it counts. Each row leads to its question and comes back here. */
export function CheckScreen() {
  const visit = useVisit();
  const { services, say, act, answers } = visit;
  const [hospitals] = useLoad(() => services.city.hospitals());
  const [departments] = useLoad(() => services.city.departments());
  const slot = rememberedAnswer(answers, 'slot');
  if (slot === undefined) return null;
  const known = {
    hospitals: hospitals.state === 'ready' ? hospitals.value : [],
    departments: departments.state === 'ready' ? departments.value : [],
  };
  return (
    <Screen title={say('check.question')}>
      <Facts facts={factsOf(slot, known, visit)} change={say('check.change')} />
      <Action kind="main" label={say('check.confirm')} onPress={() => act.settle('check', services.newKey())} />
    </Screen>
  );
}

type Known = {
  readonly hospitals: Parameters<typeof hospitalName>[2];
  readonly departments: Parameters<typeof departmentName>[3];
};

function factsOf(slot: Slot, { hospitals, departments }: Known, { services, answers, language, say, act }: Visit) {
  const change = (question: Question) => () => act.ask(question);
  const forChild = answerOf(answers, 'home') === 'child';
  const day = sayDay(language, dayOf(slot.start), dayOf(services.now()));
  return [
    { label: say('check.for'), value: patientIn(answers).name, onChange: change(forChild ? 'for-whom' : 'home') },
    {
      label: say('check.when'),
      value: [day, timeOf(language, slot), numberOf(language, slot) || clockInWords(language, slot.start)]
        .filter((words) => words !== '')
        .join('\n'),
      strong: true,
      onChange: change('slot'),
    },
    {
      label: say('check.department'),
      value: departmentName(language, slot.department.code, slot.department.name, departments),
      onChange: change('department'),
    },
    {
      label: say('check.where'),
      value: `${hospitalName(language, slot.place, hospitals)} ${slot.place.campus}`,
      onChange: change('hospital'),
    },
    { label: say('check.doctor'), value: `${slot.practitioner.name} ${titleOf(language, slot.practitioner.title)}` },
    { label: say('check.price'), value: feeLater(language, slot.price) },
    { label: say('check.pay'), value: say(`coverage.${coverageIn(answers)}`), onChange: change('coverage') },
  ];
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
function wordsOf(appointment: Appointment, { services, language }: Visit): string {
  const { start, department, place, patientName } = appointment;
  const when = `${sayDay(language, dayOf(start), dayOf(services.now()))} ${timeOf(language, appointment)}`;
  return `${when}\n${place.hospitalName} ${department.name} ${patientName}`;
}

/** Books. The key was made when the person said yes; every try of this booking carries it. */
export function BookingScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [standing, setStanding] = useState<Appointment>();
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
        day: () => act.ask('day'),
        department: () => act.ask('body-part'),
        mine: () => act.settle('home', 'mine'),
        // What is missing for a child is not asked for again when its guardian puts their own document down.
        ...(code === 'consent-required' && answerOf(answers, 'home') === 'child' ? { document: undefined } : {}),
      })}
      standing={standing && <Facts facts={[{ label: say('trouble.standing'), value: wordsOf(standing, visit) }]} />}
    />
  );
}
