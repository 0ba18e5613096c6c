import { type Manifest, partsOf } from '../../shell/manifest.ts';

const zh = { 'home.pay': '付费' } as const;
const en = { 'home.pay': 'Pay' };

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}

/** Paying what is open, at all hospitals. */
export const payments: Manifest = {
  name: 'payments',
  offers: [{ key: 'pay', leadsTo: 'pay-for', title: 'home.pay', group: 'care', picture: 'money' }],
  words: { zh, en },
  enteredBy: ['pay-for', 'pay-code', 'stopping'],
  needs: ['slips'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
