"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const root = document.documentElement;
  const notes = all(".note");
  const form = one("#filter");
  const wide = matchMedia("(min-width: 54.01rem)");
  const GAP = 20;
  let open = null; // the note being read
  let at = 0; // which of its ends was last shown

  const shown = () => notes.filter((note) => !note.hidden);
  const placesOf = (note) => all("[data-notes]").filter((place) => place.dataset.notes.split(" ").includes(note.id));
  const endsOf = (note) => note.dataset.ends.split(" ").map((id) => document.getElementById(id)).filter(Boolean);

  // Notes stand at the height of their marks; where they would overlap, the open one keeps its place.
  function place(spread) {
    const column = one(".notes", spread);
    if (!column) return;
    const zero = column.getBoundingClientRect().top;
    const rows = all(".note", column).filter((note) => !note.hidden).map((note) => {
      const mark = endsOf(note)[0];
      return { note, wish: mark ? Math.max(mark.getBoundingClientRect().top - zero, 0) : 0, height: note.offsetHeight };
    });
    const down = (from, cursor) => {
      for (const row of rows.slice(from)) {
        row.top = Math.max(row.wish, cursor);
        cursor = row.top + row.height + GAP;
      }
    };
    down(0, 0);
    const fixed = rows.findIndex((row) => row.note === open);
    if (fixed > 0 && rows[fixed].top > rows[fixed].wish) {
      const needed = rows.slice(0, fixed).reduce((sum, row) => sum + row.height + GAP, 0);
      let floor = Math.max(rows[fixed].wish, needed);
      down(fixed, floor);
      for (let i = fixed - 1; i >= 0; i -= 1) {
        floor -= rows[i].height + GAP;
        rows[i].top = Math.min(rows[i].top, floor);
        floor = rows[i].top;
      }
    }
    for (const row of rows) row.note.style.top = `${row.top}px`;
    const last = rows.at(-1);
    column.style.minHeight = last ? `${last.top + last.height}px` : "";
  }

  function layout() {
    root.classList.toggle("placed", wide.matches);
    if (wide.matches) all(".spread").forEach(place);
  }

  function say(words) {
    one(".live").textContent = words;
  }

  function show(element, block = "center") {
    element.scrollIntoView({ block });
  }

  function flash(element) {
    all(".flash").forEach((old) => old.classList.remove("flash"));
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), 1600);
  }

  function read(note) {
    all(".on").forEach((old) => old.classList.remove("on"));
    open = note;
    at = 0;
    if (note) {
      note.classList.add("on");
      placesOf(note).forEach((element) => element.classList.add("on"));
      const list = shown();
      say(`Note ${list.indexOf(note) + 1} of ${list.length}: ${one("h4", note).textContent}`);
      history.replaceState(null, "", `#${note.id}`);
    }
    layout();
  }

  function goTo(note) {
    if (note.hidden) {
      form.reset();
      filter();
    }
    read(note);
    note.focus({ preventScroll: true });
    const mark = endsOf(note)[0];
    if (wide.matches && mark) show(mark);
    else show(note, "start");
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const next = open ? list.indexOf(open) + by : by > 0 ? 0 : list.length - 1;
    goTo(list[Math.min(Math.max(next, 0), list.length - 1)]);
  }

  function walk(to) {
    const ends = open ? endsOf(open) : [];
    if (!ends.length) return;
    at = to === undefined ? (at + 1) % ends.length : to;
    show(ends[at]);
    flash(ends[at]);
  }

  function filter() {
    const chosen = (name) => new Set(all(`input[name="${name}"]:checked`, form).map((box) => box.value));
    const severities = chosen("severity");
    const categories = chosen("category");
    for (const note of notes) {
      note.hidden = !(severities.has(note.dataset.severity) && categories.has(note.dataset.category));
    }
    const ids = new Set(shown().map((note) => note.id));
    for (const element of all("[data-notes]")) {
      element.classList.toggle("off", !element.dataset.notes.split(" ").some((id) => ids.has(id)));
    }
    one("output", form).textContent = `${ids.size} of ${notes.length} shown.`;
    if (open && open.hidden) read(null);
    else layout();
  }

  function toggleFilter() {
    if (!form) return;
    form.hidden = !form.hidden;
    one('[data-do="filter"]').setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) one("input", form).focus();
    layout();
  }

  function toggleAll() {
    const pressed = root.classList.toggle("all");
    const button = one('[data-do="all"]');
    button.setAttribute("aria-pressed", String(pressed));
    button.textContent = pressed ? "Close all" : "Open all";
    layout();
  }

  function remembered(value) {
    // Pages opened from a disk may have no storage.
    try {
      if (value) localStorage.setItem("checker-theme", value);
      return localStorage.getItem("checker-theme");
    } catch {
      return null;
    }
  }

  function toggleTheme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remembered(root.dataset.theme);
  }

  const help = () => one("#help").showModal();
  const actions = { filter: toggleFilter, all: toggleAll, theme: toggleTheme, help, close: () => one("#help").close() };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    Enter: () => walk(),
    o: toggleAll,
    "/": toggleFilter,
    "?": help,
    Escape: () => read(null),
  };

  function clickedMark(mark) {
    const over = mark.dataset.notes.split(" ").map((id) => document.getElementById(id)).filter((note) => note && !note.hidden);
    if (!over.length) return;
    const here = over.indexOf(open);
    if (here < 0) return wide.matches ? read(over[0]) : goTo(over[0]);
    if (over.length > 1) return read(over[(here + 1) % over.length]);
    const ends = endsOf(open);
    if (ends.length < 2) return;
    const clicked = ends.findIndex((end) => end === mark);
    walk(clicked < 0 ? undefined : (clicked + 1) % ends.length);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) return actions[button.dataset.do]();
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (target && target.classList.contains("note")) {
      event.preventDefault();
      return goTo(target);
    }
    const note = event.target.closest(".note");
    if (target && note) {
      event.preventDefault();
      if (note !== open) read(note);
      const end = endsOf(note).indexOf(target);
      if (end >= 0) return walk(end);
      show(target);
      return flash(target);
    }
    if (event.target.closest("a, button, input, label, dialog")) return undefined;
    const mark = event.target.closest("mark");
    if (mark) return clickedMark(mark);
    if (note && note !== open && !String(getSelection())) read(note);
    return undefined;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing && event.key !== "Escape" && event.key !== "j" && event.key !== "k") return;
    if (event.key === "Enter" && (!open || event.target.closest("a, button"))) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const theme = remembered();
  if (theme) root.dataset.theme = theme;
  one(".tools").hidden = false;
  if (form) {
    form.addEventListener("change", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
  layout();
  addEventListener("resize", layout);
  addEventListener("load", layout);
  if (document.fonts) document.fonts.ready.then(layout);
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.classList.contains("note")) goTo(asked);
})();
