import type { Partner, Special, Table, WayToPay } from '../../../fixtures/demo/table.ts';
import type { FaultKind } from '../../../fixtures/simulators/wire/faults.ts';
import type { BookEntry } from '../../../fixtures/simulators/wire/record.ts';
import type { Language } from '../../i18n/text.ts';

export type Word = Readonly<Record<Language, string>>;
type Words<Key extends string> = Readonly<Record<Key, Word>>;

export const page = {
  title: { zh: '一门 · 演示桌', en: 'Onedoor · demo table' },
  lead: { zh: '放一张证件，再在自助机上点。', en: 'Put a card down, then press on the kiosk.' },
  invented: { zh: '人和医院都是编的', en: 'People and hospitals are invented' },
  other: { zh: 'English', en: '中文' },
  away: { zh: '桌子没有回音，正在再问', en: 'The table does not answer; asking again' },
  kiosk: { zh: '自助机', en: 'Kiosk' },
  phone: { zh: '志愿者的手机', en: 'A volunteer’s phone' },
  desk: { zh: '服务台', en: 'The desk of the hall' },
  reader: { zh: '读卡器', en: 'Card reader' },
  paying: { zh: '付钱的手机', en: 'A phone that pays' },
  tray: { zh: '出纸口', en: 'Printer tray' },
  hospitals: { zh: '各家医院自己的账本', en: 'The hospitals and their own books' },
  steps: { zh: '刚才发生了什么', en: 'What just happened' },
} as const satisfies Words<string>;

export const reader = {
  empty: { zh: '还没有证件，点一张放上', en: 'Empty: press a card to put it down' },
  lies: { zh: '放着：{name}', en: 'On it: {name}' },
  left: { zh: '人走了，证件忘在这里：{name}', en: 'Left behind by its owner: {name}' },
  someone: { zh: '一张别的证件', en: 'another document' },
  take: { zh: '拿走', en: 'Take it' },
  forget: { zh: '忘在这里', en: 'Forget it' },
  spoil: { zh: '弄脏', en: 'Spoil it' },
  broken: { zh: '让读卡器出毛病', en: 'Let the reader go wrong' },
  years: { zh: '{age} 岁', en: 'aged {age}' },
  owes: { zh: '有账要付', en: 'has bills' },
} as const satisfies Words<string>;

export const staff = {
  types: { zh: '工号 {number}，密码 {pin}', en: 'number {number}, PIN {pin}' },
  firstOnPhone: { zh: '第一次：要登记码，再替她打字', en: 'First time: get a code, then type it for her' },
  firstAtDesk: { zh: '第一次：要登记码，在那边打进去', en: 'First time: get a code, and type it there' },
  allow: { zh: '要登记码', en: 'Get a code' },
  type: { zh: '替她打字', en: 'Type for her' },
  code: { zh: '登记码，用一次，十分钟内有效', en: 'A code: once, within ten minutes' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '复制好了', en: 'Copied' },
  phoneScreen: { zh: '手机的屏幕', en: 'The phone’s screen' },
  openDesk: { zh: '打开服务台', en: 'Open the desk' },
  elsewhere: { zh: '请在另一台机器上打开 {address}', en: 'Open it on another machine: {address}' },
} as const satisfies Words<string>;

export const specials: Words<Special> = {
  oldest: { zh: '年纪最大', en: 'the oldest' },
  'same-name': { zh: '同名同生日', en: 'same name' },
  'rare-character': { zh: '名字有生僻字', en: 'rare character' },
  'long-name': { zh: '名字很长', en: 'a long name' },
  'hong-kong': { zh: '香港居民', en: 'from Hong Kong' },
  foreigner: { zh: '外国人', en: 'a foreigner' },
  child: { zh: '孩子', en: 'a child' },
  'new-here': { zh: '第一次来', en: 'first visit' },
};

export const readerFaults: Words<NonNullable<Table['reader']['fault']>> = {
  unreadable: { zh: '证件读不出来', en: 'the card is unreadable' },
  slow: { zh: '读得很慢', en: 'it reads slowly' },
  hang: { zh: '读到一半不动了', en: 'it stops half-way' },
  'removed-early': { zh: '证件拿得太早', en: 'taken away too early' },
  'second-read-differs': { zh: '两次读得不一样', en: 'two readings differ' },
  'previous-card': { zh: '读出上一张证件', en: 'it reads the card before' },
  absent: { zh: '读卡器没插上', en: 'the reader is unplugged' },
};

export const printer: Words<Table['printer']> = {
  ready: { zh: '正常', en: 'all is well' },
  'paper-low': { zh: '纸快没了', en: 'paper is low' },
  'out-of-paper': { zh: '没有纸', en: 'out of paper' },
  jam: { zh: '卡纸', en: 'paper jam' },
  'cover-open': { zh: '盖子开着', en: 'cover is open' },
  absent: { zh: '没插上', en: 'unplugged' },
};

export const tray = {
  empty: { zh: '还没有出过纸', en: 'No paper has come out yet' },
  state: { zh: '打印机怎么样', en: 'How the printer is' },
  out: { zh: '{time} 出的', en: 'came out at {time}' },
} as const satisfies Words<string>;

export const hospital = {
  book: { zh: '账本', en: 'Its book' },
  empty: { zh: '还没有人在这里挂号', en: 'Nobody has booked here yet' },
  broken: { zh: '让这家医院出毛病', en: 'Let this hospital go wrong' },
  live: { zh: '已挂 {count} 个', en: '{count} booked' },
  away: { zh: '关着', en: 'away' },
  ill: { zh: '{count} 个毛病', en: '{count} faults' },
  number: { zh: '{number}号', en: 'no. {number}' },
  nobody: { zh: '（还没有名字）', en: '(no name yet)' },
} as const satisfies Words<string>;

export const paying = {
  nothing: { zh: '现在没有要扫的付款码', en: 'No code to pay at this moment' },
  until: { zh: '{time} 以前有效', en: 'good until {time}' },
  now: { zh: '付钱', en: 'Pay' },
  late: { zh: '过了时间才付', en: 'Pay when it is over' },
  'other-amount': { zh: '付成别的数', en: 'Pay another amount' },
  broken: { zh: '让{partner}出毛病', en: 'Let {partner} go wrong' },
} as const satisfies Words<WayToPay | 'nothing' | 'until' | 'broken'>;

export const partners: Words<Partner> = {
  'wechat-pay': { zh: '微信支付', en: 'WeChat Pay' },
  insurer: { zh: '医保', en: 'the insurer' },
};

export const bookStates: Words<BookEntry['status']> = {
  held: { zh: '先留着', en: 'held' },
  booked: { zh: '挂上了', en: 'booked' },
  done: { zh: '看完了', en: 'over' },
  cancelled: { zh: '取消了', en: 'cancelled' },
};

/** What each fault is to somebody who has never seen a network. */
export const faults: Words<FaultKind> = {
  refused: { zh: '医院的电脑关了', en: 'switched off' },
  slow: { zh: '回答很慢', en: 'answers slowly' },
  'timeout-before-commit': { zh: '不记账，也不回答', en: 'silent, books nothing' },
  'timeout-after-commit': { zh: '记了账，不回答', en: 'silent, but books it' },
  'late-commit': { zh: '过一会儿才记账', en: 'silent, books it later' },
  'reset-before-commit': { zh: '还没记账就断线', en: 'cut off before booking' },
  'reset-after-commit': { zh: '记了账就断线', en: 'cut off after booking' },
  'server-error-before-commit': { zh: '说不行，没有记账', en: 'says no, books nothing' },
  'server-error-after-commit': { zh: '说不行，其实记了', en: 'says no, yet books it' },
  duplicate: { zh: '同一件事做两遍', en: 'does it twice' },
  malformed: { zh: '回答只有半截', en: 'half an answer' },
  'wrong-charset': { zh: '回答是乱码', en: 'garbled letters' },
  'empty-200': { zh: '回答是空的', en: 'empty answer' },
  'html-page': { zh: '回答成一张网页', en: 'answers a web page' },
  unsigned: { zh: '回答没有签名', en: 'no signature' },
  'stale-slots': { zh: '给的是旧号源', en: 'shows old slots' },
};

export const steps = {
  none: { zh: '还没有发生什么', en: 'Nothing has happened yet' },
  gateway: { zh: '一门', en: 'Onedoor' },
  answered: { zh: '答 {outcome}', en: 'answered {outcome}' },
  ignored: { zh: '没有处理', en: 'not processed' },
  broken: { zh: '毛病：{fault}', en: 'fault: {fault}' },
} as const satisfies Words<string>;

/** By the action of the gateway's audit. */
export const actions: Words<string> = {
  'message.list': { zh: '本人看消息', en: 'They look at their messages' },
  'message.read': { zh: '本人读了一条消息', en: 'They read a message' },
  'message.send': { zh: '给手机发消息', en: 'Sends a message to the phone' },
  'message.unreached': { zh: '没送到：请服务台打电话', en: 'Nothing reached them: the desk calls' },
  'message.list-unreached': { zh: '服务台看要给谁打电话', en: 'The desk looks at whom to call' },
  'message.reached': { zh: '服务台打通了', en: 'The desk reached them' },
  'message.not-reached': { zh: '服务台打了，没人接', en: 'The desk called, nobody answered' },
  'triage.stop': { zh: '要马上请医生看：不挂号了', en: 'To be looked at now: nothing is booked' },
  'preconsult.begin': { zh: '开始写看病前的情况', en: 'Began to write what the doctor is told' },
  'preconsult.submit': { zh: '同意把情况交给医生', en: 'Agreed to tell the doctor' },
  'preconsult.read': { zh: '看了写给医生的情况', en: 'Looked at what the doctor is told' },
  'summary.sending': { zh: '把情况发给医院', en: 'Sends it to the hospital' },
  'summary.delivered': { zh: '医院收到了情况', en: 'The hospital has it' },
  'summary.unknown': { zh: '医院没有回音，去问清', en: 'No answer of the hospital: asks' },
  'summary.waiting': { zh: '医院没收到，等着再发', en: 'The hospital does not have it: waits' },
  'summary.refused': { zh: '医院没有收下情况', en: 'The hospital did not take it' },
  'summary.dropped': { zh: '情况没有发出去', en: 'It was not sent' },
  'summary.withdrawing': { zh: '要从医院收回情况', en: 'Takes it back from the hospital' },
  'summary.withdrawn': { zh: '从医院收回了情况', en: 'Took it back from the hospital' },
  'draft.create': { zh: '没办完的，封好留十分钟', en: 'Unfinished: kept sealed for ten minutes' },
  'draft.take': { zh: '接着办没办完的', en: 'Goes on with what was unfinished' },
  'help-call.make': { zh: '有人叫帮忙', en: 'Somebody calls for help' },
  'help-call.call': { zh: '没人来，再叫一次', en: 'Nobody came: it rings once more' },
  'help-call.hurry': { zh: '急了，再叫一次', en: 'It is urgent now: it rings again' },
  'help-call.answer': { zh: '志愿者说：这就去', en: 'A helper is on the way' },
  'help-call.ticket': { zh: '没人来，给一个窗口的号', en: 'Nobody came: a number for the window' },
  'help-call.end': { zh: '叫的帮忙结束了', en: 'The call is over' },
  'assist.join': { zh: '志愿者到了，等本人答应', en: 'A helper is there and waits for a yes' },
  'assist.accept': { zh: '本人同意请人帮忙', en: 'They agree to be helped' },
  'assist.follow': { zh: '志愿者看到办到哪一步', en: 'A helper sees which step it is' },
  'assist.point': { zh: '志愿者指了一处', en: 'A helper points at something' },
  'assist.fill': { zh: '志愿者选了一项，等本人确认', en: 'A helper chose, and they confirm' },
  'assist.display': { zh: '志愿者换了显示方式', en: 'A helper changes how it is shown' },
  'assist.language': { zh: '志愿者换了语言', en: 'A helper changes the language' },
  'assist.end': { zh: '帮忙结束', en: 'The help is over' },
  'appointment.book': { zh: '先写下：有人要这个号', en: 'First noted: somebody wants this place' },
  'appointment.cancel': { zh: '先写下：有人要取消', en: 'First noted: somebody wants to cancel' },
  'appointment.adopt': { zh: '在医院找回一个号', en: 'A booking was found again at the hospital' },
  'claim.claimed': { zh: '准备再请医院留号', en: 'Will ask the hospital again' },
  'claim.sent': { zh: '请医院留号', en: 'Asks for the place' },
  'claim.unknown': { zh: '没有回音：不猜，去问清', en: 'No answer to rely on: asks, does not guess' },
  'claim.absent': { zh: '问清了：医院没有这个号', en: 'Now it knows: no such booking there' },
  'claim.confirmed': { zh: '医院留了号，写下', en: 'The hospital keeps it: noted' },
  'claim.refused': { zh: '医院不接受，写下', en: 'The hospital refused: noted' },
  'claim.released': { zh: '没挂上，号放回去', en: 'Nothing booked: the place is free again' },
  'claim.manual': { zh: '请工作人员核对', en: 'Asks the staff to look at it' },
  'claim.cancelling': { zh: '准备请医院取消', en: 'Will ask to cancel' },
  'claim.cancel-sent': { zh: '请医院取消', en: 'Asks to cancel' },
  'claim.cancelled': { zh: '医院取消了，写下', en: 'The hospital cancelled: noted' },
  'claim.exchange': { zh: '换成医院留下的那个号', en: 'Takes the booking that the hospital kept' },
  'bill.read': { zh: '有人看要付的钱', en: 'Somebody looks at their bills' },
  'quote.ask': { zh: '问清医保付多少', en: 'Asks what insurance would pay' },
  'quote.read': { zh: '有人看谁付多少', en: 'Somebody looks at who pays what' },
  'payment.create': { zh: '先写下：有人要付这些账', en: 'First noted: somebody pays these bills' },
  'payment.order-from-home': { zh: '先写下：家里人要付款码', en: 'First noted: somebody at home wants the code' },
  'payment.cancel': { zh: '先写下：有人不付了', en: 'First noted: somebody will not pay' },
  'payment.list': { zh: '有人看付过的钱', en: 'Somebody looked at what was paid' },
  'payment.read': { zh: '有人看一次付款', en: 'Somebody looked at a payment' },
  'payment.take-cash': { zh: '窗口收了现金', en: 'A cashier took cash' },
  'receipt.read': { zh: '有人看收据', en: 'Somebody looked at a receipt' },
  'payment.due': { zh: '等钱来', en: 'Waits for the money' },
  'payment.closing': { zh: '不收了，先看清有没有人付', en: 'No longer asks: first sees that nobody paid' },
  'payment.paid': { zh: '钱到了，写下', en: 'The money came: noted' },
  'payment.insuring': { zh: '请医保结算', en: 'Asks the insurance to settle' },
  'payment.insurance-unknown': { zh: '医保没有回音：不猜，去问清', en: 'No answer of the insurance: asks, does not guess' },
  'payment.reversing': { zh: '请医保确认没有结算', en: 'Makes sure that the insurance settled nothing' },
  'payment.insured': { zh: '医保结算了，写下', en: 'The insurance settled: noted' },
  'payment.settling': { zh: '请医院结算', en: 'Asks the hospital to settle' },
  'payment.settlement-unknown': { zh: '医院没有回音：不猜，去问清', en: 'No answer of the hospital: asks, does not guess' },
  'payment.settled': { zh: '医院结算了，付好了', en: 'The hospital settled: it is paid' },
  'payment.unsettling': { zh: '请医院撤回结算', en: 'Asks the hospital to take it back' },
  'payment.undoing': { zh: '请医保撤回结算', en: 'Asks the insurance to take it back' },
  'payment.returning': { zh: '正在退钱', en: 'The money goes back' },
  'payment.undone': { zh: '没有付成，钱都退了', en: 'Not paid, and all money is back' },
  'payment.case': { zh: '请工作人员处理', en: 'Asks the staff to look at it' },
  'session.open': { zh: '认出一个人，开始办事', en: 'Somebody is known: a visit begins' },
  'session.close': { zh: '办完了', en: 'The visit is over' },
  'patient.register': { zh: '登记了一个人', en: 'Somebody was registered' },
  'patient.claim': { zh: '有人报了一个证件号', en: 'Somebody named a document' },
  'patient.read': { zh: '有人看了自己的信息', en: 'Somebody looked at their information' },
  'patient.compare': { zh: '柜台报的姓名和证件号对不上', en: 'A name at the desk does not fit the document' },
  'patient.link-propose': { zh: '提出把两份登记合在一起', en: 'Two registrations are to be linked' },
  'patient.link': { zh: '两份登记合在一起了', en: 'Two registrations were linked' },
  'patient.unlink': { zh: '合在一起的登记分开了', en: 'Two registrations were parted' },
  'claim.take-over': { zh: '出示证件，收回以前的登记', en: 'What was claimed went to its owner' },
  'guardian.claim': { zh: '登记了孩子，证件还没核对', en: 'A child was registered by word' },
  'guardian.prove': { zh: '核对了孩子和大人的证件', en: 'A child and its guardian were proved' },
  'appointment.read': { zh: '有人看了一个预约', en: 'Somebody looked at a booking' },
  'appointment.list': { zh: '有人看了自己的预约', en: 'Somebody looked at their bookings' },
  'consent.give': { zh: '柜台说本人在纸上同意了', en: 'A desk says that somebody agreed on paper' },
  'consent.withdraw': { zh: '有人不再同意', en: 'Somebody withdrew an agreement' },
  'access-log.read': { zh: '有人看了谁看过自己的信息', en: 'Somebody looked at who looked' },
  'payment.ask-refund': { zh: '先写下：有人要退费', en: 'First noted: somebody wants money back' },
  'payment.read-refundable': { zh: '收费处看了哪些钱能退', en: 'A cashier looked at what can go back' },
  'payment.propose-refund': { zh: '收费员提出退费：等第二个人', en: 'A cashier proposed a refund: it waits for a second person' },
  'payment.list-refunds': { zh: '柜台看了等着退的钱', en: 'A desk looked at refunds that wait' },
  'payment.confirm-refund': { zh: '第二个人确认，才请医院退', en: 'A second person confirmed: only now the hospital is asked' },
  'payment.decline-refund': { zh: '提出的退费不办了', en: 'A proposed refund is not to be' },
  'payment.lapse-refund': { zh: '没人确认，退费作罢', en: 'Nobody confirmed a refund: it ended' },
  'drawer.count': { zh: '收费员点了抽屉里的钱', en: 'A cashier counted the drawer' },
  'payment.return-cash': { zh: '收费处退了现金', en: 'A cashier gave cash back' },
  'payment.close-case': { zh: '管理员了结了一笔钱', en: 'People brought a payment to an end' },
  'slip.issue': { zh: '签好一张挂号单', en: 'A slip was signed' },
  'device.allow': { zh: '给一台设备一个登记码', en: 'A code was made to enrol a device' },
  'device.enrol': { zh: '一台设备登记好了', en: 'A device was enrolled' },
  'device.revoke': { zh: '一台设备停用了', en: 'A device is in use no more' },
  'device.suspend': { zh: '一台设备不对劲，先停用', en: 'Something is wrong with a device: suspended' },
  'staff.add': { zh: '来了一位工作人员', en: 'Somebody new works here' },
  'staff.remove': { zh: '一位工作人员走了', en: 'Somebody works here no more' },
  'staff.pin': { zh: '一位工作人员换了密码', en: 'A member of staff has a new PIN' },
  'staff-session.open': { zh: '一位工作人员输了工号密码', en: 'A member of staff signed in' },
  'staff-session.close': { zh: '一位工作人员退出了', en: 'A member of staff signed out' },
  'passkey.add': { zh: '一位工作人员下次可用指纹', en: 'A member of staff made a passkey' },
  'shift.open': { zh: '有人上岗了', en: 'Somebody came on duty' },
  'shift.end': { zh: '有人离岗了', en: 'Somebody went off duty' },
  'ticket.issue': { zh: '服务台给了一个号', en: 'The desk gave out a number' },
  'ticket.call': { zh: '服务台叫下一个号', en: 'The desk calls a number' },
  'ticket.end': { zh: '窗口办完了一个号', en: 'The window is done with a number' },
  'one-time-code.send': { zh: '给手机发验证码', en: 'A code goes to a phone' },
  'hospital.accept-slots': { zh: '管理员认下医院变短的号单', en: 'A shorter list of a hospital was accepted' },
  'hospital.reopen': { zh: '医院又可以挂号了', en: 'A hospital can be booked again' },
};

/** By the operation that a hospital was asked for. */
export const operations: Words<string> = {
  book: { zh: '有人请它留一个号', en: 'is asked for a place' },
  hold: { zh: '有人请它先留一会儿', en: 'is asked to hold a place' },
  cancel: { zh: '有人请它取消', en: 'is asked to cancel' },
  pay: { zh: '有人告诉它付了钱', en: 'is told of a payment' },
  charges: { zh: '有人问它还有什么没付', en: 'is asked what is not paid' },
  unpaid: { zh: '有人问它还有什么没付', en: 'is asked what is not paid' },
  settle: { zh: '有人告诉它付了钱', en: 'is told of a payment' },
  'find-pay': { zh: '有人问它这笔钱记上没有', en: 'is asked whether it has a payment' },
  refundable: { zh: '有人问它能退多少', en: 'is asked what it takes back' },
  refund: { zh: '有人请它退费', en: 'is asked to take something back' },
  'find-refund': { zh: '有人问它退了没有', en: 'is asked whether it took it back' },
  find: { zh: '有人问它有没有这个号', en: 'is asked whether it has the booking' },
  'find-patient': { zh: '有人问它有没有这份档案', en: 'is asked for a person’s file' },
  register: { zh: '有人请它建一份档案', en: 'is asked to open a file' },
};

/** By the operation that the insurer or the payment provider was asked for. */
export const partnerOperations: Readonly<Record<Partner, Words<string>>> = {
  insurer: {
    person: { zh: '问这个人有没有医保', en: 'is asked whether somebody is insured' },
    quote: { zh: '问医保会付多少', en: 'is asked what it would pay' },
    settle: { zh: '请医保结算', en: 'is asked to settle' },
    find: { zh: '问医保结了没有', en: 'is asked whether it has it' },
    undo: { zh: '请医保撤回', en: 'is asked to undo it' },
    reverse: { zh: '请医保冲正', en: 'is asked to reverse it' },
    day: { zh: '问医保一天的账', en: 'is asked for a day' },
  },
  'wechat-pay': {
    order: { zh: '请它给一个付款码', en: 'is asked for a code' },
    close: { zh: '请它让码失效', en: 'is asked to close a code' },
    refund: { zh: '请它把钱退回去', en: 'is asked to send money back' },
    bill: { zh: '问它一天的账单', en: 'is asked for the bill of a day' },
    download: { zh: '取它一天的账单', en: 'gives the bill of a day' },
  },
};
