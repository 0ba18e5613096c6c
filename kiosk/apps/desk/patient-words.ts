import type { DocumentType } from '../../client/wire.ts';
import type { Word, Words } from '../../staff/word.ts';

export const serving = {
  title: { zh: '下一位：输证件', en: 'Next person: type the document' },
  what: {
    zh: '看过本人和证件原件，再输。担保人是您，会留下记录。',
    en: 'See the person and the original first. You vouch for them, and that is written down.',
  },
  type: { zh: '证件', en: 'Document' },
  number: { zh: '号码', en: 'Number' },
  reason: { zh: '核对依据（不写病人的信息）', en: 'Why you vouch (nothing about the person)' },
  reasonUsual: { zh: '看过本人和证件原件', en: 'I saw the person and the original' },
  look: { zh: '找这个人', en: 'Find the person' },
} as const satisfies Words<string>;

export const numberTroubles = {
  'check-character': {
    zh: '校验位不对：有一位输错了，请对着证件再看。',
    en: 'The check character does not fit: one is wrong. Compare again.',
  },
  form: { zh: '这不像这种证件的号码：请看种类和位数。', en: 'That is no number of this kind: look at the kind and the length.' },
  'first-generation': {
    zh: '15位的老号码不能用了，请看新证。',
    en: 'Numbers of 15 digits are no longer valid. Ask for the new card.',
  },
} as const satisfies Words<string>;

export const documentNames: Readonly<Record<DocumentType, Word>> = {
  'resident-id': { zh: '居民身份证、户口簿', en: 'Resident ID card, household register' },
  'hk-macau-residence-permit': { zh: '港澳居民居住证', en: 'Residence permit, Hong Kong and Macau' },
  'taiwan-residence-permit': { zh: '台湾居民居住证', en: 'Residence permit, Taiwan' },
  'hk-macau-travel-permit': { zh: '港澳居民来往内地通行证', en: 'Travel permit, Hong Kong and Macau' },
  'taiwan-travel-permit': { zh: '台湾居民来往大陆通行证', en: 'Travel permit, Taiwan' },
  'foreigner-residence-permit': { zh: '外国人永久居留身份证', en: "Foreigner's permanent residence card" },
  passport: { zh: '护照', en: 'Passport' },
  'birth-certificate': { zh: '出生医学证明', en: 'Birth certificate' },
  other: { zh: '别的证件', en: 'Another document' },
};

export const registering = {
  title: { zh: '没有找到，登记一下', en: 'Not found: register them' },
  agreeTitle: { zh: '要再同意一次告知书', en: 'They have to agree to the notice again' },
  document: { zh: '证件：{type} {number}', en: 'Document: {type} {number}' },
  name: { zh: '姓名（照证件写）', en: 'Name, as on the document' },
  birthDate: { zh: '出生日期（如 1950-01-31）', en: 'Date of birth (as 1950-01-31)' },
  birthDateWrong: { zh: '请写成 1950-01-31 或 19500131。', en: 'Write it as 1950-01-31 or 19500131.' },
  sex: { zh: '性别', en: 'Sex' },
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  unknown: { zh: '证件上没有写', en: 'not on the document' },
  phone: { zh: '手机（没有就不填）', en: 'Phone (empty if there is none)' },
  notice: { zh: '告知书：请给本人看，或读给他听', en: 'The notice: show it to the person, or read it to them' },
  agreed: { zh: '本人看过两份，在纸上都同意了', en: 'They have read both and said yes to both, on paper' },
  agreeFirst: {
    zh: '要本人在纸上同意，才能登记。不同意的，请按医院的办法在窗口办。',
    en: 'Without their yes on paper nobody is registered. Who says no is served by the hospital itself.',
  },
  register: { zh: '登记', en: 'Register' },
  agree: { zh: '记下同意', en: 'Note the agreement' },
  back: { zh: '返回，改证件', en: 'Back to the document' },
  nameRefused: { zh: '姓名里有不能用的字：请照证件再写。', en: 'The name holds what no name has: write it as on the document.' },
  sexRefused: { zh: '性别和证件号码不一样。', en: 'The number of the document says another sex.' },
  birthDateRefused: {
    zh: '出生日期和证件号码不一样，或不可能。',
    en: 'The number of the document says another date, or there is none such.',
  },
  phoneRefused: { zh: '这个号码收不到短信：请再看，或不填。', en: 'This phone gets no messages: look again, or leave it empty.' },
  loading: { zh: '正在取告知书…', en: 'The notice is on its way…' },
} as const satisfies Words<string>;

export const person = {
  who: { zh: '{name} · {year}年生 · {sex}', en: '{name} · born {year} · {sex}' },
  vouched: { zh: '窗口担保：{clerk}', en: 'Vouched for: {clerk}' },
  fresh: { zh: '刚登记', en: 'just registered' },
  tookOver: {
    zh: '有人以前只说过是这张证件的人，现在证件在这里，那些不算了。',
    en: 'Somebody had only claimed this document before; now that it is here, that counts no more.',
  },
  toBeSeenFirst: {
    zh: '这个人在机器上说过，有情况要先请医生或护士看。先请人来看，再挂号。',
    en: 'At a machine they said something that a doctor or nurse has to look at first. Have them seen before you book.',
  },
  book: { zh: '挂号', en: 'Book' },
  draft: { zh: '接着办（用号码）', en: 'Take up what was begun' },
  link: { zh: '两张证件是一个人', en: 'Two documents, one person' },
  next: { zh: '下一位（清空）', en: 'Next person (clear all)' },
  appointments: { zh: '这个人的挂号', en: 'Their appointments' },
  none: { zh: '没有挂号。', en: 'None.' },
  reload: { zh: '刷新', en: 'Look again' },
  results: { zh: '打印报告（不显示）', en: 'Print their reports (not shown)' },
  resultsPrinted: {
    zh: '已经送去打印，封面在最上面。请直接交给本人，不要看。',
    en: 'Sent to the printer, a cover sheet on top. Hand it to the person; do not read it.',
  },
  resultsNone: { zh: '没有可以打印的报告。', en: 'There is no report to print.' },
  loading: { zh: '正在取…', en: 'On its way…' },
} as const satisfies Words<string>;

/** What stands on the cover sheet of printed reports, for the person. */
export const paper = {
  title: { zh: '检查报告，只交给本人', en: 'Reports, for the patient alone' },
  count: { zh: '后面有 {count} 份报告', en: '{count} reports follow' },
  alone: {
    zh: '窗口没有看这些报告。请您数一数，拿给医生看。每页下面写着第几页、一共几页。',
    en: 'Nobody at the desk has read them. Please count them, and show them to your doctor. Each page says which it is, of how many.',
  },
  more: { zh: '还有更早的报告，这次没有打印。', en: 'There are older reports, which were not printed this time.' },
  late: { zh: '{hospital}还没有回答，那里可能还有报告。', en: '{hospital} has not answered: there may be more reports there.' },
  leftOut: {
    zh: '{hospital}有报告在这里打不开，请到那里问。',
    en: '{hospital} has reports that can not be opened here. Ask there.',
  },
  nth: { zh: '第 {nth} 份，共 {count} 份', en: 'Report {nth} of {count}' },
  held: { zh: '医院要当面告诉您结果，所以这里没有写。', en: 'The hospital wants to tell you itself, so it is not written here.' },
} as const satisfies Words<string>;

export const states = {
  booked: { zh: '挂好了', en: 'booked' },
  asking: { zh: '等医院确认，{clock} 前知道', en: 'the hospital is asked; known by {clock}' },
  askingOpen: { zh: '等医院确认', en: 'the hospital is asked' },
  cancelling: { zh: '正在取消', en: 'being cancelled' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  notBooked: { zh: '没有挂上', en: 'not booked' },
} as const satisfies Words<string>;

export const one = {
  title: { zh: '这个挂号', en: 'This appointment' },
  printZh: { zh: '打印中文凭条', en: 'Print the slip in Chinese' },
  printEn: { zh: '打印英文凭条', en: 'Print the slip in English' },
  cancel: { zh: '取消这个号', en: 'Cancel it' },
  cancelAsk: { zh: '真的取消吗？号会给别人。', en: 'Really cancel? Somebody else gets the place.' },
  cancelYes: { zh: '是，取消', en: 'Yes, cancel' },
  cancelNo: { zh: '不，留着', en: 'No, keep it' },
  cancelled: { zh: '取消了。', en: 'It is cancelled.' },
  cancelAsked: { zh: '已经向医院取消，正在等回音。', en: 'The hospital was asked to cancel it; its answer is awaited.' },
  bookedNow: { zh: '挂好了。', en: 'It is booked.' },
  bookingAsked: {
    zh: '已经交给医院，还没有回音。{clock} 前会知道，请告诉病人。',
    en: 'The hospital was asked and has not said yet. It is known by {clock}: tell the person.',
  },
  printed: { zh: '已经送去打印。没有出来，可以再按一次。', en: 'Sent to the printer. If nothing comes, press again.' },
  back: { zh: '返回', en: 'Back' },
} as const satisfies Words<string>;

export const booking = {
  department: { zh: '挂号：哪个科？', en: 'Book: which department?' },
  search: { zh: '科室、病情或拼音', en: 'Department, complaint or pinyin' },
  find: { zh: '找', en: 'Find' },
  found: { zh: '找到的科室', en: 'Departments found' },
  nothing: { zh: '没有找到。换个说法，或用拼音首字母。', en: 'Nothing found. Say it in other words, or by pinyin initials.' },
  hospital: { zh: '{department}：哪家医院？', en: '{department}: which hospital?' },
  here: { zh: '本院', en: 'this hospital' },
  away: { zh: '现在连不上', en: 'can not be reached now' },
  noHospital: { zh: '没有医院有这个科。按 Esc 换一个。', en: 'No hospital has it. Esc: another department.' },
  day: { zh: '哪一天？', en: 'Which day?' },
  free: { zh: '{count} 个号', en: '{count} places' },
  full: { zh: '没有号了。按 Esc 换一家医院或一个科。', en: 'No place is left. Esc: another hospital or department.' },
  time: { zh: '{day}：几点？', en: '{day}: what time?' },
  check: { zh: '请核对，再挂号', en: 'Check, then book' },
  who: { zh: '病人', en: 'Patient' },
  what: { zh: '科室', en: 'Department' },
  doctor: { zh: '医生', en: 'Doctor' },
  where: { zh: '地点', en: 'Where' },
  when: { zh: '时间', en: 'When' },
  fee: { zh: '挂号费', en: 'Fee' },
  pays: { zh: '怎么付', en: 'Paid by' },
  selfPay: { zh: '自费', en: 'Self-pay' },
  insurance: { zh: '医保', en: 'Insurance' },
  book: { zh: '挂这个号', en: 'Book this' },
  back: { zh: '返回', en: 'Back' },
  again: {
    zh: '没有回音，不知道挂上没有。请再按一次：还是同一个号，不会挂两次。',
    en: 'No answer: it may be booked or not. Press again: it is the same booking, never a second one.',
  },
} as const satisfies Words<string>;

export const drafts = {
  title: { zh: '接着办：号码', en: 'Take up what was begun' },
  code: { zh: '8位号码（手机或自助机上的）', en: 'The code of 8 characters' },
  wrong: { zh: '号码是8位字母和数字，没有 I、L、O、U。', en: 'Eight letters and digits, without I, L, O, U.' },
  take: { zh: '接着办', en: 'Take it up' },
  none: {
    zh: '没有找到：号码不对、过了十分钟，或不是这个人的。',
    en: 'Not found: another code, older than ten minutes, or not of this person.',
  },
  nothing: { zh: '里面还没有选科室，请从头问。', en: 'No department was chosen in it: ask from the start.' },
} as const satisfies Words<string>;

export const linking = {
  title: { zh: '两张证件是一个人', en: 'Two documents, one person' },
  what: {
    zh: '现在的病人是 {name}。请输同一个人的另一张证件。第一位窗口人员提出，第二位在自己的窗口再输一遍两张证件，才算。',
    en: 'Served now: {name}. Type the other document of the same person. One clerk proposes it; a second one types both documents at their own desk to confirm.',
  },
  link: { zh: '连起来', en: 'Link' },
  proposed: {
    zh: '提出了。请另一位窗口人员在 {clock} 前，在自己的窗口再输一遍两张证件。',
    en: 'Proposed. A second clerk types both documents at their own desk by {clock}.',
  },
  nowServed: {
    zh: '现在的病人是 {name}，{year}年生，是后输的证件。要办第一位，请再输第一张证件。',
    en: 'Served now: {name}, born {year}, of the document typed last. For the first one, type the first document again.',
  },
  linked: { zh: '连好了：两张证件是一个人。', en: 'Linked: both documents are one person.' },
  same: { zh: '两次是同一张证件或同一个登记。', en: 'Both are the same registration.' },
  unregistered: {
    zh: '另一张证件还没有登记，不用连：以后用第一张就行。',
    en: 'The other document has no registration: there is nothing to link.',
  },
} as const satisfies Words<string>;
