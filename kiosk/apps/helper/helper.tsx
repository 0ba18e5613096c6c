import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/text.ts';
import { EnrolScreen } from '../../staff/enrol.tsx';
import { Notice } from '../../staff/parts.tsx';
import { Speaking, useSay } from '../../staff/saying.ts';
import { stateWord, useDevice } from '../../staff/use-device.ts';
import { page } from '../../staff/words.ts';
import type { Environment } from './environment.ts';
import { type JoinLink, takeJoinLink } from './join-link.ts';
import { StaffRoom } from './staff-room.tsx';

/** The page of whoever helps at kiosks. Nothing of it outlives the page but the key of this device. */
export function Helper({ environment }: { readonly environment: Environment }) {
  const [language, setLanguage] = useState<Language>('zh');
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <Speaking.Provider value={language}>
      <Stage environment={environment} onLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')} language={language} />
    </Speaking.Provider>
  );
}

interface StageProps {
  readonly environment: Environment;
  readonly language: Language;
  readonly onLanguage: () => void;
}

function Stage({ environment, language, onLanguage }: StageProps) {
  const say = useSay();
  const { device, setDevice, open } = useDevice(environment);
  const [link, setLink] = useJoinLink();
  const dropLink = useCallback(() => setLink(undefined), [setLink]);
  const other = (
    <button type="button" class="plain" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={onLanguage}>
      {say(page.other)}
    </button>
  );
  if (device.state === 'enrolled')
    return (
      <StaffRoom
        environment={environment}
        device={device}
        onDeviceRefused={open}
        link={link}
        onLinkUsed={dropLink}
        aside={other}
      />
    );
  return (
    <>
      <header class="top">{other}</header>
      <main class="narrow">
        {'enrol' in device ? <EnrolScreen device={device} onOpened={setDevice} /> : <Notice word={stateWord(device)} />}
      </main>
    </>
  );
}

/** The link with which the page was opened, or to which it was led while it was open. */
function useJoinLink() {
  const state = useState<JoinLink | undefined>(() => takeJoinLink(window));
  const [, setLink] = state;
  useEffect(() => {
    const onHash = () => {
      const link = takeJoinLink(window);
      if (link !== undefined) setLink(link);
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [setLink]);
  return state;
}
