'use strict';
const $ = (id) => document.getElementById(id);
const token = document.body.dataset.token;
const PAGE = 200;
const FIT = 2; // the zoom at which the picture is shrunk to its frame
let items = new Map(), total = +document.body.dataset.total, done = 0, at = 0, chosen = 0, zoom = FIT, whole = false, files = [];

async function load(start) {
  const answer = await (await fetch(`/api/items?start=${start}`)).json();
  answer.items.forEach((item, i) => items.set(answer.start + i, item));
  total = answer.total; done = answer.done;
}
async function loadFiles() {
  files = (await (await fetch('/api/files')).json()).files;
  $('file').replaceChildren(...files.map((file, i) => {
    const option = document.createElement('option');
    option.value = i; option.textContent = `${file.lao_name} · ${file.source_file} (${file.open} / ${file.count})`;
    return option;
  }));
}
async function nextOpen(from) {
  const found = (await (await fetch(`/api/open?start=${from}`)).json()).next;
  if (found === null) { $('state').textContent = 'ตัดสินครบแล้ว / all decided'; return; }
  await show(found);
}
async function item(n) {
  if (!items.has(n)) await load(Math.floor(n / PAGE) * PAGE);
  return items.get(n);
}
async function show(n) {
  if (total === 0) { $('empty').hidden = false; document.querySelector('main').hidden = true; progress(); return; }
  at = Math.min(Math.max(0, n), total - 1); chosen = 0;
  const it = await item(at);
  $('locality').textContent = `${it.lao_name} · ${it.source_file}`;
  $('project').textContent = it.project; $('what').textContent = it.what; $('why').textContent = it.why;
  $('raw').textContent = it.read_raw || '(ว่าง / blank)'; $('typed').value = ''; $('error').textContent = '';
  $('local').hidden = it.kind !== 'match';
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
  $('crop').hidden = !it.page; $('nopicture').hidden = !!it.page;
  if (!it.page) return;
  $('crop').classList.toggle('fit', zoom === FIT);
  $('crop').alt = `${it.project} ${it.what}`;
  $('crop').onerror = () => { $('crop').hidden = true; $('nopicture').hidden = false; };
  $('crop').src = `/picture/${whole ? 'page' : 'crop'}?zoom=${zoom}&subject=${encodeURIComponent(it.subject)}`;
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
    body: JSON.stringify({ subject: it.subject, version: it.version, by: $('who').value, ...body }),
  });
  const data = await answer.json();
  if (data.item) { if (!it.decision && data.item.decision) done++; if (it.decision && !data.item.decision) done--; items.set(at, data.item); }
  if (!answer.ok) { await show(at); $('error').textContent = data.error; return false; }
  return true;
}
async function decide() {
  const it = items.get(at), typed = $('typed').value.trim(), choice = it.choices[chosen];
  if (!typed && !choice) { $('error').textContent = 'พิมพ์ค่าก่อน / type a value first'; return; }
  const body = it.kind === 'match' ? { action: 'measure', value: typed || choice.value } : { action: 'value', value: typed || choice.value };
  if (await post(body)) show(at + 1);
}
$('accept').onclick = decide;
$('local').onclick = async () => { if (await post({ action: 'local' })) show(at + 1); };
$('skip').onclick = () => show(at + 1);
$('back').onclick = () => show(at - 1);
$('next').onclick = () => nextOpen(at + 1);
$('file').onfocus = loadFiles;
$('file').onchange = () => { const file = files[+$('file').value]; $('file').blur(); nextOpen(file.start); };
$('undo').onclick = async () => { if (await post({ action: 'undo' })) show(at); };
$('zoomin').onclick = () => { zoom = Math.min(6, zoom + 0.5); whole = false; picture(items.get(at)); };
$('zoomout').onclick = () => { zoom = Math.max(0.5, zoom - 0.5); whole = false; picture(items.get(at)); };
$('whole').onclick = () => { whole = !whole; picture(items.get(at)); };
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = ['INPUT', 'SELECT'].includes(event.target.tagName);
  if (event.key === 'Enter' && !['BUTTON', 'SELECT'].includes(event.target.tagName)) { event.preventDefault(); decide(); return; }
  if (event.key === 'Escape') { event.target.blur(); return; }
  if (field) return;
  const n = (items.get(at) || { choices: [] }).choices.length;
  if (/^[1-9]$/.test(event.key) && +event.key <= n) pick(+event.key - 1);
  else if (event.key === 'ArrowDown') { event.preventDefault(); pick(Math.min(n - 1, chosen + 1)); }
  else if (event.key === 'ArrowUp') { event.preventDefault(); pick(Math.max(0, chosen - 1)); }
  else if (event.key === '-') { $('typed').value = '-'; decide(); }
  else if (/^[tT]$/.test(event.key)) { event.preventDefault(); $('typed').focus(); }
  else if (/^[sS]$/.test(event.key)) $('skip').click();
  else if (/^[nN]$/.test(event.key)) $('next').click();
  else if (/^[bB]$/.test(event.key)) $('back').click();
  else if (/^[uU]$/.test(event.key)) $('undo').click();
  else if (/^[lL]$/.test(event.key) && !$('local').hidden) $('local').click();
});
(async () => {
  await loadFiles();
  const first = (await (await fetch('/api/open?start=0')).json()).next;
  await show(first === null ? 0 : first);
})();
