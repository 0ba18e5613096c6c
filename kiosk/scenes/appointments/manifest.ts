import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = {
  'home.mine': '我的预约',
  'home.coming.soon': '快到时间了，按这里打凭条',
  'home.coming.hint': '按这里打凭条，看去哪里',
} as const;
const en = {
  'home.mine': 'My visits',
  'home.coming.soon': 'It is soon: press for the slip',
  'home.coming.hint': 'Press for the slip and the way',
};

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** Booking what was chosen; and what was booked. */
export const appointments: Manifest = {
  name: 'appointments',
  offers: [{ key: 'mine', leadsTo: 'mine', title: 'home.mine', group: 'mine', picture: 'calendar' }],
  first: { key: 'coming', leadsTo: 'slip' },
  words: { zh, en },
  enteredBy: ['check', 'coverage', 'mine', 'appointment'],
  needs: ['slips'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
