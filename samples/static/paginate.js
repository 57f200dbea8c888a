// Cuts the flows of a sample document into pages and returns the geometry of all that is printed.
const sheets = [];
const thai = document.body.dataset.numerals === 'thai';
function newSheet(orientation) {
  const sheet = document.createElement('div');
  sheet.className = 'sheet ' + orientation;
  document.body.appendChild(sheet);
  sheets.push(sheet);
  return sheet;
}
function tooFull(sheet, el) {
  const limit = sheet.getBoundingClientRect().bottom - 75;
  return el.getBoundingClientRect().bottom > limit;
}
// Figures that are wider than their cell would be printed over the next one: such a table is set smaller.
for (const flow of document.querySelectorAll('.flow')) {
  const trial = newSheet(flow.dataset.orientation);
  for (const table of flow.querySelectorAll('table.data')) {
    const place = document.createComment('');
    table.replaceWith(place);
    trial.appendChild(table);
    for (let size = 0.86; size > 0.5; size -= 0.06) {
      table.style.fontSize = size + 'em';
      if (![...table.querySelectorAll('.nowrap')].some((el) => el.scrollWidth > el.clientWidth + 1)) break;
    }
    place.replaceWith(table);
  }
  sheets.pop();
  trial.remove();
}
for (const flow of [...document.querySelectorAll('.flow')]) {
  const orientation = flow.dataset.orientation;
  let sheet = newSheet(orientation);
  for (const block of [...flow.children]) {
    if (block.tagName !== 'TABLE') {
      sheet.appendChild(block);
      if (tooFull(sheet, block)) { sheet = newSheet(orientation); sheet.appendChild(block); }
      continue;
    }
    const rows = [...block.tBodies[0].rows];
    const shell = (head) => {
      const t = block.cloneNode(false);
      t.appendChild(block.querySelector('colgroup').cloneNode(true));
      if (head) t.appendChild(block.tHead.cloneNode(true));
      t.appendChild(document.createElement('tbody'));
      sheet.appendChild(t);
      return t;
    };
    let part = shell(true), first = true;
    for (const row of rows) {
      part.tBodies[0].appendChild(row);
      if (tooFull(sheet, row) && part.tBodies[0].rows.length > 1) {
        row.remove();
        sheet = newSheet(orientation);
        part = shell(block.dataset.repeat === '1');
        part.dataset.again = '1';
        part.tBodies[0].appendChild(row);
      }
    }
  }
  flow.remove();
}
for (const t of document.querySelectorAll('table.data')) {
  const rows = [...t.tBodies[0].rows];
  const open = {};
  for (const row of rows) {
    const seen = new Set();
    for (const cell of [...row.cells]) {
      const key = cell.dataset.merge;
      if (!key) continue;
      const kind = key[0];
      seen.add(kind);
      if (open[kind] && open[kind].dataset.merge === key) { open[kind].rowSpan += 1; cell.remove(); }
      else open[kind] = cell;
    }
    for (const kind of Object.keys(open)) if (!seen.has(kind)) delete open[kind];
  }
}
for (const td of document.querySelectorAll('td.follow')) {
  const row = td.parentElement;
  for (const div of [...td.children]) {
    const lead = row.querySelector(`.lead[data-k="${div.dataset.k}"]`);
    if (!lead) continue;
    const want = lead.getBoundingClientRect().top, have = div.getBoundingClientRect().top;
    if (want > have) div.style.marginTop = (want - have) + 'px';
  }
}
sheets.forEach((sheet, i) => {
  const foot = document.createElement('p');
  foot.className = 'foot';
  let n = String(i + 1);
  if (thai) n = n.replace(/[0-9]/g, (d) => '๐๑๒๓๔๕๖๗๘๙'[+d]);
  foot.textContent = n;
  sheet.appendChild(foot);
});
function box(el, sheet) {
  const a = el.getBoundingClientRect(), b = sheet.getBoundingClientRect(), k = 0.75;
  return [(a.left - b.left) * k, (a.top - b.top) * k, (a.right - b.left) * k, (a.bottom - b.top) * k];
}
return sheets.map((sheet) => {
  const blocks = [];
  for (const el of sheet.children) {
    if (el.tagName === 'TABLE') {
      blocks.push({
        table: el.dataset.table, again: el.dataset.again === '1', box: box(el, sheet),
        rows: [...el.rows].map((row) => [...row.cells].map((c) => ({
          text: c.innerText.trim(), header: c.tagName === 'TH', rowSpan: c.rowSpan, colSpan: c.colSpan, box: box(c, sheet),
        }))),
      });
    } else if (el.innerText.trim()) blocks.push({ text: el.innerText.trim(), box: box(el, sheet), detail: el.dataset.detail });
  }
  return {
    landscape: sheet.classList.contains('landscape'), blocks,
    items: [...sheet.querySelectorAll('[data-item]')].map((el) => +el.dataset.item),
    details: [...sheet.querySelectorAll('[data-detail]')].map((el) => +el.dataset.detail),
  };
});
