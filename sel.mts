import { openBrowser } from '#tests/support/browser.ts';
import { PAGE_NAMES, pathTo } from '#shared/paths.ts';
const B='http://127.0.0.1:4803';
const j = async (p:string)=> (await fetch(B+p)).json() as any;
const {payouts}=await j('/api/payouts'); const {tasks}=await j('/api/tasks'); const {clients}=await j('/api/clients'); const th=(await j('/api/forum')); const {boycotts}=await j('/api/boycotts');
const threads=(await j('/api/forum/threads')).threads;
const browser=await openBrowser(); const page=await browser.newPage();
const tools = (await (await fetch(B+'/fr/connexion')).text()).match(/href="(\/assets\/tools[^"]+)"/)![1]!;
const css = await (await fetch(B+tools)).text();
const L='fr' as const;
const paths=[pathTo(L,'home'),pathTo(L,'platforms'),pathTo(L,'platforms',{},{q:'click'}),...['clickworker','loonea','tacheo'].map(slug=>pathTo(L,'platform',{slug})),pathTo(L,'platformStandings',{slug:'clickworker'}),pathTo(L,'proofs'),...payouts.slice(0,3).map((p:any)=>pathTo(L,'proof',{id:p.id})),pathTo(L,'tasks'),...tasks.slice(0,2).map((p:any)=>pathTo(L,'task',{id:p.id})),pathTo(L,'clients'),...clients.slice(0,2).map((p:any)=>pathTo(L,'client',{slug:p.slug})),pathTo(L,'forum'),pathTo(L,'forumCategory',{slug:'paiements'}),...threads.slice(0,4).map((t:any)=>pathTo(L,'thread',{id:t.id})),pathTo(L,'search'),pathTo(L,'search',{},{q:'clickworker'}),pathTo(L,'workbook'),pathTo(L,'boycotts'), ...boycotts.map((t:any)=>pathTo(L,'boycott',{id:t.id}))];
for (const p of paths){ await page.goto(B+p); const hit=await page.evaluate((css)=>{const s=new CSSStyleSheet(); s.replaceSync(css); const out:string[]=[]; const go=(rules:any)=>{for(const r of rules){ if(r.cssRules&&r.cssRules.length&&!r.selectorText) go(r.cssRules); if(r.selectorText){ for(const sel of r.selectorText.split(/,(?![^(]*\))/)) { const q=sel.replace(/::[\w-]+/g,'').replace(/:(hover|focus|focus-visible|active|checked|disabled)/g,''); try{ if(document.querySelector(q)) out.push(sel.trim()); }catch{} } } }}; go(s.cssRules); return [...new Set(out)];},css); console.log(p, hit.join(' | ')); }
await browser.close();
