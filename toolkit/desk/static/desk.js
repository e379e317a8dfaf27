/* ES2019 without modules: the oldest browser is Chromium 86. Everything here only adds to pages that work without it. */
(function () {
  "use strict";

  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var one = function (selector, within) { return (within || document).querySelector(selector); };
  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var t = function (chinese, english) { return zh ? chinese : english; };
  var wait = function (milliseconds) { return new Promise(function (go) { setTimeout(go, milliseconds); }); };

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function link(text, address) {
    var made = element("a", text);
    made.href = address;
    return made;
  }

  /* The name of the officer, kept on this machine so that it is typed once. */
  function remember(within) {
    all("[data-remember]", within).forEach(function (input) {
      var key = "jixiao-" + input.dataset.remember;
      try {
        if (!input.value) input.value = localStorage.getItem(key) || "";
        input.form.addEventListener("submit", function () { localStorage.setItem(key, input.value); });
      } catch (refused) { /* a browser that keeps nothing */ }
    });
  }
  remember(document);

  /* A form is sent once. */
  document.addEventListener("submit", function (event) {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
    all("button", event.target).forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
  });
  window.addEventListener("pageshow", function () {
    all("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  /* A panel that is opened takes the focus to its first field. */
  all(".verdicts details").forEach(function (panel) {
    panel.addEventListener("toggle", function () {
      if (!panel.open) return;
      all(".verdicts details[open]").forEach(function (other) { if (other !== panel) other.open = false; });
      var empty = all("select, input:not([type=hidden])", panel).find(function (field) {
        return field.type === "radio" ? !one("input:checked", panel) : !field.value;
      });
      if (empty) empty.focus();
    });
  });

  /* Paper has nothing to click: what is folded is printed too. */
  window.addEventListener("beforeprint", function () {
    all("details:not([open]):not(.panel):not(.screen-only)").forEach(function (part) { part.open = true; part.dataset.opened = "yes"; });
  });
  window.addEventListener("afterprint", function () {
    all("details[data-opened]").forEach(function (part) { part.open = false; delete part.dataset.opened; });
  });

  all("[data-copy]").forEach(function (button) {
    button.addEventListener("click", async function () {
      var text = document.getElementById(button.dataset.copy).textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch (refused) {
        var range = document.createRange();
        range.selectNodeContents(document.getElementById(button.dataset.copy));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.execCommand("copy");
      }
      button.textContent = button.dataset.copied;
    });
  });

  /* Parts of a page that follow the ledger. */
  var live = one("[data-live]");
  var fetching = 0;

  async function refresh(address) {
    var number = ++fetching;
    var answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || number !== fetching) return;
    var page = new DOMParser().parseFromString(await answer.text(), "text/html");
    var fresh = one("[data-live]", page);
    if (!fresh || number !== fetching) return;
    if (one("form[data-begun]", live)) return; /* what a person fills in is not taken away */
    var focused = document.activeElement && live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    live.replaceWith(fresh);
    live = fresh;
    remember(live);
    if (focused) {
      var same = all("a", live).find(function (found) { return found.getAttribute("href") === focused; });
      if (same) same.focus();
    }
  }

  document.addEventListener("input", function (event) {
    var form = event.target.closest ? event.target.closest("[data-live] form") : null;
    if (form) form.dataset.begun = "yes";
  });

  /* The projects of the unit that is chosen. */
  document.addEventListener("change", async function (event) {
    var form = event.target.name === "unit" ? event.target.closest("[data-owner]") : null;
    if (!form) return;
    var choice = form.elements.project;
    while (choice.options.length > 1) choice.remove(1);
    if (!event.target.value) return;
    var answer = await fetch(form.dataset.owner + "?unit=" + encodeURIComponent(event.target.value), { credentials: "same-origin" });
    if (!answer.ok) return;
    (await answer.json()).projects.forEach(function (name) { choice.appendChild(element("option", name)); });
  });

  function changed(version) {
    if (live && String(version) !== live.dataset.version) {
      live.dataset.version = version;
      refresh(location.href).catch(function () { /* the next change tries again */ });
    }
  }

  async function poll(address) {
    for (;;) {
      await wait(4000);
      try {
        var answer = await fetch(address + "?once=1", { credentials: "same-origin" });
        if (answer.ok) changed((await answer.json()).version);
      } catch (gone) { /* the program has ended, or comes back */ }
    }
  }

  if (live && live.dataset.events) {
    var address = live.dataset.events;
    var failures = 0;
    if (window.EventSource) {
      var source = new EventSource(address);
      source.addEventListener("round", function (event) { failures = 0; changed(JSON.parse(event.data).version); });
      source.onerror = function () {
        failures += 1;
        if (failures > 3) { source.close(); poll(address); }
      };
      window.addEventListener("pagehide", function () { source.close(); });
    } else {
      poll(address);
    }
  }

  /* Searching while one types. */
  all("[data-filter]").forEach(function (form) {
    var timer;
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        var wanted = new URL(form.action);
        new FormData(form).forEach(function (value, name) { if (value) wanted.searchParams.set(name, value); });
        history.replaceState(null, "", wanted);
        refresh(wanted.href).catch(function () { form.submit(); });
      }, 250);
    });
  });

  /* Work under way. */
  all("[data-work]").forEach(async function (place) {
    for (;;) {
      await wait(800);
      var state;
      try {
        state = await (await fetch(place.dataset.work, { credentials: "same-origin" })).json();
      } catch (gone) { continue; }
      if (state.finished) { location.replace(state.next); return; }
      if (state.total) {
        one("[data-work-bar]", place).max = state.total;
        one("[data-work-bar]", place).value = state.done;
        one("[data-work-count]", place).textContent = state.done + "/" + state.total;
      }
    }
  });

  window.Desk = { one: one, all: all, element: element, link: link, t: t };
}());
