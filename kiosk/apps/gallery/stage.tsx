import type { Bridge } from '../../client/device/bridge.ts';
import type { MachineServices } from '../../client/services.ts';
import type { Display } from '../../components/display/display.ts';
import { helpPlace } from '../../i18n/named.ts';
import type { Language } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { LEFT_NEAR_CODE } from '../../practice/drafts.ts';
import { makeWorldServices } from '../../practice/practice-services.ts';
import { me, SAMPLE_NOW, sampleDevice, sampleWorld } from '../../practice/sample-city.ts';
import type { World } from '../../practice/world.ts';
import { Frame } from '../../shell/frame.tsx';
import type { Scenes } from '../../shell/scenes.ts';
import type { Acts, Visit } from '../../shell/visit.ts';
import type { ScreenFixture } from './screen-fixtures.ts';

const nothing = () => undefined;

/** The acts of somebody who only looks. */
export const looking: Acts = {
  settle: nothing,
  ask: nothing,
  back: nothing,
  home: nothing,
  open: nothing,
  identify: nothing,
  finish: nothing,
  leave: nothing,
  away: nothing,
  returned: nothing,
  help: nothing,
  setDisplay: nothing,
  speak: nothing,
  hold: () => nothing,
  print: nothing,
  tell: nothing,
};

/** What somebody presses who only looks. */
const LOOKING_ON = {
  withdraw: nothing,
  accept: nothing,
  refuse: nothing,
  alone: nothing,
  yes: nothing,
  no: nothing,
  dismiss: nothing,
};

/** One screen as it stands, with everything around it. */
export interface StageProps {
  readonly scenes: Scenes;
  readonly fixture: ScreenFixture;
  readonly language: Language;
  readonly display: Display;
  /** What is done when something is pressed; without it, nothing. */
  readonly act?: Acts;
}

export function Stage({ scenes, fixture, language, display, act = looking }: StageProps) {
  const practising = fixture.practiceSecondsLeft !== undefined;
  const spoken = fixture.answers.language === undefined ? 'zh' : language;
  const say = sayIn(spoken);
  const machine = servicesOf(fixture, practising);
  const { device: _, here: __, ...anywhere } = machine;
  const own = { ...anywhere, ...(fixture.onPhone && { browser: fixture.onPhone }) };
  const visit: Visit = {
    services: fixture.ownPhone === true || fixture.onPhone !== undefined ? own : machine,
    scenes,
    answers: fixture.answers,
    page: fixture.page,
    language: spoken,
    say,
    display,
    act: practising ? act : { ...act, practise: nothing },
    cardLies: fixture.cardLies === true,
    window: helpPlace(spoken, machine.device.record),
  };
  const idle = fixture.idle && { ...fixture.idle, onStay: nothing };
  return (
    <Frame
      visit={visit}
      away={fixture.away === true}
      overlay={fixture.overlay}
      onOverlay={nothing}
      idle={idle}
      looked={{ ...fixture.helped, ...LOOKING_ON }}
      practiceSecondsLeft={fixture.practiceSecondsLeft}
    />
  );
}

const leftDraft: World['draft'] = { purpose: 'booking', content: {}, patientId: me.patientId, at: SAMPLE_NOW };

/** What the screens ask where this state stands: a made-up world, and a machine beside it. */
export function servicesOf({ world, reading, printer, draft }: ScreenFixture, practising: boolean): MachineServices {
  let count = 0;
  const newId = () => `id-${++count}`;
  const services = makeWorldServices({ ...sampleWorld, ...(draft && { draft: leftDraft }), ...world }, sampleDevice, {
    now: () => SAMPLE_NOW,
    newId,
    random: () => 0.4812,
  });
  if (draft) services.device.nearCodes.keep(me.patientId, LEFT_NEAR_CODE, SAMPLE_NOW + 1);
  const bridge: Bridge = {
    ...services.device.bridge,
    printer: () => Promise.resolve(printer ?? 'ready'),
    readDocument(_, onState) {
      onState(reading ?? { state: 'waiting' });
      return nothing;
    },
  };
  const { putPracticeCard: _, ...real } = bridge;
  return { ...services, device: { ...services.device, bridge: practising ? bridge : real } };
}
