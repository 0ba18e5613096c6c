import type { Words } from '../../staff/word.ts';

/** A phone becomes the own one of whoever is served. */
export const binding = {
  act: { zh: '认手机', en: 'Make a phone theirs' },
  title: { zh: '认手机：八位数字', en: 'A phone of theirs: eight digits' },
  brings: {
    zh: '认了以后，那部手机不带证件也能看报告、看账单、付钱。',
    en: 'From then on that phone shows their results and bills, and pays, without a document.',
  },
  how: {
    zh: '请本人在自己手机上点“把这部手机认成我的”，念出八位数字。别人的、大家一起用的手机，不要认。',
    en: 'They press “Make this phone mine” on it and read the digits out. Not the phone of somebody else, or one that is shared.',
  },
  code: { zh: '手机上的八位数字', en: 'The eight digits on the phone' },
  wrong: { zh: '号码是八位数字。', en: 'It has eight digits.' },
  find: { zh: '找这部手机', en: 'Find the phone' },
  none: {
    zh: '没有找到：号码不对、过了十分钟，或这个手机号还不是本人的。',
    en: 'Not found: another code, older than ten minutes, or a number that is not theirs yet.',
  },
  tooMany: {
    zh: '试得太多了，这次不能再试。请过一刻钟再来，或在自助机上办。',
    en: 'Too many tries. Again in a quarter of an hour, or at a kiosk with the card.',
  },
  unproved: {
    zh: '证件没有核对，不能认手机。请按“下一位”，再输证件。',
    en: 'No phone is bound without the document. Next person, then type the document again.',
  },
  ask: { zh: '手机上也是这两个数字吗？', en: 'Does the phone show the same two digits?' },
  compare: {
    zh: '请看本人手里的手机。别人在电话里叫他来认的，不要认。',
    en: 'Look at the phone in their hand. If somebody on the telephone told them to come, do not.',
  },
  digits: { zh: '两个数字', en: 'Two digits' },
  phone: { zh: '手机号', en: 'Phone number' },
  since: { zh: '从哪天起', en: 'Theirs since' },
  same: { zh: '一样，认这部手机', en: 'The same: make it theirs' },
  other: { zh: '不一样，不认', en: 'Not the same: leave it' },
  again: {
    zh: '没有回音，不知道认了没有。请再按一次：认两次也是认一次。',
    en: 'No answer: it may be theirs or not. Press again: twice is the same as once.',
  },
  gone: {
    zh: '这个号码过期了，没有认。请本人在手机上换个新号码。',
    en: 'The code is too old, and nothing was done. They ask for a new one on the phone.',
  },
  left: {
    zh: '没有认，什么都没有变。两个数字不一样，就是另一部手机。请本人换个新号码。',
    en: 'Nothing was done. Other digits are another phone. They ask for a new code on their own.',
  },
  done: {
    zh: '认好了：{phone} 是本人的手机。',
    en: 'Done: {phone} is their own phone.',
  },
  tell: {
    zh: '请告诉本人：手机丢了、换了，在自助机上点“我的信息”“我的手机”，结束它。',
    en: 'Tell them: if it is lost or changed, end it at a kiosk: About me, then My phones.',
  },
} as const satisfies Words<string>;
