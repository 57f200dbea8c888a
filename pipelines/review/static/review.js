'use strict';
const $ = (id) => document.getElementById(id);
const token = document.body.dataset.token;
const PAGE = 200;
const FIT = 2; // the zoom at which the picture is shrunk to its frame
const items = new Map(), mine = []; // mine: places of the decisions of this tab, newest last
let total = +document.body.dataset.total, done = 0, at = 0, chosen = 0, zoom = FIT, whole = false, files = [];

const ask = async (path) => (await fetch(path)).json();
async function load(start) {
  const answer = await ask(`/api/items?start=${start}`);
  answer.items.forEach((item, i) => items.set(answer.start + i, item));
  total = answer.total; done = answer.done;
}
async function loadFiles() {
  files = (await ask('/api/files')).files;
  $('file').replaceChildren(...files.map((file, i) => {
    const option = document.createElement('option');
    option.value = i; option.textContent = `${file.lao_name} · ${file.source_file} (${file.open} / ${file.count})`;
    return option;
  }));
}
async function loadMeasures() {
  $('measures').replaceChildren(...(await ask('/api/measures')).measures.map((name) => new Option(name, name)));
}
async function nextOpen(from) {
  const found = (await ask(`/api/open?start=${from}`)).next;
  if (found !== null) { await show(found); return; }
  await show(at);
  $('state').textContent = 'ตัดสินครบแล้ว สั่ง convert คำสั่งเดิมอีกครั้งเพื่อนำไปใช้ / all decided: run the same convert command again to apply';
}
async function item(n) {
  if (!items.has(n)) await load(Math.floor(n / PAGE) * PAGE);
  return items.get(n);
}
async function show(n) {
  if (total === 0) { $('empty').hidden = false; document.querySelector('main').hidden = true; progress(); return; }
  at = Math.min(Math.max(0, n), total - 1); chosen = 0;
  const it = await item(at), match = it.kind === 'match';
  $('locality').textContent = `${it.lao_name} · ${it.source_file}`;
  $('project').textContent = it.project; $('what').textContent = it.what; $('why').textContent = it.why;
  $('raw').textContent = it.read_raw || '(ว่าง / blank)'; $('raw').parentElement.hidden = match;
  $('typed').value = ''; $('typed').classList.toggle('wide', match); $('error').textContent = '';
  if (match) $('typed').setAttribute('list', 'measures'); else $('typed').removeAttribute('list');
  $('typed').placeholder = match ? 'ค้นชื่อหรือรหัสมาตรการ / name or id of a measure' : '๐-๙ 0-9';
  $('local').hidden = !match; $('nobudget').hidden = $('blank').hidden = match;
  $('place').textContent = it.page ? `หน้า / page ${it.page} · ${at + 1} / ${total}` : `${at + 1} / ${total}`;
  $('state').textContent = it.decision ? `ตัดสินแล้ว / decided: ${it.decision.action} ${it.decision.value} (${it.decision.by})` : '';
  $('choices').replaceChildren(...it.choices.map((choice, i) => {
    const li = document.createElement('li'), button = document.createElement('button');
    const sure = choice.confidence == null ? '' : ` · ${Math.round(choice.confidence * 100)} %`;
    button.textContent = choice.label + sure;
    button.onclick = () => { pick(i); decide(); };
    li.append(button); return li;
  }));
  $('file').value = files.findIndex((file) => at < file.start + file.count);
  pick(0); picture(it); progress();
}
function picture(it) {
  const crop = $('crop');
  crop.hidden = !it.page; $('nopicture').hidden = !!it.page;
  if (!it.page) return;
  crop.classList.toggle('fit', zoom === FIT);
  crop.style.width = whole && zoom !== FIT ? `${50 * zoom}%` : '';
  crop.alt = `${it.project} ${it.what}`;
  crop.onerror = () => { crop.hidden = true; $('nopicture').hidden = false; };
  const kind = whole ? 'page' : 'crop', at = encodeURIComponent(it.subject);
  const source = `/picture/${kind}?subject=${at}${whole ? '' : `&zoom=${zoom}`}`;
  if (crop.getAttribute('src') !== source) crop.src = source;
}
function progress() { $('bar').value = total ? done / total : 1; $('count').textContent = `${done} / ${total}`; }
function pick(i) {
  chosen = i;
  [...$('choices').querySelectorAll('button')].forEach((b, k) => b.setAttribute('aria-pressed', String(k === i)));
}
async function post(body) {
  const it = items.get(at);
  const answer = await fetch('/api/decide', {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Token': token },
    body: JSON.stringify({ subject: it.subject, version: it.version, by: $('who').value.trim(), ...body }),
  });
  const data = await answer.json();
  if (data.item) { if (!it.decision && data.item.decision) done++; if (it.decision && !data.item.decision) done--; items.set(at, data.item); }
  if (answer.status === 409) await show(at);
  if (!answer.ok) { $('error').textContent = data.error; return false; }
  $('typed').blur();
  return true;
}
async function settle(body) {
  $('who').classList.toggle('missing', !$('who').value.trim());
  if (!$('who').value.trim()) { $('who').focus(); $('error').textContent = 'ใส่ชื่อผู้ตรวจก่อน / say who you are first'; return; }
  if (await post(body)) { mine.push(at); await nextOpen(at + 1); }
}
async function decide() {
  const it = items.get(at), typed = $('typed').value.trim(), choice = it.choices[chosen];
  if (!typed && !choice) { $('error').textContent = 'พิมพ์ค่าก่อน หรือกด - หรือ E / type a value first, or press - or E'; return; }
  await settle({ action: it.kind === 'match' ? 'measure' : 'value', value: typed || choice.value });
}
async function undo() { // the decision shown, else the newest of this tab
  if (!items.get(at).decision && mine.length) await show(mine.pop());
  if (await post({ action: 'undo' })) await show(at);
}
function enlarge(by) { zoom = Math.min(6, Math.max(0.5, zoom + by)); picture(items.get(at)); }
$('accept').onclick = decide;
$('local').onclick = () => settle({ action: 'local' });
$('nobudget').onclick = () => settle({ action: 'value', value: '-' });
$('blank').onclick = () => settle({ action: 'blank' });
$('skip').onclick = () => show(at + 1);
$('back').onclick = () => show(at - 1);
$('next').onclick = () => nextOpen(at + 1);
$('file').onfocus = loadFiles;
$('file').onchange = () => { const file = files[+$('file').value]; $('file').blur(); nextOpen(file.start); };
$('undo').onclick = undo;
$('zoomin').onclick = () => enlarge(0.5);
$('zoomout').onclick = () => enlarge(-0.5);
$('whole').onclick = () => { whole = !whole; zoom = FIT; picture(items.get(at)); };
$('who').value = localStorage.getItem('reviewer') || '';
$('who').onchange = () => { localStorage.setItem('reviewer', $('who').value.trim()); $('who').classList.remove('missing'); };
const BUTTONS = { KeyS: 'skip', KeyN: 'next', KeyB: 'back', KeyU: 'undo', KeyL: 'local', KeyE: 'blank', Minus: 'nobudget',
  NumpadSubtract: 'nobudget', KeyZ: 'zoomin', KeyX: 'zoomout', KeyW: 'whole' };
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = ['INPUT', 'SELECT'].includes(event.target.tagName);
  if (event.key === 'Enter' && event.target.id === 'who') { event.target.blur(); return; }
  if (event.key === 'Enter' && !['BUTTON', 'SELECT'].includes(event.target.tagName)) { event.preventDefault(); decide(); return; }
  if (event.key === 'Escape') { event.target.blur(); return; }
  if (field) return;
  // The place of the key, not its letter: on a Thai keyboard S types ห, and 3 a dash.
  const n = (items.get(at) || { choices: [] }).choices.length, digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const button = $(BUTTONS[event.code] || 'none');
  if (digit) { if (+digit[1] <= n) pick(+digit[1] - 1); }
  else if (event.key === 'ArrowDown') { event.preventDefault(); pick(Math.min(n - 1, chosen + 1)); }
  else if (event.key === 'ArrowUp') { event.preventDefault(); pick(Math.max(0, chosen - 1)); }
  else if (event.code === 'KeyT') { event.preventDefault(); $('typed').focus(); }
  else if (button && !button.hidden) { event.preventDefault(); button.click(); }
});
(async () => {
  await loadFiles();
  const first = (await ask('/api/open?start=0')).next;
  await show(first === null ? 0 : first);
  await loadMeasures();
})();
