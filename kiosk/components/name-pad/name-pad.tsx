import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { DisplayContext } from '../display/display.ts';
import { Pages } from '../pages/pages.tsx';
import '../pad/pad.css';
import './name-pad.css';
import type { KnownCharacters } from './characters.ts';
import { findByPinyin, findByStrokes } from './find-characters.ts';
import { LatinKeys } from './latin-keys.tsx';
import { charactersHere, loadCharacters } from './load-characters.ts';
import { DOT, type Kind, PINYIN, STROKES, type Typing, takeAway, turnTo, type, write } from './typing.ts';

export interface NamePadProps {
  readonly typing: Typing;
  readonly onType: (typing: Typing) => void;
  readonly lengthMax: number;
  readonly say: Say;
  /** Whose name it is. */
  readonly label: string;
}

const KINDS: readonly Kind[] = ['pinyin', 'strokes', 'latin'];

/** Writes a name without a keyboard: Chinese by how it sounds or by its strokes, Latin letter by letter. A keyboard works too. */
export function NamePad({ typing, onType, lengthMax, say, label }: NamePadProps) {
  const { kind, name, typed } = typing;
  const add = (written: string) => onType(write(typing, written, lengthMax));
  const press = (key: string) => onType(type(typing, key));
  const remove = () => onType(takeAway(typing));
  useKeyboard(kind, { add, press, remove });
  const deleting = (
    <button type="button" class="pad-key name-pad-wide" disabled={name === '' && typed === ''} onClick={remove}>
      {say('pad.delete')}
    </button>
  );
  return (
    <div class={`name-pad name-pad-${kind}`}>
      <output class={`pad-value ${name === '' && typed === '' ? 'pad-empty' : ''}`} aria-label={label}>
        {name === '' && typed === '' ? say('pad.empty') : name}
        {typed !== '' && <span class="name-pad-typed">{kind === 'strokes' ? drawn(typed) : typed}</span>}
      </output>
      <div class="name-pad-kinds">
        {KINDS.map((one) => (
          <button key={one} type="button" class="pad-key" aria-pressed={one === kind} onClick={() => onType(turnTo(typing, one))}>
            {say(`name-pad.${one}`)}
          </button>
        ))}
      </div>
      {kind === 'latin' ? (
        <LatinKeys name={name} onWrite={add} say={say}>
          {deleting}
        </LatinKeys>
      ) : (
        <HanKeys {...{ typing, onPress: press, onChoose: add, say }}>{deleting}</HanKeys>
      )}
    </div>
  );
}

interface HanKeysProps {
  readonly typing: Typing;
  readonly onPress: (key: string) => void;
  readonly onChoose: (written: string) => void;
  readonly say: Say;
  readonly children: ComponentChildren;
}

/** What may be meant, and below it the keys by which it is found. */
function HanKeys({ typing, onPress, onChoose, say, children }: HanKeysProps) {
  const keys = useRef<HTMLDivElement>(null);
  const { kind, name, typed } = typing;
  const choose = (written: string) => {
    onChoose(written);
    // What was pressed is gone: whoever goes on by keyboard goes on with the next character.
    keys.current?.querySelector('button')?.focus();
  };
  return (
    <>
      <Candidates {...{ typing, onChoose: choose, say }} />
      <div ref={keys} class="name-pad-keys">
        {kind === 'pinyin'
          ? PINYIN.map((letter) => (
              <button key={letter} type="button" class="pad-key" onClick={() => onPress(letter)}>
                {letter}
              </button>
            ))
          : STROKES.map((stroke, index) => (
              <button key={stroke} type="button" class="pad-key name-pad-stroke" onClick={() => onPress(stroke)}>
                {drawn(stroke)} {STROKE_NAMES[index]}
              </button>
            ))}
        <button
          type="button"
          class="pad-key name-pad-dot"
          aria-label={say('name-pad.dot')}
          disabled={name === '' || typed !== ''}
          onClick={() => onChoose(DOT)}
        >
          {DOT}
        </button>
        {children}
      </div>
    </>
  );
}

const IN_A_ROW = 6;

/** As many as the room leaves: five keys need less of it than twenty-seven, and half of the screen has less. The style sheet knows it too. */
function useFoundAtOnce(kind: Kind): number {
  const { reach } = useContext(DisplayContext);
  return IN_A_ROW * ((kind === 'strokes' ? 3 : 2) - (reach === 'low' ? 1 : 0));
}

interface CandidatesProps {
  readonly typing: Typing;
  readonly onChoose: (written: string) => void;
  readonly say: Say;
}

function Candidates({ typing: { kind, name, typed }, onChoose, say }: CandidatesProps) {
  const characters = useCharacters(typed);
  const atOnce = useFoundAtOnce(kind);
  const first = name === '';
  const found = useMemo(
    () => (kind === 'strokes' ? findByStrokes : findByPinyin)(characters, { typed, first }),
    [kind, characters, typed, first],
  );
  const hint = typed === '' ? 'name-pad.next' : characters === undefined ? 'name-pad.coming' : 'name-pad.none';
  return (
    <div class="name-pad-found">
      {found.length === 0 ? (
        <p role="status">{say(hint)}</p>
      ) : (
        // Something else that is looked for begins on its first page.
        <Pages key={`${kind} ${name} ${typed}`} items={found} keyOf={String} uniform atOnce={atOnce} say={say}>
          {(shown) => (
            <div class="name-pad-candidates">
              {shown.map((written) => (
                <button key={written} type="button" class="pad-key name-pad-candidate" onClick={() => onChoose(written)}>
                  {written}
                </button>
              ))}
            </div>
          )}
        </Pages>
      )}
    </div>
  );
}

/** All Han characters, once they are here. Where they did not come they are asked for again with each key. */
function useCharacters(typed: string): KnownCharacters | undefined {
  const [characters, setCharacters] = useState(charactersHere);
  useEffect(() => {
    if (characters === undefined) loadCharacters().then(setCharacters, () => undefined);
  }, [characters, typed]);
  return characters;
}

const STROKE_NAMES = [...'横竖撇点折'];
const drawn = (strokes: string) => [...strokes].map((stroke) => '一丨丿丶乙'[Number(stroke) - 1]).join('');
const LATIN = /^[\p{Script=Latin}'· -]$/u;
const LETTER = /^[a-zü]$/i;

interface Keyboard {
  readonly add: (written: string) => void;
  readonly press: (key: string) => void;
  readonly remove: () => void;
}

/** Letters and strokes from a keyboard, wherever the focus is; on a button the blank presses it. */
function useKeyboard(kind: Kind, { add, press, remove }: Keyboard): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || (key === ' ' && target instanceof HTMLButtonElement)) return;
      if (key === 'Backspace') remove();
      else if (kind === 'latin') LATIN.test(key) && add(key);
      else if (LETTER.test(key) || STROKES.includes(key)) press(key);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
