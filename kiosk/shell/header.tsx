import './header.css';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';

/** Whose house one is in. */
export function Header() {
  const { services, language, answers, say } = useVisit();
  const [hospitals] = useLoad(() => services.city.hospitals());
  const known = hospitals.state === 'ready' ? hospitals.value : [];
  const hospital = known.find(({ id }) => id === services.here?.hospital);
  return (
    <header class={answers.language === undefined ? 'header header-at-the-start' : 'header'}>
      <span class="header-hospital">{(language === 'zh' ? hospital?.name : hospital?.englishName) ?? ''}</span>
      <span>{say('app.name')}</span>
    </header>
  );
}
