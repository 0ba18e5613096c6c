import type { Words } from './word.ts';

/** What every page of staff says on the way from an unknown browser to somebody who is on duty. */
export const page = {
  other: { zh: 'English', en: '中文' },
  opening: { zh: '请稍等…', en: 'One moment…' },
  away: { zh: '连不上，正在再连。下面的可能不是最新的。', en: 'No connection; trying again. What stands here may be old.' },
  awayAtFirst: { zh: '连不上医院的系统，正在再连。', en: 'The hospital can not be reached; trying again.' },
  unable: {
    zh: '这个浏览器不能用：它不保存钥匙。请用普通窗口和安全的网址（https）打开。',
    en: 'This browser can not be used: it keeps no key. Open the page in an ordinary window, by its https address.',
  },
  floor: { zh: '{floor}楼', en: 'floor {floor}' },
} as const satisfies Words<string>;

export const enrolment = {
  title: { zh: '先登记这台设备', en: 'Enrol this device first' },
  what: {
    zh: '请管理员给您一个登记码。它只能用一次，十分钟内有效。',
    en: 'Ask the administrator for a code. It works once, and for ten minutes.',
  },
  code: { zh: '登记码', en: 'Enrolment code' },
  enrol: { zh: '登记', en: 'Enrol' },
  refused: {
    zh: '这台设备已经停用。要再用，请管理员给一个新码。',
    en: 'This device is no longer in use. A new code makes it one.',
  },
  codeRefused: { zh: '这个码不能用：用过了，或者过了十分钟。', en: 'This code does not work: it was used, or is too old.' },
} as const satisfies Words<string>;

export const signing = {
  title: { zh: '请登录', en: 'Sign in' },
  lockedTitle: { zh: '已锁上，请输密码', en: 'Locked: your PIN, please' },
  number: { zh: '工号', en: 'Staff number' },
  pin: { zh: '密码（6到12位数字）', en: 'PIN (6 to 12 digits)' },
  enter: { zh: '登录', en: 'Sign in' },
  unlock: { zh: '打开', en: 'Unlock' },
  another: { zh: '不是我，换一个人', en: 'Not me: somebody else' },
  refused: {
    zh: '工号或密码不对。输错五次要等一刻钟。',
    en: 'Number or PIN is wrong. After five wrong ones you wait for a quarter of an hour.',
  },
  passkey: { zh: '用指纹或面容', en: 'With a passkey' },
  passkeyNot: { zh: '没有认出来。请再试，或输密码。', en: 'That was not recognised. Try again, or type the PIN.' },
  noPasskeys: { zh: '这里还不能用指纹或面容，请输密码。', en: 'No passkeys here yet: type the PIN.' },
} as const satisfies Words<string>;
