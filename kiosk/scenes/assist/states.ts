import type { HelpCall } from '../../client/wire.ts';
import { madeUpId } from '../../practice/made-up-id.ts';
import { identified, started, toBooked, toCheck, toDepartment } from '../../practice/sample-answers.ts';
import { SAMPLE_NOW } from '../../practice/sample-city.ts';
import { refusedBy, type State, settled } from '../../practice/state.ts';

const helper = '李小萌';
const at = (ms: number) => new Date(SAMPLE_NOW + ms).toISOString();
const called: HelpCall = {
  id: madeUpId('hlp', 1),
  state: 'open',
  stage: 'volunteers',
  since: at(-20_000),
  urgent: false,
  join: { code: '482913', until: at(10_000) },
};
const coming: HelpCall = { ...called, onTheirWay: helper };
const ticket: HelpCall = { ...called, join: undefined, state: 'ended', outcome: 'ticket', stage: 'window', ticket: 'A012' };
const session = { id: madeUpId('ast', 1), helper, state: 'running' } as const;
const home: Pick<State, 'answers' | 'world'> = { answers: settled(identified), world: { appointments: [] } };
const bodyPart: Pick<State, 'answers'> = { answers: settled({ ...identified, home: 'book' }) };

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'help-calling', ...home, overlay: 'help', helped: { calling: true } },
  { name: 'help-called', telling: true, ...home, overlay: 'help', helped: { call: called } },
  { name: 'help-called-desk', ...home, overlay: 'help', helped: { call: { ...called, stage: 'desk' } } },
  {
    name: 'help-called-readings',
    answers: settled(started),
    reading: { state: 'failed', reason: 'unreadable' },
    overlay: 'readings',
    helped: { call: called, byReadings: true },
  },
  { name: 'help-coming', telling: true, ...home, overlay: 'help', helped: { call: coming } },
  { name: 'help-ticket', telling: true, ...home, overlay: 'help', helped: { call: ticket } },
  { name: 'help-practice', ...home, overlay: 'help', helped: { call: coming }, practiceSecondsLeft: 120 },
  { name: 'band-called', ...home, helped: { call: called } },
  { name: 'band-called-start', answers: {}, helped: { call: called } },
  { name: 'band-coming', ...bodyPart, helped: { call: coming } },
  { name: 'band-ticket', ...home, helped: { call: ticket } },
  { name: 'assist-asked', telling: true, ...home, helped: { call: coming, session: { ...session, state: 'asked' } } },
  { name: 'assist-running', telling: true, ...bodyPart, helped: { call: coming, session } },
  { name: 'assist-running-department', answers: settled(toDepartment), helped: { call: coming, session } },
  { name: 'assist-running-check', answers: settled(toCheck), helped: { call: coming, session } },
  {
    name: 'assist-card-again',
    telling: true,
    answers: settled(toBooked),
    world: refusedBy('presence-required'),
    helped: { call: coming, session },
  },
  {
    name: 'assist-filled',
    telling: true,
    answers: settled(toDepartment),
    helped: { call: coming, session, filled: '骨科' },
  },
  { name: 'assist-told', ...bodyPart, helped: { session, told: { what: 'contrast-usual', helper } } },
  { name: 'assist-over', ...bodyPart, helped: { told: { what: 'helped', helper } } },
];
