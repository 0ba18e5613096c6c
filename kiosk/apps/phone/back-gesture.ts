export interface BackGesture {
  /** Whether there is something to go back to on the page; told whenever that changes. */
  readonly allow: (canGoBack: boolean) => void;
  readonly stop: () => void;
}

const INSIDE = 'onedoor-inside';

/**
 * A phone has a way back of its own, and whoever uses it means one screen and not the whole page. As long as there is one to go back to, an
 * entry of the history stands before it, which the gesture takes away; where there is none it leaves the page, as it should. Nothing of
 * where somebody stands is in the history.
 */
export function followBackGesture(page: Window, onBack: () => void): BackGesture {
  let canGoBack = false;
  let unwinding = false;
  const isInside = () => (page.history.state as unknown) === INSIDE;
  const enter = () => {
    if (!canGoBack || isInside()) return;
    try {
      page.history.pushState(INSIDE, '');
    } catch {
      // Some browsers of apps keep no history, or no more of it. The button leads back; the gesture leaves the page.
    }
  };
  const onPopState = () => {
    if (unwinding) {
      unwinding = false;
      return enter();
    }
    if (!canGoBack || isInside()) return;
    onBack();
    enter();
  };
  page.addEventListener('popstate', onPopState);
  return {
    allow(can) {
      canGoBack = can;
      if (can) enter();
      else if (isInside() && !unwinding) {
        unwinding = true;
        page.history.back();
      }
    },
    stop: () => page.removeEventListener('popstate', onPopState),
  };
}
