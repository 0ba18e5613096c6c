import type { ComponentChildren, ComponentType } from 'preact';
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
import type { Leaving, PhoneSettings } from './kept-settings.ts';
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
  /** It comes when it is wanted; nothing while it is on its way. */
  readonly settingsDialog?: ComponentType<PhoneFrameProps> | undefined;
  /** What is shown instead of everything, until it is known whose page this is; nothing below it is lost. */
  readonly cover?: ComponentChildren;
  readonly onFront: (front: PhoneFront | undefined) => void;
  readonly onChange: (settings: Partial<PhoneSettings>) => void;
  readonly onMe: () => void;
  readonly onSignOut: (leaving: Leaving) => void;
}

/** Everything on a phone: whose page it is, the one question, and the ways that are always there, below, where the thumb is. */
export function PhoneFrame(props: PhoneFrameProps) {
  const { visit, away, settings, canGoBack, front, cover, onFront, onChange } = props;
  const { say, act, answers, scenes, page } = visit;
  const position = positionOf(scenes.rows, answers);
  const starts = position === startOf(scenes.rows);
  const isHome = position === 'home' && page === undefined;
  useFocusBehind(front !== undefined);
  return (
    <VisitContext.Provider value={visit}>
      <DisplayContext.Provider value={visit.display}>
        {cover}
        {front !== 'who' && (
          <div class="phone-frame" hidden={cover !== undefined} inert={front !== undefined}>
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
        {cover === undefined && <Front {...props} />}
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
  const { visit, front, settingsDialog: Settings, onFront, onMe, onSignOut } = props;
  const { say } = visit;
  if (front === 'help') return <WhereHelpIsDialog onClose={() => onFront(undefined)} />;
  if (front === 'settings') return Settings && <Settings {...props} />;
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
        <Action label={say('phone.who.other')} onPress={() => onSignOut('sign-out')} />
      </Dialog>
    );
  return null;
}
