import { ConsentScreen } from '../../identity/screens/consent.tsx';

export function ChildNoticeScreen() {
  return <ConsentScreen step="child-notice" />;
}

export function ChildHealthDataScreen() {
  return <ConsentScreen step="child-health-data" />;
}
