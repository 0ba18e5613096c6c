import type { ComponentFixture } from '../fixture.ts';
import { Footer } from './footer.tsx';

const press = () => undefined;

export const footerFixtures: readonly ComponentFixture[] = [
  {
    name: 'footer.all',
    render: (say) => (
      <Footer
        say={say}
        display={say('frame.display')}
        help={say('frame.help')}
        onBack={press}
        onHelp={press}
        onDisplay={press}
        onRestart={press}
      />
    ),
  },
  {
    name: 'footer.at-the-start',
    render: (say) => (
      <Footer say={say} display={say('frame.display')} help={say('frame.help.both')} onHelp={press} onDisplay={press} />
    ),
  },
];
