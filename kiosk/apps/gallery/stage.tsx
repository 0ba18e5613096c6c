import type { Door } from '../../client/door.ts';
import type { Display } from '../../components/display/display.ts';
import type { Bridge } from '../../devices/bridge.ts';
import type { Draft, Language } from '../../flows/answers.ts';
import { floorOf } from '../../i18n/named.ts';
import { sayIn } from '../../i18n/text.ts';
import { makeWorldDoor } from '../../practice/practice-door.ts';
import { Frame } from '../../screens/frame.tsx';
import type { Acts, Visit } from '../../screens/visit.ts';
import { me, SAMPLE_NOW, sampleDevice, sampleWorld } from './sample-city.ts';
import type { ScreenFixture } from './screen-fixtures.ts';

const nothing = () => undefined;

/** The acts of somebody who only looks. */
const looking: Acts = {
  settle: nothing,
  ask: nothing,
  back: nothing,
  home: nothing,
  identify: nothing,
  finish: nothing,
  away: nothing,
  returned: nothing,
  help: nothing,
  setDisplay: nothing,
  hold: () => nothing,
  print: nothing,
};

/** One screen as it stands on the glass, with everything around it. */
export function Stage({ fixture, language, display }: { fixture: ScreenFixture; language: Language; display: Display }) {
  const practising = fixture.practiceSecondsLeft !== undefined;
  const spoken = fixture.answers.language === undefined ? 'zh' : language;
  const say = sayIn(spoken);
  const door = doorOf(fixture, practising);
  const { campus, floor, window } = door.device;
  const visit: Visit = {
    door,
    answers: fixture.answers,
    language: spoken,
    say,
    display,
    act: practising ? looking : { ...looking, practise: nothing },
    window: say('when.window', { campus, floor: floorOf(spoken, floor), window }),
  };
  const idle = fixture.idle && { ...fixture.idle, onStay: nothing };
  return (
    <Frame
      visit={visit}
      away={fixture.away === true}
      overlay={fixture.overlay}
      onOverlay={nothing}
      idle={idle}
      practiceSecondsLeft={fixture.practiceSecondsLeft}
    />
  );
}

function doorOf({ world, reading, printer, draft }: ScreenFixture, practising: boolean): Door {
  let count = 0;
  const newId = () => `id-${++count}`;
  const door = makeWorldDoor({ ...sampleWorld, ...world }, sampleDevice, { now: () => SAMPLE_NOW, newId, random: () => 0.4812 });
  if (draft !== undefined) door.drafts.keep('4812', {} satisfies Draft, draft === 'own' ? me.patientId : 'another');
  const bridge: Bridge = {
    ...door.bridge,
    printer: () => Promise.resolve(printer ?? 'ready'),
    readDocument(_, onState) {
      onState(reading ?? { state: 'waiting' });
      return nothing;
    },
  };
  const { putPracticeCard: _, ...real } = bridge;
  return { ...door, bridge: practising ? bridge : real };
}
