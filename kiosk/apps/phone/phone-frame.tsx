import type { ComponentChildren } from 'preact';
import { Action } from '../../components/action/action.tsx';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { DisplayContext } from '../../components/display/display.ts';
import type { Drawing } from '../../components/pictogram/drawing.ts';
import { Pictogram } from '../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../components/pictogram/ways.ts';
import { positionOf, startOf } from '../../journey/path.ts';
import { sessionOf } from '../../scenes/identity/answers.ts';
import { AwayScreen } from '../../shell/away.tsx';
import { WhereHelpIsDialog } from '../../shell/dialogs.tsx';
import { Shown, useFocusBehind } from '../../shell/frame.tsx';
import { type Visit, VisitContext } from '../../shell/visit.ts';
import type { PhoneSettings } from './kept-settings.ts';
import './phone.css';

/**
 * What stands in front of the screen. `who`: nobody has touched the phone for a while, and the screen is put away. `update`: the page is
 * older than the gateway, and a part of it is there no more.
 */
export type PhoneFront = 'help' | 'settings' | 'who' | 'update';

export interface PhoneFrameProps {
  readonly visit: Visit;
  readonly away: boolean;
  readonly build: string;
  readonly settings: PhoneSettings;
  readonly canGoBack: boolean;
  readonly front: PhoneFront | undefined;
  readonly onFront: (front: PhoneFront | undefined) => void;
  readonly onChange: (settings: Partial<PhoneSettings>) => void;
  readonly onMe: () => void;
  readonly onSignOut: (forget: boolean) => void;
}

/** Everything on a phone: whose page it is, the one question, and the ways that are always there, below, where the thumb is. */
export function PhoneFrame(props: PhoneFrameProps) {
  const { visit, away, settings, canGoBack, front, onFront, onChange } = props;
  const { say, act, answers, scenes, page } = visit;
  const position = positionOf(scenes.rows, answers);
  const starts = position === startOf(scenes.rows);
  const isHome = position === 'home' && page === undefined;
  useFocusBehind(front !== undefined);
  return (
    <VisitContext.Provider value={visit}>
      <DisplayContext.Provider value={visit.display}>
        {front !== 'who' && (
          <div class="phone-frame" inert={front !== undefined}>
            <header class="phone-header">
              <span class="phone-name">{say('app.name')}</span>
              <span class="phone-switches">
                {(starts || isHome) && (
                  <button type="button" class="phone-switch" onClick={() => onChange({ elder: !settings.elder })}>
                    {say(settings.elder ? 'phone.elder.off' : 'phone.elder.on')}
                  </button>
                )}
                {starts && (
                  <button
                    type="button"
                    class="phone-switch"
                    lang={settings.language === 'zh' ? 'en' : 'zh-CN'}
                    onClick={() => onChange({ language: settings.language === 'zh' ? 'en' : 'zh' })}
                  >
                    {say('phone.language')}
                  </button>
                )}
              </span>
            </header>
            {away ? <AwayScreen onBack={act.returned} /> : <Shown {...visit} />}
            <nav class="phone-bar" aria-label={say('app.name')}>
              <div class="phone-place">
                {canGoBack && <Way label={say('phone.back')} picture={wayDrawings.back} onPress={act.back} />}
              </div>
              <div class="phone-place">
                {!starts && !isHome && sessionOf(answers) !== undefined && (
                  <Way label={say('phone.home')} picture={wayDrawings.again} onPress={act.home} />
                )}
              </div>
              <div class="phone-place">
                <Way label={say('phone.help')} picture={wayDrawings.staff} onPress={() => onFront('help')} />
              </div>
              <div class="phone-place">
                <Way label={say('phone.settings')} picture={wayDrawings.letters} onPress={() => onFront('settings')} />
              </div>
            </nav>
          </div>
        )}
        <Front {...props} />
      </DisplayContext.Provider>
    </VisitContext.Provider>
  );
}

function Way({ label, picture, onPress }: { readonly label: string; readonly picture: Drawing; readonly onPress: () => void }) {
  return (
    <button type="button" class="phone-way" onClick={onPress}>
      <Pictogram drawing={picture} />
      <span>{label}</span>
    </button>
  );
}

function Front(props: PhoneFrameProps): ComponentChildren {
  const { visit, front, onFront, onMe, onSignOut } = props;
  const { say } = visit;
  if (front === 'help') return <WhereHelpIsDialog onClose={() => onFront(undefined)} />;
  if (front === 'settings') return <SettingsDialog {...props} />;
  if (front === 'update')
    return (
      <Dialog title={say('phone.update.title')}>
        <p>{say('phone.update.what')}</p>
        <Action kind="main" label={say('phone.update.open')} onPress={() => location.reload()} />
        <Action label={say('trouble.person')} onPress={() => onFront('help')} />
      </Dialog>
    );
  if (front === 'who')
    return (
      <Dialog title={say('phone.who.title')}>
        <p>{say('phone.who.what')}</p>
        <Action kind="main" label={say('phone.who.me')} onPress={onMe} />
        <Action label={say('phone.who.other')} onPress={() => onSignOut(false)} />
      </Dialog>
    );
  return null;
}

/** How this phone is shown, and the ways out of it. */
function SettingsDialog({ visit, build, settings, onFront, onChange, onSignOut }: PhoneFrameProps) {
  const { say, answers } = visit;
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
      {sessionOf(answers) !== undefined && <Action label={say('phone.settings.sign-out')} onPress={() => onSignOut(false)} />}
      <Action label={say('phone.settings.forget')} onPress={() => onSignOut(true)} />
      <Action kind="main" label={say('phone.settings.close')} onPress={() => onFront(undefined)} />
      <p class="quiet">{say('phone.settings.build', { build })}</p>
    </Dialog>
  );
}
