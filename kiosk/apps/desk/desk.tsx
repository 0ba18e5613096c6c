import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/text.ts';
import { EnrolScreen } from '../../staff/enrol.tsx';
import { Notice } from '../../staff/parts.tsx';
import { Speaking } from '../../staff/saying.ts';
import type { Person } from '../../staff/sign-in.tsx';
import { stateWord, useDevice } from '../../staff/use-device.ts';
import { page } from '../../staff/words.ts';
import { CashierRoom } from './cashier/cashier-room.tsx';
import { ClerkRoom } from './clerk-room.tsx';
import { ClinicianRoom } from './clinician/clinician-room.tsx';
import { ReviewerRoom } from './clinician/reviewer-room.tsx';
import type { DeskEnvironment } from './environment.ts';
import { Act, Keys } from './keys.tsx';
import { OpenElsewhere } from './open-elsewhere.tsx';
import { ROLES, type RoomProps } from './room.ts';

/** The page of a desk. Nothing of it outlives the page but the key of this device. */
export function Desk({ environment }: { readonly environment: DeskEnvironment }) {
  const [language, setLanguage] = useState<Language>('zh');
  // Two pages share the cookies of clerk and person: one of two would act for whom the other serves.
  const [taken, setTaken] = useState(false);
  useEffect(() => environment.workAlone(() => setTaken(true)), []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <Speaking.Provider value={language}>
      <Keys>
        {taken ? (
          <OpenElsewhere />
        ) : (
          <Stage environment={environment} onLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')} />
        )}
      </Keys>
    </Speaking.Provider>
  );
}

function Stage({ environment, onLanguage }: { readonly environment: DeskEnvironment; readonly onLanguage: () => void }) {
  const { device, setDevice, open } = useDevice(environment);
  const other = <Act keys="F1" word={page.other} run={onLanguage} />;
  if (device.state === 'enrolled')
    return <Rooms environment={environment} device={device} onDeviceRefused={open} aside={other} />;
  return (
    <>
      <header class="top">{other}</header>
      <main class="narrow">
        {'enrol' in device ? <EnrolScreen device={device} onOpened={setDevice} /> : <Notice word={stateWord(device)} />}
      </main>
    </>
  );
}

const ROOMS: Readonly<Record<(typeof ROLES)[number], ComponentType<RoomProps>>> = {
  clerk: ClerkRoom,
  cashier: CashierRoom,
  clinician: ClinicianRoom,
  reviewer: ReviewerRoom,
};

/** Whoever signs in finds the work of their own role, and nothing of the others. */
function Rooms(props: Omit<RoomProps, 'arrived' | 'onOther'>) {
  const [arrived, setArrived] = useState<Person>();
  const role = ROLES.find((one) => one === arrived?.session.role) ?? 'clerk';
  const Room = ROOMS[role];
  return <Room {...props} arrived={arrived} onOther={setArrived} />;
}
