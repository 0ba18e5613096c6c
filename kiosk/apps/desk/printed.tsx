import { type ComponentChild, render } from 'preact';
import { useEffect } from 'preact/hooks';

interface PrintedProps {
  readonly children: ComponentChild;
  /** It stands on the page; called once. */
  readonly onThere: () => void;
}

/**
 * What goes onto paper, beside everything that is on the screen: so no page of it is empty. Gone with what it belongs to.
 */
export function Printed({ children, onThere }: PrintedProps) {
  useEffect(() => {
    const sheet = document.body.appendChild(document.createElement('div'));
    sheet.className = 'sheet';
    render(children, sheet);
    onThere();
    return () => {
      render(null, sheet);
      sheet.remove();
    };
  }, []);
  return null;
}
