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

/** Leads away, in the same tab, to a page of somebody else's, which hears from which origin one comes: nobody there lets in who does not say. */
export function ActionLink({ label, href, picture }: Pick<ActionProps, 'label' | 'picture'> & { readonly href: string }) {
  return (
    <a class="action action-main" href={href} referrerpolicy="origin" draggable={false}>
      {picture !== undefined && <Pictogram drawing={picture} />}
      <span>{label}</span>
    </a>
  );
}

/** Takes a file of the gateway along, in the same tab: a new one would be lost in browsers that have none. */
export function ActionFile({ label, href, picture }: Pick<ActionProps, 'label' | 'picture'> & { readonly href: string }) {
  return (
    <a class="action action-plain" href={href} download draggable={false}>
      {picture !== undefined && <Pictogram drawing={picture} />}
      <span>{label}</span>
    </a>
  );
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
