/** What does not hold of a screen of the phone, by the rule that it breaks. */
export interface PhoneFault {
  readonly rule: string;
  readonly what: string;
}

export interface PhoneCheckOptions {
  /** 长辈版: letters and targets as the specification of 2021 asks of it. */
  readonly elder: boolean;
  readonly language: 'zh' | 'en';
  /** Names and words of hospitals, which stay Chinese among English words. */
  readonly ownWords: string;
}

/**
 * Runs inside the page, so it stands alone: everything that a machine can judge of one screen of a phone by looking at it. Written apart
 * from the styles that it checks; contrast is computed here (WCAG 2.2, relative luminance), 7:1 at every size.
 */
export function checkPhoneScreen({ elder, language, ownWords }: PhoneCheckOptions): PhoneFault[] {
  const faults: PhoneFault[] = [];
  const fault = (rule: string, what: string) => void faults.push({ rule, what });
  const visible = (element: Element) => element.getClientRects().length > 0;
  const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 20);
  const dialog = document.querySelector('[role="alertdialog"]');
  const root = dialog ?? document.body;
  const bar = dialog === null ? document.querySelector('.phone-bar') : null;
  const targets = [...root.querySelectorAll<HTMLElement>('button, input, select, textarea, a, [role="button"], [onclick]')]
    .filter(visible)
    // The figure is for fingers alone: its parts stand in words beside it.
    .filter((target) => target.closest('.body-figure') === null);

  // What is pressed is as large as a finger, lies apart, and is told by words.
  const leastTarget = elder ? 60 : 44;
  const APART_LEAST = 3.5;
  for (const target of targets) {
    const { width, height, left, right, top, bottom } = target.getBoundingClientRect();
    if (Math.min(width, height) < leastTarget - 0.5)
      fault('target', `${wordsOf(target) || target.tagName} ${Math.round(width)}×${Math.round(height)}`);
    if (left < -1 || right > innerWidth + 1) fault('width', `a target beside the screen: ${wordsOf(target)}`);
    for (const other of targets) {
      if (other === target || other.contains(target) || target.contains(other)) continue;
      if ((bar?.contains(other) ?? false) !== (bar?.contains(target) ?? false)) continue;
      const box = other.getBoundingClientRect();
      const apart = Math.max(box.left - right, left - box.right, box.top - bottom, top - box.bottom);
      if (apart < APART_LEAST) fault('target', `${wordsOf(target)} and ${wordsOf(other)} are ${Math.round(apart)} px apart`);
    }
    if (target.draggable || target.ondblclick !== null) fault('tap', `wants more than a tap: ${wordsOf(target)}`);
    if (!target.matches('button, input, select, textarea, a')) fault('keys', `no keyboard reaches ${wordsOf(target)}`);
    if (target.tabIndex < 0 && !target.hasAttribute('disabled')) fault('keys', `Tab does not reach ${wordsOf(target)}`);
    const named = target.hasAttribute('aria-label') || (target as HTMLInputElement).labels?.length;
    if (target.matches('button, a') && wordsOf(target) === '' && !named) fault('words', 'a button without words');
    if (target.matches('input, select, textarea') && !named) fault('words', 'a field without words');
  }

  // Letters, their contrast, and whether they fit.
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
  const least = elder ? 18 : 14;
  const questionLeast = elder ? 30 : 20;
  const boxes: { readonly element: Element; readonly box: DOMRect; readonly words: string }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = (node.textContent ?? '').trim();
    if (element === null || words === '' || !visible(element) || element.closest('script, noscript, option') !== null) continue;
    const { fontSize, color, fill, lineHeight, display } = getComputedStyle(element);
    const drawn = element instanceof SVGGraphicsElement;
    const size = Number.parseFloat(fontSize) * (drawn ? (element.getScreenCTM()?.a ?? 1) : 1);
    const question = element.closest('h1, .dialog-title') !== null;
    if (size < (question ? questionLeast : least) - 0.1) fault('letters', `${words.slice(0, 16)} ${size.toFixed(1)} px`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
    if (!drawn && lines > 1 && Number.parseFloat(lineHeight) / size < 1.29)
      fault('lines', `${words.slice(0, 16)} ${lineHeight} at ${fontSize}`);
    const contrast = contrastOf(drawn ? fill : color, groundOf(element));
    if (contrast < 7) fault('contrast', `${words.slice(0, 16)} ${contrast.toFixed(1)}`);
    if (display !== 'inline' && element.scrollWidth > element.clientWidth + 1) fault('width', `cut off: ${words.slice(0, 16)}`);
    if (box.right > innerWidth + 1 || box.left < -1) fault('width', `beside the screen: ${words.slice(0, 16)}`);
    for (let around: Element | null = element; around !== null && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      const hides = (overflow: string) => /hidden|clip/.test(overflow);
      if (hides(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1))
        fault('width', `cut off: ${words.slice(0, 16)}`);
      if (hides(overflowY) && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1))
        fault('width', `cut off below: ${words.slice(0, 16)}`);
    }
    // Zoomed, a long word is wider than the screen.
    if (innerWidth >= 320 && element.closest('.as-written') === null)
      for (const { 0: word, index = 0 } of (node.textContent ?? '').matchAll(/(?<![\w<.])[A-Za-z]{2,14}(?![\w>=(.])/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) fault('width', `torn: ${word}`);
      }
    const button = element.closest('button')?.getBoundingClientRect();
    const inside =
      button && Math.min(box.top - button.top, button.bottom - box.bottom, box.left - button.left, button.right - box.right);
    if (inside !== undefined && inside < 1) fault('width', `out of its button: ${words.slice(0, 16)}`);
    boxes.push({ element, box, words });
  }
  for (const target of targets) {
    if (target.matches(':disabled')) continue;
    const { borderTopColor, borderTopWidth } = getComputedStyle(target);
    const ground = groundOf(target.parentElement);
    const edge = Math.max(
      Number.parseFloat(borderTopWidth) > 0 ? contrastOf(borderTopColor, ground) : 1,
      contrastOf(groundOf(target), ground),
    );
    // The bar is one row of ways, each with a picture above its word.
    if (edge < 3 && target.closest('.phone-bar') === null)
      fault('contrast', `no edge to be seen: ${wordsOf(target)} ${edge.toFixed(1)}`);
  }
  for (const [index, { element, box, words }] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      if (element.contains(other.element) || other.element.contains(element)) continue;
      if ((bar?.contains(element) ?? false) !== (bar?.contains(other.element) ?? false)) continue;
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (wide > 3 && high > 5) fault('width', `${words.slice(0, 12)} lies upon ${other.words.slice(0, 12)}`);
    }

  // Nothing is wider than the screen, and nothing has to be swiped to the side.
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) fault('width', `wider than the screen: ${scrollWidth}`);
  for (const element of root.querySelectorAll('*'))
    if (/auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1)
      fault('width', `has to be swiped: ${wordsOf(element)}`);

  // One decision.
  const questions = document.querySelectorAll('h1').length;
  if (questions !== 1 && !(questions === 0 && dialog !== null)) fault('one', `${questions} h1`);
  if (document.querySelectorAll('.screen .action-main, .screen .choice-main').length > 1)
    fault('one', 'more than one main action');
  if (document.querySelectorAll('.choice').length > 6) fault('one', 'more than six choices');
  if (document.querySelectorAll('.tile').length > 12) fault('one', 'more than twelve pictures');

  // A way to a person and a way out; and the bar covers nothing that is pressed.
  const places = [...document.querySelectorAll('.phone-place')];
  if (dialog === null && places.length !== 4) fault('bar', `${places.length} places below the screen`);
  if (dialog === null && (places[2]?.querySelector('button') == null || places[3]?.querySelector('button') == null))
    fault('bar', 'no help, or no settings');
  const ways = targets.filter((target) => !target.matches(':disabled') && !places[3]?.contains(target)).length;
  if (ways < 2) fault('bar', `${ways} ways on`);
  scrollTo(0, document.documentElement.scrollHeight);
  const last = [...document.querySelectorAll('.screen button, .screen a, .screen input, .screen p')].filter(visible).at(-1);
  if (bar !== null && last !== undefined && last.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1)
    fault('bar', `covers ${wordsOf(last)}`);
  const reached = (target: Element) => {
    target.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (target.contains(hit) || hit.closest('button, a, label')?.contains(target) === true);
  };
  for (const target of targets) if (!reached(target)) fault('target', `no finger reaches ${wordsOf(target)}`);
  if (dialog !== null)
    for (const behind of document.querySelectorAll('button, input, a'))
      if (!dialog.contains(behind) && visible(behind) && behind.closest('[inert]') === null)
        fault('target', `can be pressed behind the dialog: ${wordsOf(behind)}`);
  for (const scrolled of [document.documentElement, ...root.querySelectorAll('*')]) scrolled.scrollTop = 0;

  const focused = document.activeElement;
  if (dialog === null ? focused?.tagName !== 'H1' : !dialog.contains(focused)) fault('focus', 'the focus is not on the question');

  // Nothing of a person in full, trouble in words and not in red alone.
  const text = root.textContent ?? '';
  if (/\d{17}[\dX]|(?<!\d)1[3-9]\d{9}(?!\d)/.test(text)) fault('masked', 'a number is shown in full');
  if (document.querySelector('.trouble-sentence') && !document.querySelector('[role="alert"]')) fault('trouble', 'is not told');
  for (const coloured of root.querySelectorAll('*')) {
    const [red = 0, green = 0, blue = 0] = channels(getComputedStyle(coloured).color);
    if (red > 150 && green < 80 && blue < 80) fault('trouble', `red: ${wordsOf(coloured)}`);
  }

  // Words: none of computers, none of a machine in a hall, none that goes on and on, none in the other language.
  const banned =
    language === 'zh'
      ? /HIS|OTP|API|接口|异常|非法|错误|失败|无效|系统繁忙|超时|请求|服务器|网络|终端|用户|注销|提交|警告|禁止/
      : /\b(HIS|OTP|API|exception|error|invalid|failed|failure|illegal|server|timeout|request|user|login|submit|warning)\b/i;
  const ofHall =
    language === 'zh'
      ? /放上?(身份)?证件|放上身份证|机器|这台|本机|屏幕下方|屏幕上|打(印|凭条|收据|报告|一张|一次|出来|不了|不出)|出纸|读卡|拿走|刷卡/
      : /\b(printer|print|prints|printed|printing|machine|machines|card reader|put down your document|this kiosk|the glass)\b/i;
  for (const { words, element } of boxes) {
    // What somebody else wrote stands there as they wrote it.
    if (element.closest('.record-why, .as-written')) continue;
    const computer = banned.exec(words);
    if (computer) fault('words', `of computers: ${computer[0]} in ${words.slice(0, 30)}`);
    const hall = ofHall.exec(words);
    if (hall) fault('words', `of a hall: ${hall[0]} in ${words.slice(0, 40)}`);
    for (const sentence of words.split(/[。？！…；\n]/))
      if ([...sentence].filter((one) => /\p{Script=Han}/u.test(one)).length > 25)
        fault('words', `long: ${sentence.slice(0, 20)}`);
    if (language !== 'en' || element.closest('[lang^="zh"], .name-pad') !== null) continue;
    for (const [chinese = ''] of words.matchAll(/\p{Script=Han}[\p{Script=Han}*·]*/gu))
      if (!ownWords.includes(chinese)) fault('words', `Chinese: ${chinese}`);
  }
  if (document.getAnimations().length > 0) fault('motion', 'something moves by itself');
  return faults;
}
