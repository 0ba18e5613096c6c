import './action.css';

export interface ActionProps {
  readonly label: string;
  readonly onPress: () => void;
  /** `main` is the one thing most people want here; there is at most one on a screen. */
  readonly kind?: 'main' | 'plain';
  readonly disabled?: boolean;
}

/** A button with words on it. A native click comes on release inside the button, and not after sliding off. */
export function Action({ label, onPress, kind = 'plain', disabled = false }: ActionProps) {
  return (
    <button type="button" class={`action action-${kind}`} disabled={disabled} onClick={onPress}>
      {label}
    </button>
  );
}
