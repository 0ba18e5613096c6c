import { Pictogram } from '../pictogram/pictogram.tsx';
import type { ActionProps } from './action.tsx';
import './action.css';

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
