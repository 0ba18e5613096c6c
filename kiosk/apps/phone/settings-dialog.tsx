import { Action } from '../../components/action/action.tsx';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { learnWords } from '../../i18n/text.ts';
import type { PhoneFrameProps } from './phone-frame.tsx';
import { settingsWords } from './settings-words.ts';

learnWords(settingsWords);

/** How this phone is shown, and the ways out of it. */
export function SettingsDialog({ visit, build, settings, onFront, onChange, onSignOut }: PhoneFrameProps) {
  const { say, act } = visit;
  const { elder, contrast, language } = settings;
  const switches = [
    { key: 'elder', on: elder, label: say('phone.settings.elder'), turn: { elder: !elder } },
    { key: 'contrast', on: contrast, label: say('phone.settings.contrast'), turn: { contrast: !contrast } },
  ] as const;
  return (
    <Dialog title={say('phone.settings.title')}>
      <ul class="display-switches">
        {switches.map(({ key, on, label, turn }) => (
          <li key={key}>
            <button type="button" class="display-switch" aria-pressed={on} onClick={() => onChange(turn)}>
              <span>{label}</span>
              <span class="display-switch-state">{say(on ? 'display.on' : 'display.off')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="phone-language" lang={language === 'zh' ? 'en' : 'zh-CN'}>
        <Action label={say('phone.language')} onPress={() => onChange({ language: language === 'zh' ? 'en' : 'zh' })} />
      </div>
      {act.leave !== undefined && <Action label={say('idle.end')} onPress={act.leave} />}
      <Action label={say('phone.settings.forget')} onPress={() => onSignOut('forget')} />
      <p>{say('phone.settings.forget.what')}</p>
      <Action kind="main" label={say('phone.settings.close')} onPress={() => onFront(undefined)} />
      <p class="quiet">{say('phone.settings.build', { build })}</p>
    </Dialog>
  );
}
