import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { untilOf } from '../sharing.ts';
import { partsWords } from './parts-words.ts';
import './shares.css';
import { momentIn } from './until.ts';

/** With whom, what and until when, and the words that one agrees to: one yes, and a no that is as easy. */
export function ShareAgreeScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const names = useNames();
  const wording = rememberedAnswer(answers, 'reading-shares')?.wording;
  if (wording === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const { version } = wording;
  return (
    <Screen title={say('share-agree.question')} lead={<Chosen names={names} />}>
      <div class="share-words">
        {wording[language].map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('share-agree.yes')}
          picture={wayDrawings.tick}
          onPress={() => act.settle('share-agree', { version, language, key: services.newKey() })}
          unshared
        />
        <Action label={say('share-agree.no')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

function Chosen({ names }: { readonly names: Names }) {
  const visit = useVisit();
  const { services, answers, language, say } = visit;
  const hours = rememberedAnswer(answers, 'share-long') ?? 0;
  const { results = 'all', lists = [] } = rememberedAnswer(answers, 'share-parts') ?? {};
  const when = momentIn(language, untilOf(services.now(), hours), services.now());
  return (
    <div class="private share-facts">
      <p>{say('share-agree.with', { whom: whomIn(visit, names) })}</p>
      <p>{say('share-agree.what', { what: partsWords({ results: results === 'all' ? 'all' : 1, lists }, visit) })}</p>
      <p>{say('share-long.until', { when })}</p>
    </div>
  );
}

function whomIn({ answers, language, say }: Visit, { hospitals }: Names): string {
  if (rememberedAnswer(answers, 'share-with') !== 'doctor') {
    return say(rememberedAnswer(answers, 'share-passcode') === 'none' ? 'share-agree.anybody' : 'share-agree.passcode');
  }
  const chosen = rememberedAnswer(answers, 'share-hospital') ?? { hospital: '', hospitalName: '' };
  return say('share-agree.doctors', { hospital: hospitalName(language, chosen, hospitals) });
}
