import { type Manifest, partsOf } from '../../shell/manifest.ts';

/** What a doctor is told before a visit: offered after a booking and with each visit to come, a question at a time. */
export const questionnaires: Manifest = {
  name: 'questionnaires',
  first: { key: 'tell', leadsTo: 'form-which' },
  enteredBy: ['form-which'],
  needs: ['appointments', 'preconsult'],
  load: () => partsOf(import('./steps.ts'), import('./zh.ts'), import('./en.ts')),
};
