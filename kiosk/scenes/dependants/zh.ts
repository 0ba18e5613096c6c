/** What this scene says in Chinese; how things are said stands in `kiosk/i18n/zh.ts`. */
export const zh = {
  'child-card.title': '正在查孩子的信息…',
  'child.papers': '下次请带孩子的证件，到{window}核对一次。',
  'for-whom.question': '给哪个孩子挂号？',
  'for-whom.anybody': '给谁挂号？',
  'for-whom.helped': '替{name}',
  'for-whom.new': '登记一个孩子',
  'for-whom.born': '{year}年出生',
  'for-whom.by-word': '证件还没有核对，也能挂号',
  'relationship.question': '您是孩子的什么人？',
  'relationship.parent': '父亲或母亲',
  'relationship.grandparent': '爷爷奶奶或外公外婆',
  'relationship.guardian': '其他监护人',
  'child-number.question': '出生医学证明的号码',
  'child-number.hint': '一个字母，后面九个数字。',
  'child-birth-date.question': '孩子哪天出生？',
  'child-birth-date.hint': '按年、月、日输入，例如20200131。',
  'child-birth-date.read': '{year}年{month}月{day}日',
  'child-birth-date.wrong': '没有这一天，请看一看再输。',
  'child-sex.question': '男孩还是女孩？',
  'child-sex.male': '男孩',
  'child-sex.female': '女孩',
  'child-name.question': '孩子叫什么名字？',
  'child-name.hint': '请和出生医学证明上写的一样。',
  'child-name.field': '孩子的名字',
  'child-name.window': '不会打字，请去{window}。',
  'name-pad.pinyin': '拼音',
  'name-pad.strokes': '笔画',
  'name-pad.latin': 'ABC',
  'name-pad.next': '请按下一个字；写完了，就按“输好了”。',
  'name-pad.coming': '字马上就到，请等一等。',
  'name-pad.none': '没有这样的字，请删一个再按。',
  'name-pad.dot': '间隔号',
  'name-pad.apostrophe': '撇号',
  'name-pad.hyphen': '短横',
  'name-pad.blank': '空格',
  'name-pad.marked': 'é ö …',
  'name-pad.plain': 'A B C',
  'registering-child.title': '正在登记孩子…',
  'problem.too-many-dependants': '您这里登记的孩子已经满了。这个孩子没有登记上。请去{window}，工作人员帮您。',
  'problem.guardian-refused': '您和孩子的年龄对不上。孩子还没有登记。请看看关系和生日，或去{window}。',
} as const;

type Own = typeof zh;

declare module '../../i18n/text.ts' {
  interface Words extends Own {}
}
