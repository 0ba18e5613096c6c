import type { ComponentFixture } from '../fixture.ts';
import { Field } from './field.tsx';

const input = (value: string) => (id: string) => <input id={id} class="field-input" type="text" value={value} readOnly />;

export const fieldFixtures: readonly ComponentFixture[] = [
  { name: 'field.empty', render: (say) => <Field label={say('pad.empty')}>{input('')}</Field> },
  {
    name: 'field.with-fault',
    render: (say) => (
      <Field label={say('pad.empty')} fault={say('trouble.correct')}>
        {input('7KQ2')}
      </Field>
    ),
  },
];
