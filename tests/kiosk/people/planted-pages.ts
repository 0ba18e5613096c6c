import type { Walker } from './walker.ts';

/** A page that is bad for one person, and what they would do there. It must end badly for them, and well for somebody without their need. */
export interface PlantedPage {
  readonly badFor: string;
  readonly bad: string;
  readonly html: string;
  walk(walker: Walker): Promise<void>;
}

const page = (style: string, body: string, script = '') =>
  `<!doctype html><html lang="zh-CN"><style>body{margin:40px;font:36px sans-serif;color:#000;background:#fff}h1{font-size:62px}
button{display:block;box-sizing:border-box;min-height:110px;min-width:400px;font:inherit;margin:0 0 20px}${style}</style><body>${body}
<script>const show=(t)=>{document.querySelector('h1').textContent=t;document.querySelector('h1').focus()};${script}</script></body></html>`;

const H1 = '<h1 tabindex="-1">要哪一个？</h1>';

export const plantedPages: readonly PlantedPage[] = [
  {
    badFor: 'tremor',
    bad: 'keys of 6 mm with nothing between them, and a second tap that counts',
    html: page(
      'button{min-height:24px;height:24px;line-height:1;font-size:18px;margin:0;padding:0}',
      `${H1}<button onclick="show('都删掉了')">都删掉</button><button onclick="next()">加一个</button><button onclick="show('走了')">走</button>`,
      "let n=0;const next=()=>{n+=1;show(n===1?'有一个':'有'+n+'个')};",
    ),
    async walk(walker) {
      await walker.press('加一个');
      await walker.sees('有一个');
    },
  },
  {
    badFor: 'low vision',
    bad: 'words that do not grow and are cut off at the edge',
    html: page(
      'main{width:1000px;overflow:hidden}p{font-size:18px;color:#999;white-space:nowrap}',
      `<main>${H1}<p>请先看清楚下面的说明再按下面的按钮，谢谢您的配合，祝您早日康复，身体健康，万事如意</p><button>下一步</button></main>`,
    ),
    async walk(walker) {
      await walker.sees('要哪一个');
    },
  },
  {
    badFor: 'blind',
    bad: 'a picture to press that has no name and takes no focus',
    html: page(
      '.card{height:120px;width:400px;background:#0d4f4a;color:#fff}',
      `${H1}<div class="card" role="button" onclick="show('好了')">下一步</div><button aria-label=""><svg role="img" width="20" height="20"></svg></button>`,
    ),
    async walk(walker) {
      await walker.press('下一步');
      await walker.sees('好了');
    },
  },
  {
    badFor: 'slow',
    bad: 'a screen that is cleared after twenty seconds without a word',
    html: page(
      '',
      `${H1}<button onclick="show('好了')">下一步</button>`,
      "setTimeout(()=>{document.body.innerHTML='<h1>欢迎</h1>'},20000);",
    ),
    async walk(walker) {
      await walker.press('下一步');
      await walker.sees('好了');
    },
  },
  {
    badFor: 'no phone',
    bad: 'a code to scan and nothing else',
    html: page('', `<main>${H1}<p>请用手机扫码继续</p><button onclick="show('请用手机扫码')">扫码继续</button></main>`),
    async walk(walker) {
      await walker.sees('要哪一个');
    },
  },
  {
    badFor: 'no document',
    bad: 'a card is wanted, and nobody says where one goes without',
    html: page('', `<main><h1 tabindex="-1">请放证件</h1><p>请把身份证放在下面。</p><button>返回</button></main>`),
    async walk(walker) {
      await walker.sees('请放证件');
    },
  },
];
