/** What does not hold of a screen, by the number of the acceptance item (docs/accessibility.md). */
export interface Fault {
  readonly item: number;
  readonly what: string;
}

export interface CheckOptions {
  /** The smaller words were chosen; everybody else gets large ones. */
  readonly standard?: boolean;
  /** What is pressed has to lie in the lower half. */
  readonly low?: boolean;
  readonly language: 'zh' | 'en';
  /** Millimetres on the screen of one CSS pixel. */
  readonly mmPerPx: number;
  /** Twice as large as it stands on the screen: then it may be longer than the screen. */
  readonly zoomed?: boolean;
  /** Something was pressed since the screen came: the focus is wherever that was. */
  readonly pressed?: boolean;
}

/**
 * Runs inside the page, so it stands alone: everything that a machine can judge of one screen by looking at it. Written apart from the
 * styles that it checks; contrast is computed here (WCAG 2.2, relative luminance), 7:1 at every size, where axe asks 4.5:1 of large text.
 */
export function checkScreen({
  standard = false,
  low = false,
  language,
  mmPerPx,
  zoomed = false,
  pressed = false,
}: CheckOptions): Fault[] {
  const faults: Fault[] = [];
  const fault = (item: number, what: string) => void faults.push({ item, what });
  const visible = (element: Element) => element.getClientRects().length > 0;
  const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 16);
  const dialog = document.querySelector('[role="alertdialog"]');
  const root = dialog ?? document.body;
  const targets = [...root.querySelectorAll<HTMLElement>('button, input, a, [role="button"], [onclick]')]
    .filter(visible)
    // The figure is for fingers alone: its parts stand in words beside it.
    .filter((target) => target.closest('.body-figure') === null);

  // 1 targets, and 12: what is pressed is pressed once, and nothing else is wanted of a finger.
  const TARGET_MM = 14.8;
  const MAIN_MM = 19.8;
  for (const target of targets) {
    const { width, height, left, right, top, bottom } = target.getBoundingClientRect();
    if (Math.min(width, height) * mmPerPx < TARGET_MM)
      fault(1, `small target ${wordsOf(target)} ${Math.round(width)}×${Math.round(height)}`);
    if (target.matches('.action-main, .choice-main') && height * mmPerPx < MAIN_MM)
      fault(1, `low main action ${wordsOf(target)}`);
    if (!zoomed && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1))
      fault(1, `outside of the screen: ${wordsOf(target)}`);
    for (const other of targets) {
      if (other === target || other.contains(target) || target.contains(other)) continue;
      const box = other.getBoundingClientRect();
      const apart = Math.max(box.left - right, left - box.right, box.top - bottom, top - box.bottom);
      if (apart < 15.5) fault(1, `${wordsOf(target)} and ${wordsOf(other)} are ${Math.round(apart)} px apart`);
    }
    if (target.draggable || target.ondblclick !== null) fault(12, `wants more than a tap: ${wordsOf(target)}`);
    if (!target.matches('button, input, a')) fault(13, `no keyboard reaches ${wordsOf(target)}`);
    if (target.tabIndex < 0 && !target.hasAttribute('disabled')) fault(13, `Tab does not reach ${wordsOf(target)}`);
    if (wordsOf(target) === '' && !target.hasAttribute('aria-label')) fault(20, 'a button without words');
  }
  for (const element of root.querySelectorAll('*')) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(overflowX + overflowY);
    if (!zoomed && scrolls && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1))
      fault(12, `has to be swiped: ${wordsOf(element)}`);
  }

  // 2 text, 3 contrast, 21 fit.
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrastOf = (one: string, two: string) => {
    const [light = 0, dark = 0] = [luminance(one), luminance(two)].sort((left, right) => right - left);
    return (light + 0.05) / (dark + 0.05);
  };
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const ground = getComputedStyle(element).backgroundColor;
    const [, , , alpha = 1] = channels(ground);
    return alpha < 0.5 ? groundOf(element.parentElement) : ground;
  };
  // A millimetre on the screen.
  const EDGE_PX = 4;
  const ALONE_MOST_PX = 28;
  const aloneLeast = 24;
  const smallest = standard ? 24 : 40;
  const body = standard ? 28 : 40;
  const questionLeast = standard ? 40 : 88;
  const choiceLeast = standard ? 40 : 64;
  const underPicture = standard ? 36 : 44;
  const boxes: { readonly element: Element; readonly box: DOMRect; readonly words: string }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '' || !visible(element) || element.closest('script, noscript'))
      continue;
    const { fontSize, color, lineHeight, display } = getComputedStyle(element);
    const size = Number.parseFloat(fontSize);
    // What is for the person at the glass alone is too small for whoever stands behind.
    const alone = element.closest('main')?.querySelector('.glass-alone') != null;
    const least = alone
      ? aloneLeast
      : element.closest('h1')
        ? questionLeast
        : element.closest('.choice-title, .fact-decides, .slip-card-decides, .time, .screen-actions .action') !== null
          ? choiceLeast
          : element.closest('.tile, .footer-way') !== null
            ? underPicture
            : element.matches('p, dd, li')
              ? body
              : smallest;
    const beside = element.closest('.time-number, .tile-note, .half-note') !== null;
    if (alone && size > ALONE_MOST_PX) fault(2, `large text that nobody else may read: ${wordsOf(element)} ${fontSize}`);
    if (size < (beside && !alone ? smallest : least)) fault(2, `small text ${wordsOf(element)} ${fontSize}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
    // Paper is set as paper is; on the screen, what goes over several lines has room between them.
    if (lines > 1 && Number.parseFloat(lineHeight) / size < 1.49 && element.closest('.slip') === null)
      fault(2, `lines too close: ${wordsOf(element)} ${lineHeight} at ${fontSize}`);
    const contrast = contrastOf(color, groundOf(element));
    if (contrast < 7) fault(3, `faint text ${wordsOf(element)} ${contrast.toFixed(1)}`);
    if (display !== 'inline' && element.scrollWidth > element.clientWidth + 1) fault(21, `cut off: ${wordsOf(element)}`);
    const box = range.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) fault(21, `beside the screen: ${wordsOf(element)}`);
    const target = element.closest('button')?.getBoundingClientRect();
    const inside =
      target && Math.min(box.top - target.top, target.bottom - box.bottom, box.left - target.left, target.right - box.right);
    if (inside !== undefined && inside < EDGE_PX)
      fault(21, `${inside < 0 ? 'out of its button' : 'on the edge of its button'}: ${wordsOf(element)}`);
    boxes.push({ element, box, words: (node.textContent ?? '').trim() });
  }
  for (const target of targets) {
    if (target.matches(':disabled')) continue;
    const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(target);
    const ground = groundOf(target.parentElement);
    const edge = Math.max(
      Number.parseFloat(borderTopWidth) > 0 ? contrastOf(borderTopColor, ground) : 1,
      contrastOf(groundOf(target), ground),
      Number.parseFloat(backgroundColor) === 0 ? 1 : 0,
    );
    if (edge < 3) fault(3, `no edge to be seen: ${wordsOf(target)} ${edge.toFixed(1)}`);
  }
  for (const [index, { element, box, words }] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      if (element.contains(other.element) || other.element.contains(element)) continue;
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (wide > 4 && high > 8 && element.closest('.slip') === null)
        fault(21, `${words.slice(0, 12)} lies upon ${other.words.slice(0, 12)}`);
    }

  // 4 one decision, and no scrolling to find it.
  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) fault(21, `wider than the screen: ${scrollWidth}`);
  if (!zoomed && scrollHeight > innerHeight) fault(4, `higher than the screen: ${scrollHeight}`);
  if (document.querySelectorAll('h1').length !== 1) fault(4, 'not one h1');
  if (document.querySelectorAll('.screen .action-main, .screen .choice-main').length > 1) fault(4, 'more than one main action');
  if (document.querySelectorAll('.choice').length > 6) fault(4, 'more than six choices');
  if (document.querySelectorAll('.tile').length > 12) fault(4, 'more than twelve pictures');
  const footer = document.querySelector('.footer')?.getBoundingClientRect().top ?? innerHeight;
  for (const part of document.querySelectorAll('.screen-body > *'))
    if (visible(part) && part.getBoundingClientRect().bottom > footer + 1) fault(21, `under the footer: ${wordsOf(part)}`);
  const question = document.querySelector('h1')?.getBoundingClientRect();
  const under = document.querySelector('.screen-body')?.getBoundingClientRect();
  if (question && under && under.top < question.bottom - 1) fault(21, 'the choices lie upon the question');

  // 8 and 19: four places, and always a way to a person and a way out.
  const places = [...document.querySelectorAll('.footer-place')];
  if (places.length !== 4) fault(8, `${places.length} places below the screen`);
  const [, help, shown] = places;
  if (help?.querySelector('button') === null || shown?.querySelector('button') === null)
    fault(8, 'no help, or no way to see better');
  // To see it better leads nowhere.
  const ways = targets.filter((target) => !target.matches(':disabled') && !shown?.contains(target)).length;
  if (ways < 2) fault(19, `${ways} ways on`);

  // 13 where the focus is.
  const focused = document.activeElement;
  if (!pressed && (dialog === null ? focused?.tagName !== 'H1' : !dialog.contains(focused)))
    fault(13, 'the focus is not on the question');

  // 15 nothing that is whole of a person.
  const text = root.textContent ?? '';
  if (/\d{17}[\dX]|(?<!\d)1[3-9]\d{9}(?!\d)/.test(text)) fault(15, 'a number is shown in full');

  // 16 within reach: the lower half in its mode.
  if (low && !zoomed)
    for (const target of targets)
      if (target.getBoundingClientRect().top < innerHeight / 2 - 1)
        fault(16, `too high by ${Math.round(innerHeight / 2 - target.getBoundingClientRect().top)}: ${wordsOf(target)}`);

  // 17 trouble is told at once, in words.
  if (document.querySelector('.trouble-sentence') && !document.querySelector('[role="alert"]'))
    fault(17, 'trouble that is not told');
  for (const coloured of root.querySelectorAll('*')) {
    const [red = 0, green = 0, blue = 0] = channels(getComputedStyle(coloured).color);
    if (red > 150 && green < 80 && blue < 80) fault(17, `red: ${wordsOf(coloured)}`);
  }

  // 20 words.
  const banned =
    language === 'zh'
      ? /HIS|OTP|API|接口|异常|非法|错误|失败|无效|系统繁忙|超时|请求|服务器|网络|终端|用户|登录|注销|提交|警告|禁止/
      : /\b(HIS|OTP|API|exception|error|invalid|failed|failure|illegal|server|timeout|request|user|login|submit|warning)\b/i;
  const found = banned.exec(text);
  if (found) fault(20, `a word of machines: ${found[0]}`);
  for (const { words, element } of boxes) {
    // What somebody else wrote stands there as they wrote it.
    if (element.closest('.record-why, .as-written')) continue;
    for (const sentence of words.split(/[。？！…；\n]/))
      if ([...sentence].filter((one) => /\p{Script=Han}/u.test(one)).length > 25)
        fault(20, `long sentence: ${sentence.slice(0, 20)}`);
  }

  // 24 nothing moves.
  if (document.getAnimations().length > 0) fault(24, 'something moves by itself');

  // 1 once more: a finger that comes down in the middle reaches it, and behind a dialog it reaches nothing.
  const reached = (target: Element) => {
    if (zoomed) target.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (target.contains(hit) || hit.closest('button, a')?.contains(target) === true);
  };
  for (const target of targets) if (!reached(target)) fault(1, `no finger reaches ${wordsOf(target)}`);
  if (dialog !== null)
    for (const behind of document.querySelectorAll('button, input, a'))
      if (!dialog.contains(behind) && visible(behind) && (behind.closest('[inert]') === null || reached(behind)))
        fault(1, `can be pressed behind the dialog: ${wordsOf(behind)}`);
  if (zoomed) for (const scrolled of [document.documentElement, ...document.querySelectorAll('*')]) scrolled.scrollTop = 0;
  return faults;
}

/** Where the ways that are always there lie: they must lie there on every screen of a mode (WCAG 2.2, 3.2.6). */
export function placesOfTheFooter(): string {
  const places = [...document.querySelectorAll('.footer-place')].map((place) => place.getBoundingClientRect());
  return places.map(({ left, top }) => `${Math.round(left / 2) * 2},${Math.round(top / 2) * 2}`).join(' ');
}

/** Where the machine forces its own colours: the main action and what was chosen are still told from the others, and all words are seen. */
export function checkForcedColours(): Fault[] {
  const faults: Fault[] = [];
  const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 16);
  const visible = (element: Element) => element.getClientRects().length > 0;
  const alphaOf = (colour: string) => (/^rgba\(.*, 0\)$/.test(colour) ? 0 : 1);
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const ground = getComputedStyle(element).backgroundColor;
    return alphaOf(ground) === 0 ? groundOf(element.parentElement) : ground;
  };
  const root = document.querySelector('[role="alertdialog"]') ?? document.body;
  const looks = (element: Element) => {
    const { borderTopWidth, borderTopColor, borderTopStyle } = getComputedStyle(element);
    return [groundOf(element), borderTopWidth, borderTopColor, borderTopStyle].join();
  };
  const buttons = [...root.querySelectorAll('button:not([disabled])')].filter(visible);
  const told = '.action-main, .choice-main, .is-first, .choice-chosen, .tile-chosen, .time-chosen, [aria-pressed="true"]';
  const plain = new Set(buttons.filter((button) => !button.matches(told)).map(looks));
  for (const button of buttons)
    if (button.matches(told) && plain.has(looks(button)))
      faults.push({ item: 3, what: `looks like the others: ${wordsOf(button)}` });
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '' || !visible(element)) continue;
    if (getComputedStyle(element).color === groundOf(element))
      faults.push({ item: 3, what: `words in the colour of what is behind them: ${wordsOf(element)}` });
  }
  return faults;
}

/** Puts the focus on every target in turn and looks at its ring: at least 4 px, at least 3:1 to what is around it, nowhere covered. */
export function checkFocusRings(): Fault[] {
  const faults: Fault[] = [];
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const dialog = document.querySelector('[role="alertdialog"]');
  const before = document.activeElement;
  const ground = luminance(getComputedStyle(dialog?.querySelector('.dialog') ?? document.documentElement).backgroundColor);
  for (const target of (dialog ?? document.body).querySelectorAll<HTMLElement>('button:not([disabled]), input')) {
    target.focus({ focusVisible: true } as FocusOptions);
    const { outlineWidth, outlineColor } = getComputedStyle(target);
    const ring = luminance(outlineColor);
    const contrast = (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05);
    const words = (target.textContent ?? '').trim().slice(0, 16);
    if (document.activeElement !== target) faults.push({ item: 13, what: `takes no focus: ${words}` });
    else if (Number.parseFloat(outlineWidth) < 4 || contrast < 3) faults.push({ item: 13, what: `no ring to be seen: ${words}` });
    const { left, top, width, height } = target.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    // Where nothing of it is hit at all, checkScreen says so.
    if (over !== null && !target.contains(over) && !over.contains(target)) faults.push({ item: 13, what: `covered: ${words}` });
  }
  if (before instanceof HTMLElement) before.focus();
  return faults;
}
