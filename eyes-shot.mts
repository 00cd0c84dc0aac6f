// node --import tsx eyes-shot.mts GROUP:screens ...
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { openBrowser } from '#tests/support/browser.ts';
const BASE = 'http://127.0.0.1:4631';
const password = /password (\S+)/.exec(readFileSync('/tmp/eyes-demo.log','utf8'))?.[1] ?? '';
const pages = JSON.parse(readFileSync('/tmp/eyes-pages.json','utf8')) as Record<string,[string,string][]>; // group -> [who, path]
const SCREENS: Record<string, {width:number;height:number;dark:boolean}> = {
  p:{width:360,height:740,dark:false}, pd:{width:360,height:740,dark:true}, w:{width:1280,height:800,dark:false}, wd:{width:1280,height:800,dark:true} };
const browser = await openBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'),'utf8');
const cookieOf = async (who: string) => {
  const f = `/tmp/eyes-cookie-${who}.json`;
  if (existsSync(f)) return JSON.parse(readFileSync(f,'utf8'));
  const c = await browser.newContext(); const p = await c.newPage();
  await p.goto(`${BASE}/fr/connexion`);
  await p.locator('[name=pseudonym]').fill(who); await p.locator('[name=password]').fill(password);
  await p.locator('main form:not(.find) button[type=submit]').click();
  await p.waitForTimeout(1500);
  const cookies = await c.cookies(); await c.close();
  writeFileSync(f, JSON.stringify(cookies)); return cookies;
};
for (const arg of process.argv.slice(2)) {
  const [group='', screen='p', lang=''] = arg.split(':');
  const s = SCREENS[screen]!; 
  const shots: Buffer[] = [];
  for (const [who, path] of pages[group] ?? []) {
    const c = await browser.newContext({ viewport:{width:s.width,height:s.height}, colorScheme: s.dark?'dark':'light', locale: path.startsWith('/en')?'en-GB':'fr-FR', javaScriptEnabled: true });
    if (who !== '-') await c.addCookies(await cookieOf(who));
    const p = await c.newPage();
    const r = await p.goto(BASE + path, { timeout: 60000 });
    await p.waitForTimeout(400);
    const html = (await r?.text()) ?? '';
    await p.evaluate(axe);
    const found = await p.evaluate(() => (window as never as {axe:{run:()=>Promise<{violations:{id:string;nodes:{html:string}[]}[]}>}}).axe.run().then(x=>x.violations.map(v=>v.id+' '+v.nodes[0]?.html)));
    const sw = await p.evaluate(()=>document.documentElement.scrollWidth);
    console.log(group, screen, path, r?.status(), 'gz', gzipSync(html).length, sw > s.width ? `OVERFLOW ${sw}`:'', found.join(' | '));
    shots.push(await p.screenshot({ fullPage: true }));
    await c.close();
  }
  const maxH = 2600;
  const cut = await Promise.all(shots.map(async b => { const m = await sharp(b).metadata(); const parts: Buffer[]=[]; for (let y=0;y<(m.height??0);y+=maxH) parts.push(await sharp(b).extract({left:0,top:y,width:m.width??s.width,height:Math.min(maxH,(m.height??0)-y)}).png().toBuffer()); return parts; }));
  const flat = cut.flat();
  const per = s.width > 500 ? 2 : 5;
  for (let i=0, n=0;i<flat.length;i+=per, n++) {
    const row = flat.slice(i,i+per);
    const hs = await Promise.all(row.map(async b => (await sharp(b).metadata()).height ?? 0));
    const out = `/tmp/eyes-shots/${group}-${screen}-${n}.png`;
    await sharp({create:{width:row.length*(s.width+16),height:Math.max(...hs),channels:3,background:'#888'}}).composite(row.map((input,k)=>({input,left:k*(s.width+16),top:0}))).png().toFile(out);
    console.log(out);
  }
}
await browser.close();
