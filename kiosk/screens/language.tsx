import { Screen } from '../components/screen/screen.tsx';
import { sayIn } from '../i18n/text.ts';
import './language.css';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';

/** The start: two languages and nothing else, so that the first touch can not be wrong. */
export function LanguageScreen() {
  const { door, act } = useVisit();
  const [hospitals] = useLoad(() => door.city.hospitals());
  const known = hospitals.state === 'ready' ? hospitals.value : [];
  const hospitalName = known.find(({ id }) => id === door.device.hospital)?.name ?? '';
  const zh = sayIn('zh');
  return (
    <Screen
      title={hospitalName}
      lead={
        <p class="language-question">
          {zh('language.question')}
          <br />
          <span lang="en">{zh('language.other')}</span>
        </p>
      }
    >
      <button type="button" class="language-choice is-first" lang="zh-CN" onClick={() => act.settle('language', 'zh')}>
        中文
        <span>{zh('language.what')}</span>
      </button>
      <button type="button" class="language-choice" lang="en" onClick={() => act.settle('language', 'en')}>
        English
        <span>{sayIn('en')('language.what')}</span>
      </button>
    </Screen>
  );
}
