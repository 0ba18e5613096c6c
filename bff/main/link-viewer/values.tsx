import { Both } from './both.tsx';
import type { SharedValue } from './read-values.ts';
import { STANDING_WORDS, VERDICT_WORDS, type Words, words } from './words.ts';

/** Values as a table, of which each row becomes a block on a phone. */
export function Values({ values }: { readonly values: readonly SharedValue[] }) {
  return (
    <table>
      <thead>
        <tr>
          {[words.item, words.value, words.verdict, words.limits].map((heading) => (
            <th key={heading[1]} scope="col">
              <Both words={heading} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values.map((value, at) => (
          <Row key={`${at}`} value={value} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ value }: { readonly value: SharedValue }) {
  const { name, text, limits, note, standing } = value;
  return (
    <tr>
      <th scope="row">
        {name}
        {standing === 'final' ? null : (
          <p class="mark">
            <Both words={STANDING_WORDS[standing]} />
          </p>
        )}
      </th>
      <td>
        {text === undefined ? <Absent value={value} /> : <span class="number lines">{text}</span>}
        {note === undefined ? null : <p class="lines">{note}</p>}
      </td>
      <td>
        <VerdictWord value={value} />
      </td>
      <td>
        <span class="label">{words.limits[0]} </span>
        {limits.length === 0 ? <Both words={words.noLimits} /> : limits.map((limit) => <div key={limit}>{limit}</div>)}
      </td>
    </tr>
  );
}

function Absent({ value: { absent, standing } }: { readonly value: SharedValue }) {
  if (standing === 'withdrawn') return null;
  const [zh, en] = words.noValue;
  return <Both words={absent === undefined ? words.noValue : [`${zh}：${absent}`, en]} />;
}

/** In words and by a shape, never by colour alone. */
function VerdictWord({ value: { verdict, otherVerdict } }: { readonly value: SharedValue }) {
  // Blank beside one that has a word it would read as fine.
  if (verdict === undefined) return otherVerdict === undefined ? <Both words={words.noVerdict} /> : otherVerdict;
  const said: Words = VERDICT_WORDS[verdict];
  return (
    <span class={verdict === 'usual' ? '' : 'off'}>
      <Both words={said} />
    </span>
  );
}
