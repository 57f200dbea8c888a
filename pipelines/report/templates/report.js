"use strict";
(function () {
  var root = document.documentElement;
  // some browsers tell of a choice in a list by `change` alone
  function onChange(node, act) { node.addEventListener("input", act); node.addEventListener("change", act); }
  function store(k, v) { try { if (v === undefined) return localStorage.getItem(k); localStorage.setItem(k, v); } catch (e) { return null; } }
  function setLang(lang) {
    root.dataset.lang = lang; root.lang = lang; store("thaiplan-lang", lang);
    document.querySelectorAll("[data-set-lang]").forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.setLang === lang)); });
    document.querySelectorAll("[data-th]").forEach(function (o) { o.textContent = o.dataset[lang]; });
    ["alt", "title", "aria-label"].forEach(function (name) {
      document.querySelectorAll("[data-" + name + "-th]").forEach(function (o) { o.setAttribute(name, o.getAttribute("data-" + name + "-" + lang)); });
    });
    // storage is apart for every file in some browsers: the choice goes along with the link
    document.querySelectorAll("a[data-inner]").forEach(function (a) { a.search = lang === "en" ? "?lang=en" : "?lang=th"; });
  }
  document.querySelectorAll("[data-set-lang]").forEach(function (b) { b.addEventListener("click", function () { setLang(b.dataset.setLang); }); });
  var asked = new URLSearchParams(location.search).get("lang");
  setLang(asked === "en" || asked === "th" ? asked : store("thaiplan-lang") || "th");

  document.querySelectorAll("table[data-list]").forEach(function (table) {
    var body = table.tBodies[0], rows = Array.from(body.rows), size = 50, page = 0;
    var tools = document.querySelector('[data-tools="' + table.dataset.list + '"]');
    var pager = document.querySelector('[data-pager="' + table.dataset.list + '"]');
    var shown = document.querySelector('[data-shown="' + table.dataset.list + '"]'), none = document.querySelector('[data-none="' + table.dataset.list + '"]');
    function key(row, n) { var c = row.cells[n], v = c.dataset.v; return v === undefined ? c.textContent.trim() : parseFloat(v); }
    function wanted(row) {
      return Array.from(tools.querySelectorAll("input,select")).every(function (f) {
        if (!f.value) return true;
        if (f.type === "search") return row.textContent.toLowerCase().includes(f.value.toLowerCase());
        return row.dataset[f.name] === f.value || (f.value === "has" && row.dataset[f.name] !== "0");
      });
    }
    function show() {
      var found = rows.filter(wanted), pages = Math.max(1, Math.ceil(found.length / size));
      page = Math.min(page, pages - 1);
      rows.forEach(function (r) { r.hidden = true; r.removeAttribute("data-paged"); });
      found.forEach(function (r, n) { r.dataset.paged = "1"; r.hidden = n < page * size || n >= (page + 1) * size; });
      pager.hidden = pages < 2;
      pager.querySelector("output").textContent = (page + 1) + " / " + pages;
      shown.textContent = found.length + " / " + rows.length;
      none.hidden = found.length > 0;
      pager.querySelector("[data-back]").disabled = page === 0;
      pager.querySelector("[data-on]").disabled = page === pages - 1;
    }
    table.querySelectorAll("thead th").forEach(function (th, n) {
      var button = th.querySelector("button");
      if (!button) return;
      button.addEventListener("click", function () {
        var up = th.getAttribute("aria-sort") !== "ascending";
        table.querySelectorAll("thead th").forEach(function (o) { o.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        rows.sort(function (a, b) {
          var x = key(a, n), y = key(b, n);
          var c = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "th", { numeric: true });
          return up ? c : -c;
        });
        rows.forEach(function (r) { body.appendChild(r); });
        page = 0; show();
      });
    });
    function turn(by) { page += by; show(); shown.scrollIntoView({ block: "start" }); }
    onChange(tools, function () { page = 0; show(); });
    pager.querySelector("[data-back]").addEventListener("click", function () { turn(-1); });
    pager.querySelector("[data-on]").addEventListener("click", function () { turn(1); });
    show();
  });

  var list = document.querySelector("[data-findings]"), reveal = null;
  if (list) {
    var cards = Array.from(list.querySelectorAll(".finding")), box = document.querySelector("[data-filter]");
    var counter = document.querySelector("[data-shown=findings]"), nothing = document.querySelector("[data-none=findings]");
    var sort = box.querySelector("select[name=sort]"), original = cards.slice();
    function apply() {
      var chosen = {};
      box.querySelectorAll("input[type=checkbox]").forEach(function (i) { if (i.checked) chosen[i.value] = true; });
      var cause = box.querySelector("select[name=cause]").value, check = box.querySelector("select[name=check]").value, n = 0;
      cards.forEach(function (c) {
        var on = chosen[c.dataset.group] && (!cause || c.dataset.cause === cause) && (!check || c.dataset.check === check);
        c.hidden = !on; if (on) n += 1;
      });
      counter.textContent = n + " / " + cards.length;
      nothing.hidden = n > 0;
    }
    onChange(sort, function () {
      cards = original.slice();
      if (sort.value === "page") cards.sort(function (a, b) { return (+a.dataset.page || 1e9) - (+b.dataset.page || 1e9); });
      else if (sort.value === "check") cards.sort(function (a, b) { return a.dataset.check.localeCompare(b.dataset.check); });
      cards.forEach(function (c) { list.appendChild(c); });
    });
    onChange(box, apply); apply();
    // a figure leads to its finding, also where the filters hide it
    reveal = function (card) {
      if (!card.hidden) return;
      box.querySelector('input[value="' + card.dataset.group + '"]').checked = true;
      box.querySelectorAll("select[name=cause],select[name=check]").forEach(function (s) { s.value = ""; });
      apply();
    };
  }
  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.classList.contains("finding")) reveal(target);
    target.scrollIntoView({ block: "center" });
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest('a[href^="#"]');
    if (a && a.getAttribute("href") === location.hash) follow();
  });
  follow();
  // rows that are set as cards on a narrow screen stay rows for who hears the page
  document.querySelectorAll("table.stack").forEach(function (table) {
    table.setAttribute("role", "table");
    table.querySelectorAll("thead,tbody").forEach(function (o) { o.setAttribute("role", "rowgroup"); });
    table.querySelectorAll("tr").forEach(function (o) { o.setAttribute("role", "row"); });
    table.querySelectorAll("td").forEach(function (o) { o.setAttribute("role", "cell"); });
    table.querySelectorAll("th").forEach(function (o) { o.setAttribute("role", o.scope === "col" ? "columnheader" : "rowheader"); });
  });
  // what is folded away is printed as well
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (d) { d.open = true; });
    document.querySelectorAll("img[loading=lazy]").forEach(function (i) { i.loading = "eager"; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (d) { d.open = false; }); });
})();
