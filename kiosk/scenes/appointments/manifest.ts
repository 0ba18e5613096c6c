import { type Manifest, partsOf } from '../../shell/manifest.ts';
import { useComing } from './offers.ts';

const zh = {
  'home.mine': '看我的预约',
  'home.mine.hint': '打印凭条、取消预约',
  'home.coming': '您约了{department}',
  'home.coming.soon': '快到时间了。按这里打印凭条。',
  'home.coming.hint': '打印凭条，看看去哪里',
} as const;
const en = {
  'home.mine': 'My appointments',
  'home.mine.hint': 'Print a slip, cancel',
  'home.coming': 'Your visit: {department}',
  'home.coming.soon': 'It is soon. Press here to print the slip.',
  'home.coming.hint': 'Print the slip, see where to go',
};

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** Booking what was chosen; and what was booked. */
export const appointments: Manifest = {
  name: 'appointments',
  offers: [{ key: 'mine', leadsTo: 'mine', title: 'home.mine', hint: 'home.mine.hint' }],
  useFirst: useComing,
  first: { key: 'coming', leadsTo: 'slip' },
  words: { zh, en },
  enteredBy: ['check', 'coverage', 'mine'],
  needs: ['slips'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
