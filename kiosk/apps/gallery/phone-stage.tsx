import type { Display } from '../../components/display/display.ts';
import type { Language } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { stepBefore } from '../../journey/path.ts';
import { sessionOf } from '../../scenes/identity/answers.ts';
import type { Scenes } from '../../shell/scenes.ts';
import type { Visit } from '../../shell/visit.ts';
import { PhoneFrame } from '../phone/phone-frame.tsx';
import { SettingsDialog } from '../phone/settings-dialog.tsx';
import type { PhoneFixture } from './phone-fixtures.ts';
import { looking, servicesOf } from './stage.tsx';

const nothing = () => undefined;

export interface PhoneStageProps {
  readonly scenes: Scenes;
  readonly fixture: PhoneFixture;
  readonly language: Language;
  readonly display: Display;
}

/** One screen as it stands on somebody's own phone, with no machine beside it. */
export function PhoneStage({ scenes, fixture, language, display }: PhoneStageProps) {
  const say = sayIn(language);
  const { device: _, here: __, ...services } = servicesOf(fixture, false);
  const { answers, page, away = false, front } = fixture;
  const visit: Visit = {
    services,
    scenes,
    answers,
    page,
    language,
    say,
    display,
    act: sessionOf(answers) === undefined ? { ...looking, leave: undefined } : looking,
    cardLies: false,
    window: say('phone.window'),
  };
  return (
    <PhoneFrame
      visit={visit}
      away={away}
      build="4f0c9a1e"
      settings={{ language, elder: display.text === 'large', contrast: display.contrast === 'high' }}
      canGoBack={!away && (page !== undefined || stepBefore(scenes.rows, answers) !== undefined)}
      front={front}
      settingsDialog={SettingsDialog}
      onFront={nothing}
      onChange={nothing}
      onMe={nothing}
      onSignOut={nothing}
    />
  );
}
