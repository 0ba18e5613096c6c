import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { type Tile, TileButton } from '../../../components/tiles/tiles.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { OFFER_GROUPS, type OfferGroup } from '../../../shell/manifest.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { sessionOf } from '../../identity/answers.ts';
import { useTriage } from '../use-triage.ts';
import './home.css';

/**
 * What to do today, in pictures with words, by what it is about. Whoever has an appointment came for it, whatever its day: it stands
 * first, and is the button that one can not miss. The others do not wait for that: they are there at once.
 */
export function HomeScreen() {
  const visit = useVisit();
  const { answers, scenes, say } = visit;
  const draft = useDraft(visit);
  const triage = useTriage() !== undefined;
  // The same ones in the same order each time: home waits for whoever has one.
  const first: readonly Choice[] = scenes.firsts
    .flatMap((useFirst) => useFirst())
    .map((choice) => ({ ...choice, picture: errandDrawings[choice.picture] }));
  return (
    <Screen
      title={say('home.question')}
      lead={<p>{say('home.whose', { name: nameInTitle(sessionOf(answers)?.patientName ?? '') })}</p>}
    >
      {first.length > 0 && (
        <div class="home-first" data-unshared>
          <ChoiceList choices={first} say={say} />
        </div>
      )}
      {OFFER_GROUPS.map((group) => (
        <Group key={group} group={group} tiles={tilesOf({ group, draft, triage }, visit)} />
      ))}
    </Screen>
  );
}

const DRAFT = 'draft';

/** One row of them. */
const FEW = 3;

function Group({ group, tiles }: { readonly group: OfferGroup; readonly tiles: readonly Tile[] }) {
  const { say } = useVisit();
  const title = say(`home.group.${group}`);
  return (
    <section class="home-group" aria-label={title}>
      <h2 class="home-group-title">{title}</h2>
      <ul class={tiles.length > FEW ? 'home-offers' : 'home-offers home-few'}>
        {tiles.map((tile) => (
          // Whether somebody left something here is theirs alone.
          <li key={tile.key} data-unshared={tile.key === DRAFT ? true : undefined}>
            <TileButton {...tile} say={say} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Offered {
  readonly group: OfferGroup;
  readonly draft: Tile;
  /** The gateway asks about complaints. */
  readonly triage: boolean;
}

/** What the scenes offer in this group; what was left unfinished after them, and the way out after all. */
function tilesOf({ group, draft, triage }: Offered, { scenes, answers, say, act }: Visit): readonly Tile[] {
  const all = scenes.manifests.flatMap(({ offers: offered = [] }) => offered).filter((offer) => offer.group === group);
  const offers = all.filter((offer) => offer.triage !== true || triage);
  const tiles = offers.map(({ key, title, picture }) => ({
    key,
    title: say(title),
    picture: errandDrawings[picture],
    chosen: rememberedAnswer(answers, 'home') === key,
    onPress: () => act.settle('home', key),
  }));
  if (group === 'care') return [...tiles, draft];
  if (act.leave === undefined) return tiles;
  return [...tiles, { key: 'end', title: say('idle.end'), picture: errandDrawings.door, onPress: act.leave }];
}

/** What was left unfinished: whoever left it at this machine needs no code, everybody else comes with one. */
function useDraft({ services, answers, say, act }: Visit): Tile {
  const owner = sessionOf(answers)?.patientId ?? '';
  const [own] = useLoad(async () => ({ ok: true, value: await services.device?.nearCodes.of(owner) }) as const);
  const code = own.state === 'ready' ? own.value : undefined;
  const title = say(code === undefined ? 'home.draft.code' : 'home.draft');
  const onPress = () => act.settle('home', code === undefined ? 'draft' : { draft: code });
  return { key: DRAFT, title, picture: wayDrawings.forward, onPress };
}
