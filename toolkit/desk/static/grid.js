/* A roster to fill in: pasting from Excel, moving by Enter, deleting rows, the sum of the amounts. */
(function () {
  "use strict";
  var table = document.querySelector("[data-grid]");
  if (!table) return;
  var body = table.tBodies[0];
  var english = document.documentElement.lang === "en";

  function cells(row) { return Array.from(row.querySelectorAll("input, select")); }

  /* Numbers and buttons of rows that came or went. */
  function number() {
    Array.from(body.rows).forEach(function (row, place) {
      var head = row.querySelector("th");
      head.querySelector("[data-number]").textContent = String(place + 1);
      var remove = head.querySelector("button") || head.appendChild(document.createElement("button"));
      remove.type = "button";
      remove.className = "plain";
      remove.textContent = "×";
      remove.tabIndex = -1;
      remove.setAttribute("aria-label", english ? "Delete row " + (place + 1) : "删去第 " + (place + 1) + " 行");
    });
  }

  function nextRow(row) {
    if (row.nextElementSibling) return row.nextElementSibling;
    var fresh = row.cloneNode(true);
    cells(fresh).forEach(function (cell) { cell.value = ""; });
    body.appendChild(fresh);
    number();
    return fresh;
  }

  function put(cell, text) {
    if (cell.tagName !== "SELECT") { cell.value = text; return; }
    var fitting = Array.from(cell.options).find(function (option) { return option.value === text; });
    cell.value = fitting ? text : "";
  }

  function total() {
    var sum = 0;
    var filled = 0;
    Array.from(body.rows).forEach(function (row) {
      if (cells(row).some(function (cell) { return !cell.readOnly && cell.value.trim(); })) filled += 1;
      var amount = row.querySelector("td.amount input");
      var number = amount ? Number(amount.value.replace(/[,，\s]/g, "")) : 0;
      if (!isNaN(number)) sum += Math.round(number * 100);
    });
    var yuan = (sum / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2 });
    document.querySelector("[data-grid-total]").textContent = english
      ? filled + " rows, together " + yuan + " yuan" : "共 " + filled + " 行，合计 " + yuan + " 元";
  }

  table.addEventListener("paste", function (event) {
    var text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (text.indexOf("\t") < 0 && text.indexOf("\n") < 0) return;
    event.preventDefault();
    var row = event.target.closest("tr");
    var first = cells(row).indexOf(event.target);
    text.split("\n").forEach(function (line, number) {
      if (number) row = nextRow(row);
      line.split("\t").forEach(function (value, place) {
        var cell = cells(row)[first + place];
        if (cell && !cell.readOnly) put(cell, value.trim());
      });
    });
    total();
  });

  table.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    var row = event.target.closest("tr");
    var place = cells(row).indexOf(event.target);
    cells(nextRow(row))[place].focus();
  });

  table.addEventListener("click", function (event) {
    var row = event.target.tagName === "BUTTON" ? event.target.closest("tr") : null;
    if (!row) return;
    if (body.rows.length > 1) body.removeChild(row);
    else cells(row).forEach(function (cell) { cell.value = ""; });
    number();
    total();
  });

  table.addEventListener("input", total);
  number();
  total();
}());
