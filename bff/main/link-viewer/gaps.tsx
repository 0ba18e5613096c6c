import { Both } from './both.tsx';
import type { SharedGaps } from './read-gaps.ts';
import { moreHospitals, type Words, words } from './words.ts';

/** Where there may be more than is here: whoever reads must not take what is missing for what is not so. */
export function Gaps({ gaps: { incomplete, suppressed, leftOut } }: { readonly gaps: SharedGaps }) {
  if (incomplete.length + suppressed.length === 0) return null;
  return (
    <div class="said" role="alert">
      <Hospitals said={words.incompleteAt} names={incomplete} />
      <Hospitals said={words.suppressedAt} names={suppressed} />
      {leftOut === 0 ? null : (
        <p>
          <Both words={moreHospitals(leftOut)} />
        </p>
      )}
    </div>
  );
}

function Hospitals({ said, names }: { readonly said: Words; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <p>
        <Both words={said} />
      </p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
