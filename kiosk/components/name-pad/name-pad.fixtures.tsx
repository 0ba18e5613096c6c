import type { ComponentFixture } from '../fixture.ts';
import { NamePad } from './name-pad.tsx';
import type { Typing } from './typing.ts';

const states: readonly (Typing & { readonly state: string })[] = [
  { state: 'empty', kind: 'pinyin', name: '', typed: '' },
  { state: 'pinyin', kind: 'pinyin', name: '欧阳', typed: 'yu' },
  { state: 'strokes', kind: 'strokes', name: '王', typed: '12' },
  { state: 'latin', kind: 'latin', name: "Zoë O'", typed: '' },
];

export const namePadFixtures: readonly ComponentFixture[] = states.map(({ state, ...typing }) => ({
  name: `name-pad.${state}`,
  render: (say) => <NamePad typing={typing} onType={() => undefined} lengthMax={120} say={say} label={say('child-name.field')} />,
}));
