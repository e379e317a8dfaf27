/* Files that are dropped or chosen: a request each, with progress, and what each was found to be. */
(function () {
  "use strict";
  var one = window.Desk.one;
  var all = window.Desk.all;
  var element = window.Desk.element;
  var link = window.Desk.link;
  var t = window.Desk.t;

  /* Sending files, one request each. */
  function send(address, file, progress, cancelled) {
    return new Promise(function (done) {
      var request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = function (event) { if (event.lengthComputable) progress(event.loaded / event.total); };
      request.onload = function () {
        var answer;
        try { answer = JSON.parse(request.responseText); } catch (broken) { answer = null; }
        done({ ok: request.status === 200 && answer !== null, status: request.status, answer: answer || {} });
      };
      request.onerror = function () { done({ ok: false, status: 0, answer: {} }); };
      request.onabort = request.onerror;
      cancelled.push(function () { request.abort(); });
      request.send(file);
    });
  }

  function entriesOf(reader) {
    return new Promise(function (done, failed) { reader.readEntries(done, failed); });
  }

  async function filesOf(entry) {
    if (entry.isFile) {
      return [await new Promise(function (done, failed) { entry.file(done, failed); })];
    }
    var found = [];
    var reader = entry.createReader();
    for (;;) {
      var entries = await entriesOf(reader);
      if (!entries.length) return found;
      for (var next of entries) found = found.concat(await filesOf(next));
    }
  }

  async function droppedFiles(transfer) {
    var entries = Array.from(transfer.items || []).map(function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    }).filter(Boolean);
    if (!entries.length) return Array.from(transfer.files);
    var found = [];
    for (var entry of entries) found = found.concat(await filesOf(entry));
    return found;
  }

  function acceptFiles(place, take) {
    ["dragenter", "dragover"].forEach(function (name) {
      place.addEventListener(name, function (event) { event.preventDefault(); place.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      place.addEventListener(name, function () { place.classList.remove("over"); });
    });
    place.addEventListener("drop", async function (event) {
      event.preventDefault();
      take(await droppedFiles(event.dataTransfer));
    });
    all("input[type=file]", place).forEach(function (input) {
      input.addEventListener("change", function () {
        take(Array.from(input.files));
        input.value = "";
      });
    });
  }
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) { event.preventDefault(); }); /* a file beside the place opens nothing */
  });

  var AT_A_TIME = 6;

  all("[data-drop]").forEach(function (place) {
    var queue = one("[data-queue]");
    var table = one("[data-results]");
    var waiting = [];
    var running = 0;
    var done = 0;
    var total = 0;
    var cancels = [];
    var home = place.dataset.drop.replace(/^\/api(.*)\/files$/, "$1");

    function show() {
      queue.hidden = false;
      one("[data-progress]", queue).textContent = done < total
        ? t("正在收第 " + (done + 1) + " 个，共 " + total + " 个", "Taking in " + (done + 1) + " of " + total)
        : t("收完了，共 " + done + " 个文件", "All done: " + done + " files");
      one("[data-bar]", queue).max = total;
      one("[data-bar]", queue).value = done;
      one("[data-cancel]", queue).hidden = done >= total;
    }

    function result(row, file, sent) {
      var cells = all("td", row);
      var answer = sent.answer;
      if (!sent.ok) {
        cells[0].textContent = "";
        var words = answer.error ? t(answer.error, answer.error_en || answer.error)
          : sent.status === 0 ? t("没有传完：已停止，或程序已退出", "Not sent: stopped, or the program has ended")
            : t("没有收下", "Not taken in");
        cells[0].appendChild(element("span", words, "chip error"));
        return;
      }
      cells[0].textContent = "";
      var came = answer.files || [];
      var fresh = came.filter(function (each) { return each.is_new; });
      (answer.not_taken || []).forEach(function (each) {
        cells[0].appendChild(element("span", each.name + "：" + t(each.reason, each.reason_en), "chip error"));
      });
      if (came.length && !fresh.length) {
        cells[0].appendChild(element("span", t("以前收过，没有变化", "Taken in before; nothing changed"), "chip nil"));
      } else if (!came.length && !(answer.not_taken || []).length) {
        cells[0].appendChild(element("span", t("不是报表，已略过", "No form; passed over"), "chip nil"));
      }
      fresh.filter(function (each) { return !each.unit && each.recognised_by === null; }).forEach(function (each) {
        cells[0].appendChild(element("span", t("不知道是谁的", "Belongs to nobody"), "chip warning"));
      });
      if (fresh.length && !(answer.projects || []).length) {
        cells[0].appendChild(element("span", fresh[0].kind === "attachment" ? t("附件，已保存", "Attachment, kept")
          : t("没有读出项目，已保存", "No project in it; kept"), "chip info"));
        (answer.findings || []).filter(function (each) { return each.severity === "error"; }).slice(0, 3).forEach(function (each) {
          cells[0].appendChild(element("div", t(each.message + "。" + each.fix, each.message_en + ". " + each.fix_en), "bad"));
        });
      }
      var units = {};
      (answer.projects || []).forEach(function (project) {
        units[project.unit] = true;
        cells[0].appendChild(element("span", t(project.state_words, project.state_words_en), "chip " + project.state));
        cells[0].appendChild(document.createTextNode(" "));
        var errors = project.errors ? t("（" + project.errors + " 处错误）", " (" + project.errors + " errors)") : "";
        var again = project.returns > 1 ? t("（第 " + project.returns + " 次报）", " (return " + project.returns + ")") : "";
        var line = element("div");
        line.appendChild(link(project.project_name || t("部门整体绩效目标", "department's target"),
          home + "/project?unit=" + encodeURIComponent(project.unit) + "&project=" + encodeURIComponent(project.project_name || "")));
        line.appendChild(document.createTextNode(errors + again));
        cells[2].appendChild(line);
      });
      came.forEach(function (each) { if (each.unit) units[each.unit] = true; });
      cells[1].textContent = Object.keys(units).join(t("、", ", "));
    }

    async function work() {
      while (waiting.length) {
        var next = waiting.shift();
        var state = one("td", next.row);
        var limit = Number(place.dataset.limit);
        var sent;
        if (next.file.size > limit) {
          sent = { ok: false, status: 413, answer: { error: "文件太大，最大 " + Math.floor(limit / 1048576) + " MB",
            error_en: "Too large, the limit is " + Math.floor(limit / 1048576) + " MB" } };
        } else {
          sent = await send(place.dataset.drop, next.file, function (part) {
            state.textContent = part < 1 ? Math.round(part * 100) + "%" : t("正在检查", "checking");
          }, cancels);
        }
        result(next.row, next.file, sent);
        done += 1;
        show();
      }
    }

    acceptFiles(place, function (files) {
      if (!files.length) return;
      if (done >= total) { done = 0; total = 0; cancels = []; }
      total += files.length;
      table.hidden = false;
      files.forEach(function (file) {
        var row = element("tr");
        var head = element("th", file.webkitRelativePath || file.name);
        head.scope = "row";
        row.appendChild(head);
        row.appendChild(element("td", t("等待", "waiting")));
        row.appendChild(element("td"));
        row.appendChild(element("td"));
        one("tbody", table).appendChild(row);
        waiting.push({ file: file, row: row });
      });
      show();
      while (running < AT_A_TIME && running < waiting.length + running) {
        running += 1;
        work().then(function () { running -= 1; });
        if (!waiting.length) break;
      }
    });

    one("[data-cancel]", queue).addEventListener("click", function () {
      waiting.splice(0).forEach(function (next) {
        one("td", next.row).textContent = t("已停止", "stopped");
        done += 1;
      });
      cancels.splice(0).forEach(function (cancel) { cancel(); });
      show();
    });
    window.addEventListener("beforeunload", function (event) {
      if (done < total) { event.preventDefault(); event.returnValue = ""; }
    });
  });

  /* What is chosen for a new round goes along on every way to its roster. */
  all("[data-choices]").forEach(function (form) {
    form.addEventListener("input", function (event) {
      var name = event.target.name;
      var chosen = function (address) {
        var changed = new URL(address, location.href);
        changed.searchParams.set(name, event.target.value);
        return changed.pathname + changed.search;
      };
      all("a[data-chosen]").forEach(function (way) { way.href = chosen(way.href); });
      all("input[data-chosen]").forEach(function (field) { if (field.name === name) field.value = event.target.value; });
      all("[data-single]").forEach(function (place) { place.dataset.single = chosen(place.dataset.single); });
    });
  });

  /* A single file that a form needs: it is sent first, the form names it then. */
  all("[data-single]").forEach(function (place) {
    acceptFiles(place, async function (files) {
      if (!files.length) return;
      var words = one("[data-single-words]", place);
      words.textContent = t("正在读 ", "Reading ") + files[0].name;
      var sent = await send(place.dataset.single, files[0], function () { /* short */ }, []);
      if (!sent.ok) {
        words.textContent = t(sent.answer.error || "没有收下", sent.answer.error_en || "Not taken in");
        words.className = "alert";
        return;
      }
      if (sent.answer.next) { location.assign(sent.answer.next); return; }
    });
  });
}());
