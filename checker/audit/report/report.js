(async () => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const LEVELS = ["info", "low", "medium", "high", "critical"];
  const PAGE = 40;

  async function unpack() {
    const bytes = Uint8Array.from(atob(one("#data").textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  let data;
  try {
    data = await unpack();
  } catch {
    one("#count").textContent = "This browser cannot unpack the list; the same rows are in findings.csv.";
    return;
  }
  const { texts, posts, rules, columns } = data;
  const total = columns.post.length;
  const POST = { no: 0, title: 1, uri: 2, url: 3, author: 4, year: 5, date: 6, tags: 7 };
  const ruleIndex = new Map(rules.map((rule, at) => [rule[0], at]));
  const postIndex = new Map(posts.map((post, at) => [String(post[POST.no]), at]));
  const lower = new Array(total);
  const folded = (at) => (lower[at] ??= `${texts[columns.before[at]]}${texts[columns.quote[at]]}${texts[columns.after[at]]}`.toLowerCase());
  const titles = posts.map((post) => `${post[POST.title]} ${post[POST.uri]}`.toLowerCase());

  const fields = ["severity", "rule", "year", "author", "tag", "sort"];
  const picks = Object.fromEntries(fields.map((name) => [name, one(`#by-${name}`)]).filter(([, element]) => element));
  const search = one("#search");
  const extra = { card: null, post: null, fresh: null }; // filters that have no control of their own
  let shown = [];
  let upTo = 0;

  function wanted() {
    const value = (name) => (picks[name] ? picks[name].value : "");
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rank = LEVELS.indexOf(value("severity"));
    const rule = value("rule") ? ruleIndex.get(value("rule")) : undefined;
    const keepPost = posts.map(
      (post) =>
        (!value("year") || String(post[POST.year]) === value("year")) &&
        (!value("author") || post[POST.author] === value("author")) &&
        (!value("tag") || (post[POST.tags] || []).includes(value("tag"))),
    );
    const only = extra.post === null ? -1 : postIndex.get(extra.post);
    const found = [];
    for (let at = 0; at < total; at += 1) {
      const post = columns.post[at];
      if (rank >= 0 && columns.rank[at] !== rank) continue;
      if (rule !== undefined && columns.rule[at] !== rule) continue;
      if (only !== -1 && post !== only) continue;
      if (extra.card !== null && columns.card[at] !== Number(extra.card)) continue;
      if (extra.fresh !== null && !columns.fresh[at]) continue;
      if (!keepPost[post]) continue;
      if (words.length) {
        const text = folded(at);
        const inText = (word) => text.includes(word) || titles[post].includes(word);
        if (!words.every(inText)) continue;
      }
      found.push(at);
    }
    const order = value("sort");
    if (order === "new") found.sort((a, b) => (posts[columns.post[b]][POST.date] || "").localeCompare(posts[columns.post[a]][POST.date] || "") || a - b);
    if (order === "post") found.sort((a, b) => columns.post[a] - columns.post[b] || columns.line[a] - columns.line[b]);
    return found;
  }

  function element(name, text, props = {}) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    Object.assign(made, props);
    return made;
  }

  function labelled(label, text) {
    const line = element("p");
    line.append(element("b", `${label} `), text);
    return line;
  }

  const cased = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  function list(label, lines) {
    const rows = element("ul");
    for (const line of lines) rows.append(element("li", line));
    const block = element("div");
    block.append(element("b", label), rows);
    return block;
  }

  function details(at) {
    const box = element("details");
    const text = (name) => texts[columns[name][at]];
    box.append(element("summary", "Why, and what to do"));
    box.addEventListener("toggle", () => {
      if (!box.open || box.childElementCount > 1) return;
      const more = text("more") ? JSON.parse(text("more")) : {};
      if (text("why")) box.append(labelled("Why it matters", text("why")));
      if (more.evidence) box.append(list("In this post", more.evidence.map(([line, note, quote]) => `line ${line}: “${quote}” (${note})`)));
      if (text("resolve")) box.append(labelled("To make them agree", text("resolve")));
      if (more.rewrites) box.append(list("Rewrite", more.rewrites));
      if (text("fine")) box.append(labelled("Fine if", text("fine")));
      if (more.standards) box.append(list("Standard", more.standards));
      box.append(labelled("Why the checker thinks so", text("trigger")));
    });
    return box;
  }

  function finding(at) {
    const post = posts[columns.post[at]];
    const rule = rules[columns.rule[at]];
    const level = LEVELS[columns.rank[at]];
    const text = (name) => texts[columns[name][at]];
    const box = element("article", "", { className: `finding s-${level}` });
    const sure = columns.sure[at] >= 75 ? "high" : columns.sure[at] >= 50 ? "medium" : "low";
    box.append(element("p", `${cased(level)} · ${sure} confidence · ${rule[1]}${columns.fresh[at] && data.since ? " · new" : ""}`, { className: "kicker" }));
    box.append(element("h3", rule[2]));
    const quote = element("blockquote");
    quote.append(text("before"), element("mark", text("quote")), text("after"));
    box.append(quote);
    const more = text("more") ? JSON.parse(text("more")) : {};
    for (const [line, role, said, message] of more.related || []) {
      if (role === "contradicts") box.append(labelled(`Against, line ${line}:`, `“${said}” — ${message}`));
    }
    if (text("what")) box.append(element("p", text("what")));
    const where = element("p", "", { className: "where" });
    const name = post[POST.title] || post[POST.uri];
    const jump = element("button", name, { type: "button" });
    jump.dataset.post = String(post[POST.no]);
    where.append(jump, ` · ${[post[POST.date], post[POST.author], `line ${columns.line[at]}`].filter(Boolean).join(" · ")} · `);
    if (/^https?:/.test(post[POST.url] || "")) where.append(element("a", "open", { href: post[POST.url], rel: "noreferrer" }), " · ");
    const card = element("button", `card ${columns.card[at]}`, { type: "button" });
    card.dataset.card = String(columns.card[at]);
    where.append(card);
    box.append(where, details(at));
    return box;
  }

  function more() {
    const next = Math.min(upTo + PAGE, shown.length);
    const piece = document.createDocumentFragment();
    for (; upTo < next; upTo += 1) piece.append(finding(shown[upTo]));
    one("#list").append(piece);
    one("#more").hidden = upTo >= shown.length;
    one("#more").textContent = `Show ${Math.min(PAGE, shown.length - upTo)} more`;
  }

  function chips() {
    const box = one("#chips");
    box.replaceChildren();
    const name = { card: (v) => `card ${v}`, post: (v) => `“${(posts[postIndex.get(v)] || [])[POST.title] || "this post"}”`, fresh: () => "new since the last audit" };
    for (const key of Object.keys(extra)) {
      if (extra[key] === null) continue;
      const chip = element("button", `Only ${name[key](extra[key])} ✕`, { type: "button" });
      chip.addEventListener("click", () => {
        extra[key] = null;
        refresh();
      });
      box.append(chip, " ");
    }
  }

  function refresh() {
    shown = wanted();
    upTo = 0;
    one("#list").replaceChildren();
    const seen = new Set(shown.map((at) => columns.post[at]));
    one("#count").textContent = `${shown.length.toLocaleString("en")} of ${total.toLocaleString("en")} findings, in ${seen.size.toLocaleString("en")} ${seen.size === 1 ? "post" : "posts"}`;
    chips();
    more();
  }

  function reset() {
    for (const pick of Object.values(picks)) pick.selectedIndex = 0;
    search.value = "";
    for (const key of Object.keys(extra)) extra[key] = null;
  }

  function follow(target) {
    reset();
    for (const [key, value] of Object.entries(target.dataset)) {
      if (key in extra) extra[key] = value;
      else if (picks[key]) {
        if (![...picks[key].options].some((option) => option.value === value)) picks[key].append(new Option(value, value));
        picks[key].value = value;
      }
    }
    refresh();
    one("#explore").scrollIntoView();
  }

  const FILTERS = "[data-severity], [data-rule], [data-year], [data-author], [data-tag], [data-card], [data-post], [data-fresh]";
  document.addEventListener("click", (event) => {
    const target = event.target.closest(FILTERS);
    if (!target) return;
    event.preventDefault();
    follow(target);
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target.closest("g[data-year]");
    if (target && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      follow(target);
    }
  });
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 120);
  });
  one("#filters").addEventListener("change", refresh);
  one("#filters").addEventListener("submit", (event) => event.preventDefault());
  one("#clear").addEventListener("click", () => {
    reset();
    refresh();
  });
  one("#more").addEventListener("click", more);
  refresh();
})();
