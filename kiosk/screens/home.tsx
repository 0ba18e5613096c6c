import { allPages } from '../client/all-pages.ts';
import type { Appointment } from '../client/wire.ts';
import { Action } from '../components/action/action.tsx';
import { type Choice, ChoiceList } from '../components/choice-list/choice-list.tsx';
import { Screen } from '../components/screen/screen.tsx';
import { rememberedAnswer, sessionOf } from '../flows/answers.ts';
import { limitsOf } from '../flows/journey.ts';
import { departmentName, nameInTitle } from '../i18n/named.ts';
import { dayOf, sayDay, timeOf } from '../i18n/when.ts';
import { comingOf } from './coming.ts';
import { useLoad } from './use-load.ts';
import { useVisit, type Visit } from './visit.ts';

/**
 * What to do today. Whoever has an appointment came for it: it stands first, and within the hour it is the button that one can not
 * miss. The choices do not wait for that: they are there at once, and what is found is put above them.
 */
export function HomeScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const before = rememberedAnswer(answers, 'home');
  const coming = useComing(visit);
  const draft = useDraft(visit);
  const usual = (['book', 'mine', 'child', 'information'] as const).map((what) => ({
    key: what,
    title: say(`home.${what}`),
    hint: what === 'mine' || what === 'information' ? say(`home.${what}.hint`) : undefined,
    chosen: before === what,
    onPress: () => act.settle('home', what),
  }));
  const choices = [...coming, ...draft, ...usual];
  return (
    <Screen
      title={say('home.question', { name: nameInTitle(sessionOf(answers)?.patientName ?? '') })}
      lead={<p>{say('who.take')}</p>}
    >
      <ChoiceList choices={choices} say={say} atOnce={limitsOf('home').choicesMax} />
      <Action label={say('idle.end')} onPress={act.finish} />
    </Screen>
  );
}

/** The appointment that the person most likely came for. One that is not found costs nobody anything: it is in the list, too. */
function useComing({ door, answers, language, say, act }: Visit): readonly Choice[] {
  const [appointments] = useLoad(() => allPages((cursor) => door.client('listAppointments', { query: { limit: 50, cursor } })));
  const [departments] = useLoad(() => door.city.departments());
  const coming = appointments.state === 'ready' ? comingOf(appointments.value, door.now()) : undefined;
  if (coming === undefined) return [];
  const { appointment, soon } = coming;
  const { department, place } = appointment;
  const known = departments.state === 'ready' ? departments.value : [];
  const name = departmentName(language, department.code, department.name, known);
  const when = `${sayDay(language, dayOf(appointment.start), dayOf(door.now()))} ${timeOf(language, appointment)}`;
  const elsewhere = place.hospital === door.device.hospital ? [] : [place.hospitalName];
  // Of a child it is told whose it is.
  const whose = appointment.patientId === sessionOf(answers)?.patientId ? [] : [appointment.patientName];
  return [
    {
      key: 'coming',
      title: say('home.coming', { department: name }),
      hint: [when, ...whose, ...elsewhere, say(soon ? 'home.coming.soon' : 'home.coming.hint')].join('\n'),
      main: soon,
      onPress: () => act.settle('home', { coming: appointment satisfies Appointment }),
    },
  ];
}

/** What was chosen before the screen was cleared: the same person finds it without a code, everybody else with it. */
function useDraft({ door, answers, say, act }: Visit): readonly Choice[] {
  const owner = sessionOf(answers)?.patientId ?? '';
  const [own] = useLoad(async () => ({ ok: true, value: await door.drafts.hasOf(owner) }) as const);
  if (own.state !== 'ready' || !door.drafts.some) return [];
  const resume = async () => {
    const draft = await door.drafts.takeOf(owner);
    if (draft === undefined) act.settle('home', 'draft');
    else act.settle('draft-code', draft);
  };
  return [{ key: 'draft', title: say(own.value ? 'home.draft' : 'home.draft.code'), onPress: () => void resume() }];
}
