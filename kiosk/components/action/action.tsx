import type { Drawing } from '../pictogram/drawing.ts';
import { Pictogram } from '../pictogram/pictogram.tsx';
import './action.css';

export interface ActionProps {
  readonly label: string;
  readonly onPress: () => void;
  /** `main` is the one thing most people want here; there is at most one on a screen. */
  readonly kind?: 'main' | 'plain';
  readonly disabled?: boolean;
  /** Its words belong to the person who stands there: a helper on another screen does not read them. */
  readonly unshared?: boolean;
  /** Stands before the words, and says the same. */
  readonly picture?: Drawing | undefined;
}

/** A button with words on it. A native click comes on release inside the button, and not after sliding off. */
export function Action({ label, onPress, kind = 'plain', disabled = false, unshared, picture }: ActionProps) {
  return (
    <button type="button" class={`action action-${kind}`} disabled={disabled} data-unshared={unshared} onClick={onPress}>
      {picture !== undefined && <Pictogram drawing={picture} />}
      <span>{label}</span>
    </button>
  );
}
